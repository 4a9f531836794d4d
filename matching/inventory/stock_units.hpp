// Quantities and costs of inventory events in the item's base unit (section 5).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "matching/inventory/stock_events.hpp"
#include "matching/items/units.hpp"

namespace weighbridge::matching {

/// An item of stock and the unit in which it is counted.
struct StockItem {
  std::string sku;
  std::optional<ItemId> item;  ///< absent: the item table and the orders do not know it
  std::string uom;             ///< base unit
  std::string group;           ///< for tolerances; empty when the item has none
};

/// What a base unit costs. Absent when neither the event nor the item table says.
using UnitCost = std::optional<Rational>;

/// Borrows the catalogue and the unit book.
class StockUnits {
 public:
  StockUnits(const ItemCatalogue& items, const UnitBook& units) : items_(&items), units_(&units) {}

  /// The item that `sku` names. `usual_uom` is its base unit where the item table names none.
  StockItem item(const std::string& sku, std::string_view usual_uom) const;
  /// `quantity` as the event states it, in base units (M-5.1 to M-5.4). Where there is none,
  /// nothing, and `problem` says why; a quantity without a unit is in base units.
  std::optional<Rational> to_base(const StockItem& stock, const StockEvent& event,
                                  const std::optional<Quantity>& quantity,
                                  std::string& problem) const;
  /// The cost that the event states, per base unit; else that of the item table.
  UnitCost cost(const StockItem& stock, const StockEvent& event) const;
  /// The item table's.
  UnitCost usual_cost(const StockItem& stock) const;

 private:
  std::optional<Rational> factor(const StockItem& stock, const StockEvent& event) const;

  const ItemCatalogue* items_;
  const UnitBook* units_;
};

/// Runs `work`, which calculates the figures of one line. When one of them leaves 128 bits, as only
/// absurd pack sizes make it do, `problem` says so.
template <class Work>
void in_proportion(std::string& problem, Work work) {
  try {
    work();
  } catch (const ArithmeticOverflow&) {
    problem =
        "OUT OF PROPORTION: its quantities can not be calculated with; look at the pack sizes";
  }
}

/// Throws ArithmeticOverflow unless `quantity`, what it is worth and a percentage of it can be
/// calculated and printed.
void probe(const Rational& quantity, const UnitCost& cost);

}  // namespace weighbridge::matching
