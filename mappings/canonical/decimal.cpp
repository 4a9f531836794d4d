#include "mappings/canonical/decimal.hpp"

#include <algorithm>
#include <stdexcept>

#include <boost/throw_exception.hpp>

#include "parsers/digits.hpp"

namespace weighbridge {

std::string_view to_string_view(DecimalError error) {
  switch (error) {
    case DecimalError::empty:
      return "there is no number";
    case DecimalError::not_a_number:
      return "it is not a plain decimal number such as 12.50";
    case DecimalError::too_many_fraction_digits:
      return "it has more than six digits after the point";
    case DecimalError::out_of_range:
      return "it has more than 15 digits before the point";
  }
  return "it is not a number";
}

void throw_exception_from_error(DecimalError error, const boost::source_location& where) {
  boost::throw_exception(std::invalid_argument(std::string(to_string_view(error))), where);
}

boost::system::result<Decimal, DecimalError> Decimal::parse(std::string_view text) {
  if (const auto value = parse_short(text)) return Decimal(*value);
  if (text.empty()) return DecimalError::empty;
  const bool negative = text.front() == '-';
  if (negative || text.front() == '+') text.remove_prefix(1);

  Int128 value = 0;
  int integer_digits = 0;
  std::size_t i = 0;
  for (; i < text.size() && is_digit(text[i]); ++i) {
    if (integer_digits > 0 || text[i] != '0') ++integer_digits;
    if (integer_digits > kMaxIntegerDigits) return DecimalError::out_of_range;
    value = value * 10 + (text[i] - '0');
  }
  std::size_t digits_seen = i;
  int fraction_digits = 0;
  if (i < text.size() && text[i] == '.') {
    for (++i; i < text.size() && is_digit(text[i]); ++i, ++digits_seen) {
      if (fraction_digits == kFractionDigits) {
        if (text[i] != '0') return DecimalError::too_many_fraction_digits;
        continue;
      }
      value = value * 10 + (text[i] - '0');
      ++fraction_digits;
    }
  }
  if (i != text.size() || digits_seen == 0) return DecimalError::not_a_number;
  for (; fraction_digits < kFractionDigits; ++fraction_digits) value *= 10;
  return Decimal(negative ? -value : value);
}

std::string Decimal::to_string(int min_fraction) const {
  __extension__ using Unsigned = unsigned __int128;
  Unsigned magnitude =
      value_ < 0 ? Unsigned{0} - static_cast<Unsigned>(value_) : static_cast<Unsigned>(value_);

  // Written from the last digit to the first, into room for 39 digits, a point and a sign.
  char room[48];
  char* const end = room + sizeof room;
  char* at = end;
  bool significant = false;
  for (int place = kFractionDigits; place > 0; --place) {
    const char digit = static_cast<char>('0' + static_cast<int>(magnitude % 10));
    magnitude /= 10;
    significant = significant || digit != '0' || place <= min_fraction;
    if (significant) *--at = digit;
  }
  if (at != end) *--at = '.';
  do {
    *--at = static_cast<char>('0' + static_cast<int>(magnitude % 10));
    magnitude /= 10;
  } while (magnitude != 0);
  if (value_ < 0) *--at = '-';
  return {at, end};
}

}  // namespace weighbridge
