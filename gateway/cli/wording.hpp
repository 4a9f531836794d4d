// The words of the wire in words for people.
#pragma once

#include <string>
#include <string_view>

#include "gateway/cli/text.hpp"
#include "matching/discrepancy.hpp"

namespace weighbridge::cli {

/// "PART_RECEIVED" as "part received".
std::string words(std::string_view code);

Tone tone_of(matching::Severity severity);

}  // namespace weighbridge::cli
