// The service string advice, UNA, and what holds where it is left out (ISO 9735).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "parsers/edi/transaction_set.hpp"

namespace weighbridge::edifact {

using namespace edi;

/// How many bytes from a start on are enough to learn the separators from it.
constexpr std::size_t kStartBytesMax = 512;

/// What separates where nothing is announced: : + . ? ' and, from syntax 4 on, * for repetitions.
Delimiters default_delimiters();

struct ServiceString {
  Delimiters delimiters;
  std::size_t size = 0;  ///< bytes, those before the first segment included
};

/// Reads the UNA at the front of `bytes`. It should have nine bytes; where an editor has eaten the
/// blank among them, the segment that follows tells which character is which. Nothing when `bytes`
/// do not begin with a UNA that six separators can be read from.
std::optional<ServiceString> read_una(std::string_view bytes);

/// The separators of an interchange without UNA that begins with UNB, UNG or UNH: the defaults, but
/// for those that the segment itself shows to be others.
Delimiters delimiters_of_header(std::string_view bytes);

/// Whether `bytes` begin with the service segment `tag`: the tag and something that separates.
bool begins_with(std::string_view bytes, std::string_view tag);

}  // namespace weighbridge::edifact
