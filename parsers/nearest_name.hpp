// "Did you mean": the known name that a mistyped one most likely stands for.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace weighbridge {

/// The name of `known` that needs the fewest edits (insert, delete, replace, swap of neighbours;
/// case does not count) to become `word`; empty when none is near enough to be a likely slip.
std::string_view nearest_name(std::string_view word, std::span<const std::string_view> known);

/// A mend for a finding: "did you mean `quantity`?", or, when nothing is near, the names there are.
std::string suggest_name(std::string_view word, std::span<const std::string_view> known);

}  // namespace weighbridge
