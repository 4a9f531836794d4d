// Document numbers as people mean them, whatever blanks, dashes and zeros stand between.
#pragma once

#include <string>
#include <string_view>

namespace weighbridge::matching {

/// M-9.1: upper case, only A-Z and 0-9, no leading zeros in any run of digits (one digit stays).
/// "INV-00123" and "INV 123" are both "INV123". Also K4's purchase order numbers.
std::string normalised_number(std::string_view number);

/// A line number without leading zeros: "00010" and "10" name one line.
std::string_view line_number(std::string_view line);

/// Orders line numbers as people do: "9" before "10", numbers before words.
bool line_number_less(std::string_view a, std::string_view b);

/// Whether the two are equal or one insertion, deletion, substitution or swap of neighbours apart.
bool within_one_edit(std::string_view a, std::string_view b);

}  // namespace weighbridge::matching
