// Whether a value is what its format asks for: a, n or an, and its length.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "parsers/edi/dictionary.hpp"

namespace weighbridge::edifact {

using namespace edi;

enum class ValueFlaw : std::uint8_t {
  none,
  too_short,
  too_long,
  control_character,
  digits,  ///< in an alphabetic value
  not_a_number,
  odd_number,  ///< readable, but with blanks, a plus, or no digit before the decimal mark
};

namespace detail {
constexpr std::array<std::uint8_t, 256> char_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t c = 0; c < 256; ++c) classes[c] = c < 0x20 || c == 0x7F ? kControl : kText;
  for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = kDigit;
  classes['-'] = kSign;
  classes['.'] = kPoint;
  classes[','] = kPoint;
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

/// Checks `value`, not empty, against type and length. A text's length counts characters (the text
/// is UTF-8), a number's digits.
ValueFlaw check_value(const ElementRule& rule, std::string_view value);

}  // namespace weighbridge::edifact
