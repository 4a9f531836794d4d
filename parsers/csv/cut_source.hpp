// Rows of one length that follow one another without an end of line, as some hosts send them.
#pragma once

#include <cstdint>
#include <string>

#include "parsers/byte_source.hpp"

namespace weighbridge::csv {

/// UTF-8 with an end of line put behind every row of `length` characters that has none of its own;
/// rows that end sooner stay as they are. Length 0: the text as it is.
class CutSource final : public ByteSource {
 public:
  /// Borrows `text`.
  CutSource(ByteSource& text, std::uint32_t length) : text_(text), length_(length) {}

  std::size_t read(std::span<char> room) override;

 private:
  ByteSource& text_;
  std::uint32_t length_;
  std::uint32_t characters_ = 0;  ///< of the row so far
  std::string cut_;               ///< not yet handed out
  std::size_t handed_out_ = 0;
};

}  // namespace weighbridge::csv
