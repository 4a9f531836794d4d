// Whether a file ends where its format says that it ends. An upload that broke off leaves a file of
// stable size under its final name; in formats that have an end, it can be told from a whole one.
#pragma once

#include <string_view>

namespace weighbridge::receive {

/// How many bytes of the beginning and of the end are looked at.
constexpr std::size_t kHeadLookedAt = 4096;
constexpr std::size_t kTailLookedAt = 1024;

/// What is missing at the end, for a person: "IEA", "UNZ", "</Invoice>", "}"; empty when the file
/// ends as it should, or when its format (CSV) has no end to be seen.
std::string_view missing_end(std::string_view head, std::string_view tail);

}  // namespace weighbridge::receive
