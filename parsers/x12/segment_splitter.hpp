// Segments that run together because the sender ended one of them with something else than its
// terminator: a line end alone, or the terminator of another message.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "parsers/x12/dictionary.hpp"
#include "parsers/x12/transaction_set.hpp"

namespace weighbridge::x12 {

/// Reused from set to set; the segments it makes live until the next split().
class SegmentSplitter {
 public:
  /// Cuts segments where an element ends in a line end and the tag of a segment that `dictionary`
  /// knows. Returns the indices, in the new numbering, of those that were found that way.
  std::vector<std::uint32_t> split(std::vector<Segment>& segments, const Dictionary& dictionary);

 private:
  void cut(const Segment& whole, const Dictionary& dictionary, std::vector<Segment>& out);
  Segment piece(const Segment& whole, std::string_view tag, std::size_t begin, std::size_t end,
                const char* last_end);

  std::deque<std::vector<std::uint32_t>> separators_;  ///< of the segments made
};

}  // namespace weighbridge::x12
