// Whether a value is what its data type asks for: characters, length, calendar.
#pragma once

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

/// Checks `value`, not empty, against type and length. Codes are not looked up here. Where
/// `short_dates`, YYMMDD is as good as CCYYMMDD (releases before 004010).
ValueFlaw check_value(const ElementRule& rule, std::string_view value, bool short_dates);

/// Whether `text` is CCYYMMDD or YYMMDD of a day that exists.
bool is_date(std::string_view text);
/// Whether `text` is HHMM, HHMMSS or HHMMSSD[D...] of a time that exists.
bool is_time(std::string_view text);

}  // namespace weighbridge::x12
