// What a YAML text must satisfy before the YAML library sees it.
#pragma once

#include <optional>
#include <string_view>

#include "parsers/finding.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::yaml {

/// The first reason not to hand `text` to yaml-cpp: too long, not UTF-8 text, a tab in the
/// indentation, brackets nested far beyond `limits.depth_max`. The library has no limits of its
/// own: it keeps every token of an open bracket in memory and takes some control bytes for the end.
std::optional<Finding> refuse_before_parsing(std::string_view text, const Limits& limits);

}  // namespace weighbridge::yaml
