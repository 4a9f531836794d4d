// What reading needs, compiled from a configuration folder.
#pragma once

#include <utility>

#include "mappings/maps/map_set.hpp"
#include "mappings/reader/reader.hpp"
#include "parsers/edi/dictionary.hpp"

namespace weighbridge {

/// Dictionaries, maps and limits. Thread-safe when const.
class ReaderTables {
 public:
  ReaderTables(edi::Dictionaries x12, edi::Dictionaries edifact, maps::MapSet maps,
               const ReaderLimits& limits = {})
      : dictionaries_(std::move(x12)),
        edifact_(std::move(edifact)),
        maps_(std::move(maps)),
        limits_(limits) {}

  /// Of X12.
  const edi::Dictionaries& dictionaries() const { return dictionaries_; }
  const edi::Dictionaries& edifact() const { return edifact_; }
  const maps::MapSet& maps() const { return maps_; }
  /// Those of limits.yaml, for whoever has no others.
  const ReaderLimits& limits() const { return limits_; }

 private:
  edi::Dictionaries dictionaries_, edifact_;
  maps::MapSet maps_;
  ReaderLimits limits_;
};

}  // namespace weighbridge
