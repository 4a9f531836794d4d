// JSON of a sender's own shape, by a map (docs/formats/json-maps.md): what a pointer leads to is
// put before the map as the rows of a flat file are.
#pragma once

#include <functional>
#include <optional>

#include "mappings/maps/plan.hpp"
#include "mappings/reader/flat_document_reader.hpp"
#include "mappings/reader/reader.hpp"
#include "parsers/json/document.hpp"

namespace weighbridge::json_map {

struct Choice {
  const maps::Plan* plan = nullptr;  ///< null: no map, or not clear which
  std::optional<Finding> doubt;      ///< why it is not clear
};

/// The map of which `root` has the documents and their members; of several, that which names the
/// file, else that which finds most.
Choice choose(json::Value root, const ReaderTables& tables, const ReaderOptions& options);

/// Reads the documents of one JSON text, each handed to `take`.
void read(const json::Document& text, const maps::Plan& plan, FlatDocumentReader& documents,
          const ReaderOptions& options, const std::function<void(ReadDocument&&)>& take);

}  // namespace weighbridge::json_map
