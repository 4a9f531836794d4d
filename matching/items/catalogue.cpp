#include "matching/items/catalogue.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "matching/wording.hpp"

namespace weighbridge::matching {

std::array<std::string, 4> identifiers_of(const ItemRef& item, const SupplierId& supplier) {
  std::array<std::string, 4> keys;
  if (!item.sku.empty()) keys[0] = sentence("s:", item.sku);
  if (!item.gtin.empty()) keys[1] = sentence("g:", padded_gtin(item.gtin));
  if (!item.upc.empty()) keys[2] = sentence("g:", padded_gtin(item.upc));
  if (!item.vendor.empty()) keys[3] = sentence("v:", supplier.str(), "\x1f", item.vendor);
  return keys;
}

void sort_names(std::vector<TaughtName>& names) {
  std::sort(names.begin(), names.end(), [](const TaughtName& a, const TaughtName& b) {
    const auto key = [](const TaughtName& n) {
      return std::tuple(n.item.sku.empty(), std::string_view(n.item.sku),
                        std::string_view(n.supplier.str()), std::string_view(n.item.vendor),
                        std::string_view(n.item.gtin), std::string_view(n.item.upc));
    };
    return key(a) < key(b);
  });
}

std::vector<TaughtName> names_taught(std::span<const AcceptedReceipt* const> documents) {
  std::vector<TaughtName> names;
  std::unordered_set<std::string> seen;
  for (const AcceptedReceipt* document : documents) {
    const Receipt& order = document->receipt;
    if (order.stage != Stage::ordered) continue;
    for (const ReceiptLine& line : order.lines) {
      const ItemRef& item = line.item;
      if (item.empty()) continue;
      const bool is_new = seen.insert(sentence(order.supplier.str(), "\x1f", item.sku, "\x1f",
                                               item.gtin, "\x1f", item.upc, "\x1f", item.vendor))
                              .second;
      if (is_new) {
        names.push_back({order.supplier, {item.sku, item.gtin, item.upc, item.vendor, {}}});
      }
    }
  }
  sort_names(names);
  return names;
}

std::string padded_gtin(std::string_view gtin) {
  constexpr std::size_t kDigits = 14;
  if (gtin.empty() || gtin.size() >= kDigits) return std::string(gtin);
  return std::string(kDigits - gtin.size(), '0').append(gtin);
}

ItemCatalogue::ItemCatalogue(const ReferenceData& reference, std::span<const TaughtName> names) {
  const SupplierId anyone;
  for (const ItemRow& row : reference.items) {
    const ItemRef own{row.sku.str(), row.gtin, row.upc, {}, {}};
    const ItemId id = find_or_add(ItemRef{row.sku.str(), {}, {}, {}, {}}, anyone);
    learn(own, anyone, id);
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
  for (const TaughtName& name : names) {
    learn(name.item, name.supplier, find_or_add(name.item, name.supplier));
  }
}

std::optional<ItemId> ItemCatalogue::find(const ItemRef& item, const SupplierId& supplier) const {
  for (const std::string& key : identifiers_of(item, supplier)) {
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
  for (std::string& key : identifiers_of(item, supplier)) {
    if (!key.empty()) by_identifier_.try_emplace(std::move(key), id);
  }
}

}  // namespace weighbridge::matching
