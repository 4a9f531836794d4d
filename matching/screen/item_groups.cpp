#include "matching/screen/item_groups.hpp"

#include "matching/items/catalogue.hpp"

namespace weighbridge::matching::screen {

namespace {

// Scopes of identifiers; the supplier's own numbers have one a supplier, after these.
constexpr std::uint32_t kSku = 0;
constexpr std::uint32_t kGtin = 1;
constexpr std::uint32_t kVendor = 2;

/// Close to one, but not one: equal figures in two units would be suspected of being mixed up
/// (M-5.7, M-5.8).
bool nearly_one(const Rational& factor) {
  const Rational one(1, 1);
  return factor != one && abs(factor - one) <= Rational(2, 100);
}

}  // namespace

ItemGroups::ItemGroups(const ReferenceData& reference) : parents_(1), facts_(1) {
  learn_items(reference);
  reference_end_ = static_cast<NameId>(parents_.size());
  learn_packs(reference);
}

void ItemGroups::learn_items(const ReferenceData& reference) {
  const SupplierId anyone;
  for (const ItemRow& row : reference.items) {
    const NameId first = teach(ItemRef{row.sku.str(), row.gtin, row.upc, {}, {}}, anyone);
    if (first == 0) continue;
    Facts& facts = facts_[group_of(first)];
    facts.base_uom = units_.add(row.base_uom);
    facts.integral = row.integral;
  }
  for (const PackRow& row : reference.packs) {
    if (!row.gtin.empty()) teach(ItemRef{row.sku.str(), row.gtin, {}, {}, {}}, anyone);
  }
  for (const ItemAliasRow& row : reference.aliases) {
    teach(ItemRef{row.sku.str(), {}, {}, row.vendor_item, {}}, row.supplier);
  }
}

void ItemGroups::learn_packs(const ReferenceData& reference) {
  for (const PackRow& row : reference.packs) {
    const NameId first = identifier(row.sku.str(), kSku);
    if (first == 0) continue;
    Facts& facts = facts_[group_of(first)];
    facts.odd_packs = facts.odd_packs || facts.base_uom == 0 || nearly_one(row.per_base);
  }
}

NameId ItemGroups::first_of(const ItemRef& item, const SupplierId& supplier) {
  if (!item.sku.empty()) return identifier(item.sku, kSku);
  if (!item.gtin.empty()) return identifier(padded_gtin(item.gtin), kGtin);
  if (!item.upc.empty()) return identifier(padded_gtin(item.upc), kGtin);
  if (!item.vendor.empty()) return identifier(item.vendor, vendor_scope(supplier));
  return 0;
}

NameId ItemGroups::teach(const ItemRef& item, const SupplierId& supplier) {
  const NameId first = first_of(item, supplier);
  if (first == 0) return 0;
  if (!item.gtin.empty()) join(first, identifier(padded_gtin(item.gtin), kGtin));
  if (!item.upc.empty()) join(first, identifier(padded_gtin(item.upc), kGtin));
  if (!item.vendor.empty()) join(first, identifier(item.vendor, vendor_scope(supplier)));
  const NameId group = group_of(first);
  Facts& facts = facts_[group];
  if (!item.sku.empty() && facts.sku == 0) facts.sku = first;
  // Without a SKU, which item it is depends on what was known before.
  if (item.sku.empty() || facts.sku != first) facts.conflict = true;
  return first;
}

std::vector<NameId> ItemGroups::known_of(const ItemRef& item, const SupplierId& supplier) const {
  std::vector<NameId> known;
  const auto add = [&](std::string_view text, std::uint32_t scope) {
    if (const NameId id = identifiers_.find(text, scope); id != 0) known.push_back(id);
  };
  add(item.sku, kSku);
  add(padded_gtin(item.gtin), kGtin);
  add(padded_gtin(item.upc), kGtin);
  const NameId owner = suppliers_.find(supplier.str());
  if (owner != 0 || supplier.empty()) add(item.vendor, kVendor + owner);
  return known;
}

NameId ItemGroups::identifier(std::string_view text, std::uint32_t scope) {
  const NameId id = identifiers_.add(text, scope);
  if (id >= parents_.size()) {
    parents_.push_back(id);
    facts_.emplace_back();
  }
  return id;
}

std::uint32_t ItemGroups::vendor_scope(const SupplierId& supplier) {
  return kVendor + suppliers_.add(supplier.str());
}

/// The facts of both stay; two item numbers in one group are a conflict.
void ItemGroups::join(NameId a, NameId b) {
  a = group_of(a);
  b = group_of(b);
  if (a == b) return;
  if (facts_[a].size < facts_[b].size) std::swap(a, b);
  Facts& kept = facts_[a];
  const Facts& other = facts_[b];
  kept.conflict =
      kept.conflict || other.conflict || (kept.sku != 0 && other.sku != 0 && other.sku != kept.sku);
  if (kept.sku == 0) kept.sku = other.sku;
  if (kept.base_uom == 0) kept.base_uom = other.base_uom;
  kept.integral = kept.integral || other.integral;
  kept.odd_packs = kept.odd_packs || other.odd_packs;
  kept.size += other.size;
  parents_[b] = a;
}

std::size_t ItemGroups::bytes() const {
  return identifiers_.bytes() + suppliers_.bytes() + units_.bytes() +
         parents_.capacity() * sizeof(NameId) + facts_.capacity() * sizeof(Facts);
}

}  // namespace weighbridge::matching::screen
