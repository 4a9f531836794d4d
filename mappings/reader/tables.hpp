// What reading needs, compiled from a configuration folder.
#pragma once

#include <utility>

#include "mappings/maps/map_set.hpp"
#include "mappings/reader/reader.hpp"
#include "parsers/x12/dictionary.hpp"

namespace weighbridge {

/// Dictionaries and maps. Thread-safe when const.
class ReaderTables {
 public:
  ReaderTables(x12::Dictionaries dictionaries, maps::MapSet maps)
      : dictionaries_(std::move(dictionaries)), maps_(std::move(maps)) {}

  const x12::Dictionaries& dictionaries() const { return dictionaries_; }
  const maps::MapSet& maps() const { return maps_; }

 private:
  x12::Dictionaries dictionaries_;
  maps::MapSet maps_;
};

}  // namespace weighbridge
