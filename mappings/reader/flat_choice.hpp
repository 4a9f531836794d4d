// Which map of flat files a file is for: told by the file's name, by the headings of its columns or
// by the types of its records (docs/formats/flat.md).
#pragma once

#include <optional>
#include <string_view>

#include "mappings/maps/map_set.hpp"
#include "mappings/reader/reader.hpp"
#include "parsers/finding.hpp"

namespace weighbridge::flat {

struct Choice {
  const maps::Plan* plan = nullptr;  ///< null: no map, or not clear which
  std::optional<Finding> doubt;      ///< why it is not clear, where some map comes near
};

/// `head` is the beginning of the file, `kind` what it would be without maps of flat files. Only
/// what is no format of ours otherwise is for a map; our own CSV headers stay ours.
Choice choose(std::string_view head, ContentKind kind, const maps::MapSet& maps,
              std::string_view file_name, bool any_file_name = false);

}  // namespace weighbridge::flat
