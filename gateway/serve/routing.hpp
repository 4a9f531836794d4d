// routing.yaml of the configuration folder: who gets a new case.
#pragma once

#include <filesystem>
#include <vector>

#include "cases/casework/routing.hpp"
#include "mappings/reader/table_text.hpp"

namespace weighbridge::serve {

/// The rows in their order; none when there is no such file. Mistakes are added to `errors`.
std::vector<cases::RoutingRow> read_routing(const std::filesystem::path& folder,
                                            std::vector<TableError>& errors);

/// The same from the text of `file`.
std::vector<cases::RoutingRow> parse_routing(const std::string& file, std::string_view text,
                                             std::vector<TableError>& errors);

}  // namespace weighbridge::serve
