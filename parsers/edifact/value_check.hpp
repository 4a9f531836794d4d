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

/// The class of one byte; those of a value are or-ed together.
constexpr std::uint8_t class_of(char c) {
  return detail::kCharClasses[static_cast<unsigned char>(c)];
}

/// True for what check_value() would pass at first sight, of a value of `size` bytes whose bytes
/// have the classes `seen`; false says only that it should be asked.
inline bool is_plain(const ElementRule& rule, std::size_t size, std::uint8_t seen) {
  return size >= rule.min && size <= rule.max && (seen & rule.doubtful) == 0;
}

/// Checks `value`, not empty, against type and length. A text's length counts characters (the text
/// is UTF-8), a number's digits.
ValueFlaw check_value(const ElementRule& rule, std::string_view value);

}  // namespace weighbridge::edifact
