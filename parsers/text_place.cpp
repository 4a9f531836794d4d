#include "parsers/text_place.hpp"

#include <algorithm>

#include "parsers/utf8.hpp"

namespace weighbridge {
namespace {

constexpr std::size_t kShownBytes = 64;

}  // namespace

Place text_place(std::string_view text, std::size_t offset, const Place& start) {
  Place place = start;
  const std::size_t end = std::min(offset, text.size());
  place.offset = start.offset + end;
  for (std::size_t i = 0; i < end; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool ends_line = byte == '\n' || (byte == '\r' && text.substr(i + 1, 1) != "\n");
    if (ends_line) {
      ++place.line;
      place.column = 1;
    } else if ((byte & 0xC0U) != 0x80U) {
      ++place.column;
    }
  }
  return place;
}

std::string shown_value(std::string_view text) {
  return std::string(utf8_prefix(text, kShownBytes));
}

}  // namespace weighbridge
