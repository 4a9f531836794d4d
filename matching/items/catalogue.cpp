#include "matching/items/catalogue.hpp"

#include <array>

#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// The identifiers of `item` as keys, the most trusted first; empty ones stay empty.
std::array<std::string, 4> identifiers(const ItemRef& item, const SupplierId& supplier) {
  std::array<std::string, 4> keys;
  if (!item.sku.empty()) keys[0] = sentence("s:", item.sku);
  if (!item.gtin.empty()) keys[1] = sentence("g:", padded_gtin(item.gtin));
  if (!item.upc.empty()) keys[2] = sentence("g:", padded_gtin(item.upc));
  if (!item.vendor.empty()) keys[3] = sentence("v:", supplier.str(), "\x1f", item.vendor);
  return keys;
}

}  // namespace

std::string padded_gtin(std::string_view gtin) {
  constexpr std::size_t kDigits = 14;
  if (gtin.empty() || gtin.size() >= kDigits) return std::string(gtin);
  return std::string(kDigits - gtin.size(), '0').append(gtin);
}

ItemCatalogue::ItemCatalogue(const ReferenceData& reference, std::span<const LiveDocument> orders) {
  const SupplierId anyone;
  for (const ItemRow& row : reference.items) {
    const ItemRef names{row.sku.str(), row.gtin, row.upc, {}, {}};
    const ItemId id = find_or_add(ItemRef{row.sku.str(), {}, {}, {}, {}}, anyone);
    learn(names, anyone, id);
    items_[id].base_uom = row.base_uom;
    items_[id].integral = row.integral;
    items_[id].unit_cost = row.unit_cost;
    items_[id].group = row.group;
  }
  for (const PackRow& row : reference.packs) {
    const ItemId id = find_or_add(ItemRef{row.sku.str(), {}, {}, {}, {}}, anyone);
    if (row.gtin.empty()) continue;
    learn(ItemRef{{}, row.gtin, {}, {}, {}}, anyone, id);
    pack_by_gtin_.try_emplace(padded_gtin(row.gtin), row.uom);
  }
  for (const ItemAliasRow& row : reference.aliases) {
    const ItemId id = find_or_add(ItemRef{row.sku.str(), {}, {}, {}, {}}, anyone);
    learn(ItemRef{{}, {}, {}, row.vendor_item, {}}, row.supplier, id);
  }
  for (const LiveDocument& order : orders) {
    const Receipt& po = order.receipt();
    for (const ReceiptLine& line : po.lines) {
      if (line.item.empty()) continue;
      learn(line.item, po.supplier, find_or_add(line.item, po.supplier));
    }
  }
}

std::optional<ItemId> ItemCatalogue::find(const ItemRef& item, const SupplierId& supplier) const {
  for (const std::string& key : identifiers(item, supplier)) {
    if (key.empty()) continue;
    if (const auto found = by_identifier_.find(key); found != by_identifier_.end()) {
      return found->second;
    }
  }
  return std::nullopt;
}

std::string_view ItemCatalogue::pack_named(const ItemRef& item) const {
  if (pack_by_gtin_.empty()) return {};
  const std::string& number = item.gtin.empty() ? item.upc : item.gtin;
  const auto found = pack_by_gtin_.find(padded_gtin(number));
  return found == pack_by_gtin_.end() ? std::string_view() : found->second;
}

ItemId ItemCatalogue::find_or_add(const ItemRef& item, const SupplierId& supplier) {
  if (const auto known = find(item, supplier)) return *known;
  const auto id = static_cast<ItemId>(items_.size());
  Item& added = items_.emplace_back();
  for (const std::string* name : {&item.sku, &item.vendor, &item.gtin, &item.upc}) {
    if (added.sku.empty()) added.sku = *name;
  }
  learn(item, supplier, id);
  return id;
}

void ItemCatalogue::learn(const ItemRef& item, const SupplierId& supplier, ItemId id) {
  for (std::string& key : identifiers(item, supplier)) {
    if (!key.empty()) by_identifier_.try_emplace(std::move(key), id);
  }
}

}  // namespace weighbridge::matching
