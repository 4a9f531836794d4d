// Decimal digits of ASCII, whatever the locale.
#pragma once

#include <algorithm>
#include <string_view>

namespace weighbridge {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Whether `text` is digits and nothing else; not of an empty text.
constexpr bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

}  // namespace weighbridge
