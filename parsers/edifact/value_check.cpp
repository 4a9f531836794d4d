#include "parsers/edifact/value_check.hpp"

#include <algorithm>

#include "parsers/digits.hpp"
#include "parsers/edi/delimiters.hpp"

namespace weighbridge::edifact {

namespace {

ValueFlaw check_length(const ElementRule& rule, std::size_t length) {
  if (length < rule.min) return ValueFlaw::too_short;
  if (length > rule.max) return ValueFlaw::too_long;
  return ValueFlaw::none;
}

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Point and comma are both decimal marks, whichever the UNA names: senders mix them.
ValueFlaw check_number(const ElementRule& rule, std::string_view value) {
  const std::string_view bare = trimmed(value);
  std::string_view digits = bare;
  const bool plus = digits.starts_with('+');
  if (plus || digits.starts_with('-')) digits.remove_prefix(1);
  const std::size_t mark = digits.find_first_of(".,");
  const std::string_view whole = digits.substr(0, mark);
  const std::string_view fraction =
      mark == std::string_view::npos ? std::string_view{} : digits.substr(mark + 1);
  if (!(whole.empty() ? all_digits(fraction) : all_digits(whole)) ||
      !(fraction.empty() || all_digits(fraction)))
    return ValueFlaw::not_a_number;
  const bool bare_mark = mark != std::string_view::npos && (whole.empty() || fraction.empty());
  if (plus || bare_mark || bare.size() != value.size()) return ValueFlaw::odd_number;
  return check_length(rule, whole.size() + fraction.size());
}

}  // namespace

ValueFlaw check_value(const ElementRule& rule, std::string_view value) {
  if (rule.type == DataType::real || rule.type == DataType::integer)
    return check_number(rule, value);
  const std::uint8_t seen = classes_of(value);
  if ((seen & kControl) != 0) return ValueFlaw::control_character;
  if (rule.type == DataType::alpha && (seen & kDigit) != 0) return ValueFlaw::digits;
  return check_length(rule, characters_in(value));
}

}  // namespace weighbridge::edifact
