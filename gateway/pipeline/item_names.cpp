#include "gateway/pipeline/item_names.hpp"

#include <utility>

#include "matching/items/catalogue.hpp"

namespace weighbridge::pipeline {

ItemNames::ItemNames(store::Reader& reader, const ReferenceData& reference) : reader_(reader) {
  const SupplierId anyone;
  for (const ItemRow& row : reference.items) {
    tie(anyone, {row.sku.str(), row.gtin, {}, {}, {}});
    tie(anyone, {row.sku.str(), {}, row.upc, {}, {}});
  }
  for (const PackRow& row : reference.packs) tie(anyone, {row.sku.str(), row.gtin, {}, {}, {}});
  for (const ItemAliasRow& row : reference.aliases)
    tie(row.supplier, {row.sku.str(), {}, {}, row.vendor_item, {}});
}

void ItemNames::tie(const SupplierId& supplier, const ItemRef& names) {
  std::string first;
  for (std::string& name : matching::identifiers_of(names, supplier)) {
    if (name.empty()) continue;
    if (first.empty()) {
      first = std::move(name);
    } else {
      in_tables_.emplace(first, name);
      in_tables_.emplace(name, first);
    }
  }
}

store::Words ItemNames::all_of(store::Words items) const {
  for (;;) {
    const std::size_t before = items.size();
    items = reader_.same_items(items);
    store::Words more;
    for (const std::string& item : items) {
      const auto [first, last] = in_tables_.equal_range(item);
      for (auto it = first; it != last; ++it) more.insert(it->second);
    }
    items.merge(more);
    if (items.size() == before) return items;
  }
}

std::vector<matching::TaughtName> ItemNames::taught(store::Words items) const {
  return reader_.item_names(all_of(std::move(items)));
}

}  // namespace weighbridge::pipeline
