// The separators of one interchange (X12.5, X12.6; ISO 9735). No byte is assumed: they are what the
// ISA or UNA shows.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weighbridge::edi {

struct Delimiters {
  char element = '*';
  char component = ':';
  char repetition = 0;         ///< 0 before release 00402, which had none
  char segment = '~';          ///< the first byte of the terminator
  std::array<char, 3> tail{};  ///< its further bytes, where a sender ends segments with several
  std::uint8_t tail_size = 0;
  char release = 0;    ///< EDIFACT: the character after it is no separator; 0: there is none
  char decimal = '.';  ///< EDIFACT: the decimal mark

  std::string_view segment_tail() const { return {tail.data(), tail_size}; }
  /// The whole terminator, as it would be written.
  std::string terminator() const { return std::string(1, segment).append(segment_tail()); }

  bool operator==(const Delimiters&) const = default;
};

/// Part `n` (from 1) of `raw` cut at `separator`; empty when there are fewer. With
/// `Delimiters::component` this is a component of a composite, with `repetition` a repetition.
///
/// Composites are short: a loop over their bytes is over before a call of memchr has begun.
constexpr std::string_view part(std::string_view raw, char separator, std::size_t n) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at < raw.size(); ++at) {
    if (raw[at] != separator) continue;
    if (--n == 0) return raw.substr(begin, at - begin);
    begin = at + 1;
  }
  return n == 1 ? raw.substr(begin) : std::string_view{};
}

/// `value` without the blanks at both ends.
constexpr std::string_view trimmed(std::string_view value) {
  const std::size_t first = value.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return value.substr(first, value.find_last_not_of(' ') - first + 1);
}

}  // namespace weighbridge::edi
