// Finds where in a message the next interchange begins, whatever lies before it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "parsers/edi/segment_stream.hpp"
#include "parsers/edifact/service_string.hpp"
#include "parsers/finding.hpp"

namespace weighbridge::edifact {

/// What stands at the stream's cursor: a UNA, a UNB, or UNG or UNH of a fragment that has none.
struct InterchangeStart {
  Delimiters delimiters;
  std::size_t skip = 0;    ///< bytes to the first segment: the UNA
  bool announced = false;  ///< by a UNA
  bool fragment = false;   ///< no UNB
};

class InterchangeSeeker {
 public:
  explicit InterchangeSeeker(std::uint32_t findings_max) : findings_max_(findings_max) {}

  /// Moves `stream` to the next start; nothing at the end of the message. Blanks, a byte order mark
  /// and an end-of-file mark are stepped over; other junk is told in `findings`, once for each run,
  /// and so is a message that holds nothing to read.
  std::optional<InterchangeStart> seek(SegmentStream& stream, Findings& findings);

 private:
  struct Junk {
    std::uint64_t offset = 0, size = 0;
    std::string shown;  ///< its first bytes
  };

  static std::optional<InterchangeStart> start_at(std::string_view bytes);
  void report(const Junk& junk, bool found, Findings& findings) const;

  std::uint32_t findings_max_;
  bool anything_found_ = false;
};

}  // namespace weighbridge::edifact
