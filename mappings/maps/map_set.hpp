// All maps of a configuration, compiled once.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "mappings/maps/plan.hpp"
#include "mappings/maps/source_compiler.hpp"
#include "mappings/reader/table_text.hpp"

namespace weighbridge::maps {

/// Thread-safe when const.
class MapSet {
 public:
  /// Compiles the files of maps/: map files and the code lists they use (docs/formats/maps.md).
  /// Every mistake of every file is added to `errors`; a map with mistakes is left out.
  /// `standards` say which elements and loops there are, and which numbers have implied
  /// decimals.
  static MapSet compile(std::span<const NamedText> files, const Standards& standards,
                        std::vector<TableError>& errors);

  /// The map that reads a transaction set such as ("X12", "856"); null when there is none.
  const Plan* find(std::string_view standard, std::string_view set) const;

  std::span<const Plan> plans() const { return plans_; }

 private:
  std::vector<Plan> plans_;
};

}  // namespace weighbridge::maps
