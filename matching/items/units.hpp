// From a document's unit to the item's base unit, exactly (section 5).
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "mappings/canonical/reference_data.hpp"
#include "matching/items/catalogue.hpp"

namespace weighbridge::matching {

/// How many `to` one `from` is, for units of one dimension (count, mass, length, area, volume);
/// nothing across dimensions, for packs, or for unknown codes. X12 and UN/ECE codes.
std::optional<Rational> unit_table_factor(std::string_view from, std::string_view to);

/// Pack sizes and unit factors, found by item.
class UnitBook {
 public:
  /// Borrows both.
  UnitBook(const ReferenceData& reference, const ItemCatalogue& items);

  /// How many `base` one `uom` is on `day` (M-5.1, M-5.2): the item's packs for this supplier, the
  /// item's packs, the unit table. Nothing: U01.
  std::optional<Rational> factor(ItemId item, const SupplierId& supplier, std::string_view uom,
                                 std::string_view base, Date day) const;
  /// The item's pack rows.
  std::span<const PackRow* const> packs(ItemId item) const { return packs_[item]; }
  /// The base unit of `item`; for an item without one in the item table, what its packs and
  /// `ordered_uom` allow to conclude.
  std::string_view base_uom(ItemId item, std::string_view ordered_uom) const;

 private:
  const ItemCatalogue* items_;
  std::vector<std::vector<const PackRow*>> packs_;
};

}  // namespace weighbridge::matching
