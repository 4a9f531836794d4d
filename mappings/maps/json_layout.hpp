// How JSON of a sender's own shape is laid out: the members of `reads` where its `format` is json
// (docs/formats/json-maps.md).
#pragma once

#include "mappings/maps/flat_plan.hpp"
#include "mappings/maps/table_reader.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::maps {

/// Reads the layout. Every mistake is told to the table, and as much as can be made of the rest is
/// returned, so that the sources of the map can be checked too.
FlatRules read_json_layout(const yaml::Node& reads, TableReader& table);

}  // namespace weighbridge::maps
