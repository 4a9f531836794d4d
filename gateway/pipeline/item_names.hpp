// Which identifiers may mean one item, by the item tables and by what orders taught.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "mappings/canonical/reference_data.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

class ItemNames {
 public:
  /// `reader` must outlive it.
  ItemNames(store::Reader& reader, const ReferenceData& reference);

  /// `items` and every identifier that stands, directly or not, for the same.
  store::Words all_of(store::Words items) const;
  /// What orders teach about `items` and every other name for them.
  std::vector<matching::TaughtName> taught(store::Words items) const;

 private:
  void tie(const SupplierId& supplier, const ItemRef& names);

  store::Reader& reader_;
  std::multimap<std::string, std::string, std::less<>> in_tables_;  ///< both ways
};

}  // namespace weighbridge::pipeline
