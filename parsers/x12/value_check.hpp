// Whether a value is what its data type asks for: characters, length, calendar.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "parsers/x12/dictionary.hpp"

namespace weighbridge::x12 {

enum class ValueFlaw : std::uint8_t {
  none,
  too_short,
  too_long,
  control_character,  ///< in a text or code
  not_a_number,
  odd_number,  ///< readable, but not as written by the standard: blanks, a plus, a point in an N
  short_date,  ///< six digits where eight are asked for; readable
  invalid_date,
  invalid_time,
};

namespace detail {
constexpr std::array<std::uint8_t, 256> char_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t c = 0; c < 256; ++c) classes[c] = c < 0x20 || c == 0x7F ? kControl : kText;
  for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = kDigit;
  classes['-'] = kSign;
  classes['.'] = kPoint;
  return classes;
}
inline constexpr std::array<std::uint8_t, 256> kCharClasses = char_classes();
}  // namespace detail

/// Which classes of bytes `value` holds.
inline std::uint8_t classes_of(std::string_view value) {
  std::uint8_t seen = 0;
  for (const char c : value) seen |= detail::kCharClasses[static_cast<unsigned char>(c)];
  return seen;
}

/// Checks `value`, not empty, against type and length. Codes are not looked up here. Where
/// `short_dates`, YYMMDD is as good as CCYYMMDD (releases before 004010).
ValueFlaw check_value(const ElementRule& rule, std::string_view value, bool short_dates);

/// Whether `text` is CCYYMMDD or YYMMDD of a day that exists.
bool is_date(std::string_view text);
/// Whether `text` is HHMM, HHMMSS or HHMMSSD[D...] of a time that exists.
bool is_time(std::string_view text);

}  // namespace weighbridge::x12
