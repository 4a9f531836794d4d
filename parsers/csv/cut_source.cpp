#include "parsers/csv/cut_source.hpp"

#include <algorithm>

namespace weighbridge::csv {

std::size_t CutSource::read(std::span<char> room) {
  if (length_ == 0) return text_.read(room);
  if (handed_out_ == cut_.size()) {
    const std::size_t got = text_.read(room);
    cut_.clear();
    handed_out_ = 0;
    for (const char c : room.first(got)) {
      const bool ends_row = c == '\n' || c == '\r';
      const bool begins_character = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
      if (ends_row) {
        characters_ = 0;
      } else if (begins_character && characters_++ == length_) {
        cut_ += '\n';
        characters_ = 1;
      }
      cut_ += c;
    }
  }
  const std::size_t n = cut_.copy(room.data(), room.size(), handed_out_);
  handed_out_ += n;
  return n;
}

}  // namespace weighbridge::csv
