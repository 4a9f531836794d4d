// limits.yaml: how much of one message is read (docs/formats/limits.md).
#pragma once

#include <string_view>
#include <vector>

#include "mappings/reader/reader.hpp"

namespace weighbridge {

constexpr std::string_view kLimitsPath = "limits.yaml";

/// Reads the file over the defaults of ReaderLimits. Mistakes are added to `errors`.
ReaderLimits read_limits(const NamedText& file, std::vector<TableError>& errors);

/// What the configuration says that `tables` were compiled from.
const ReaderLimits& limits_of(const ReaderTables& tables);

}  // namespace weighbridge
