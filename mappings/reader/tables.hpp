// What reading needs, compiled from a configuration folder.
#pragma once

#include <utility>

#include "mappings/maps/map_set.hpp"
#include "mappings/reader/reader.hpp"
#include "parsers/edi/dictionary.hpp"

namespace weighbridge {

/// Dictionaries and maps. Thread-safe when const.
class ReaderTables {
 public:
  ReaderTables(edi::Dictionaries x12, edi::Dictionaries edifact, maps::MapSet maps)
      : dictionaries_(std::move(x12)), edifact_(std::move(edifact)), maps_(std::move(maps)) {}

  /// Of X12.
  const edi::Dictionaries& dictionaries() const { return dictionaries_; }
  const edi::Dictionaries& edifact() const { return edifact_; }
  const maps::MapSet& maps() const { return maps_; }

 private:
  edi::Dictionaries dictionaries_, edifact_;
  maps::MapSet maps_;
};

}  // namespace weighbridge
