#include "parsers/x12/value_check.hpp"

#include <algorithm>
#include <array>

#include "parsers/digits.hpp"
#include "parsers/x12/delimiters.hpp"

namespace weighbridge::x12 {

namespace {

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

ValueFlaw check_length(const ElementRule& rule, std::size_t length) {
  if (length < rule.min) return ValueFlaw::too_short;
  if (length > rule.max) return ValueFlaw::too_long;
  return ValueFlaw::none;
}

/// A number that is not digits alone. Length counts digits only.
ValueFlaw check_number(const ElementRule& rule, std::string_view value) {
  const std::string_view bare = trimmed(value);
  const bool blanks = bare.size() != value.size();
  const bool plus = bare.starts_with('+');
  std::string_view digits = bare;
  if (plus || digits.starts_with('-')) digits.remove_prefix(1);
  const std::size_t point = digits.find('.');
  const std::string_view whole = digits.substr(0, point);
  const std::string_view fraction =
      point == std::string_view::npos ? std::string_view{} : digits.substr(point + 1);
  const bool readable = (!whole.empty() || !fraction.empty()) &&
                        (whole.empty() || all_digits(whole)) &&
                        (fraction.empty() || all_digits(fraction));
  if (!readable) return ValueFlaw::not_a_number;
  const bool odd_point = point != std::string_view::npos && rule.type == DataType::integer;
  if (blanks || plus || odd_point) return ValueFlaw::odd_number;
  return check_length(rule, whole.size() + fraction.size());
}

ValueFlaw check_date(const ElementRule& rule, std::string_view value, bool short_dates) {
  if (!is_date(value)) return ValueFlaw::invalid_date;
  return value.size() == 6 && rule.min > 6 && !short_dates ? ValueFlaw::short_date
                                                           : ValueFlaw::none;
}

}  // namespace

bool is_date(std::string_view text) {
  if ((text.size() != 8 && text.size() != 6) || !all_digits(text)) return false;
  constexpr std::array<int, 12> kDays{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const std::size_t year_digits = text.size() - 4;
  const int year = number(text.substr(0, year_digits));
  const int month = number(text.substr(year_digits, 2));
  const int day = number(text.substr(year_digits + 2));
  if (month < 1 || month > 12 || day < 1 || day > kDays[static_cast<std::size_t>(month - 1)])
    return false;
  // Of a two-digit year every fourth may be a leap year.
  const bool leap = year % 4 == 0 && (year_digits == 2 || year % 100 != 0 || year % 400 == 0);
  return month != 2 || day < 29 || leap;
}

bool is_time(std::string_view text) {
  if (text.size() < 4 || text.size() > 8 || text.size() == 5 || !all_digits(text)) return false;
  return number(text.substr(0, 2)) < 24 && number(text.substr(2, 2)) < 60 &&
         (text.size() < 6 || number(text.substr(4, 2)) < 60);
}

ValueFlaw check_value(const ElementRule& rule, std::string_view value, bool short_dates) {
  const std::uint8_t seen = classes_of(value);
  switch (rule.type) {
    case DataType::text:
    case DataType::alpha:
    case DataType::code:
    case DataType::composite:
      if ((seen & kControl) != 0) return ValueFlaw::control_character;
      return check_length(rule, value.size());
    case DataType::integer:
    case DataType::real:
      return seen == kDigit ? check_length(rule, value.size()) : check_number(rule, value);
    case DataType::date:
      return check_date(rule, value, short_dates);
    case DataType::time:
      return is_time(value) ? ValueFlaw::none : ValueFlaw::invalid_time;
  }
  return ValueFlaw::none;
}

}  // namespace weighbridge::x12
