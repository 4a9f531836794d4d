// Reference data: what the documents' identifiers, units and parties mean. A value, handed in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mappings/canonical/decimal.hpp"
#include "mappings/canonical/names.hpp"
#include "mappings/canonical/rational.hpp"
#include "mappings/canonical/time.hpp"

namespace weighbridge {

struct ItemRow {
  Sku sku;
  std::string gtin, upc, description, base_uom;
  bool integral = false;  ///< the base unit must come out whole (M-5.4)
  std::optional<UnitPrice> unit_cost;
  std::string group{};  ///< for the tolerances of an item group (M-7.4)
  bool operator==(const ItemRow&) const = default;
};

struct ItemAliasRow {
  SupplierId supplier;
  std::string vendor_item;
  Sku sku;
  bool operator==(const ItemAliasRow&) const = default;
};

struct PackRow {
  Sku sku;
  std::string uom;
  Rational per_base;                   ///< how many base units one `uom` is
  std::optional<SupplierId> supplier;  ///< only for this supplier's documents
  std::optional<Date> from, to;        ///< effective dates, inclusive (M-5.2)
  std::string gtin{};                  ///< the pack's own number, where it has one (M-4.3)
  bool operator==(const PackRow&) const = default;
};

struct SiteRow {
  std::string site, timezone, gln;
  std::vector<Date> holidays;
  bool operator==(const SiteRow&) const = default;
};

struct SupplierRow {
  SupplierId supplier;
  std::string name, group, edi_id, gln, duns, tax_id, bank, remit_to;
  std::optional<int> lead_days;
  bool operator==(const SupplierRow&) const = default;
};

struct ReferenceData {
  std::vector<ItemRow> items;
  std::vector<ItemAliasRow> aliases;
  std::vector<PackRow> packs;
  std::vector<SiteRow> sites;
  std::vector<SupplierRow> suppliers;
  bool operator==(const ReferenceData&) const = default;
};

}  // namespace weighbridge
