// How the files of a map are laid out: the members of `reads` where its `format` is csv or fixed
// (docs/formats/flat.md).
#pragma once

#include "mappings/maps/flat_plan.hpp"
#include "mappings/maps/table_reader.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::maps {

/// Reads the layout. Every mistake is told to the table, and as much as can be made of the rest is
/// returned, so that the sources of the map can be checked too.
FlatRules read_flat_layout(const yaml::Node& reads, TableReader& table);

/// The patterns of file names in `files`.
std::vector<std::string> read_file_patterns(const yaml::Node& files, TableReader& table);

}  // namespace weighbridge::maps
