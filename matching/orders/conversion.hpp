// A document line's quantity and price in the base unit of its order line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "matching/items/units.hpp"
#include "matching/orders/order_line.hpp"

namespace weighbridge::matching {

/// A quantity in base units, or why there is none.
struct BaseQuantity {
  std::optional<Rational> quantity;
  std::string problem;  ///< U01's reason, a clause
};

/// In which unit a document line speaks: its own supplier's packs on the day of its event (M-5.2),
/// and, where it holds substitutes, how many ordered items one of them is (M-11.6).
struct UnitContext {
  const SupplierId& supplier;
  Date day;
  const Substitution* substitution = nullptr;
};

/// Borrows the catalogue and the unit book.
class Conversion {
 public:
  Conversion(const ItemCatalogue& items, const UnitBook& units) : items_(&items), units_(&units) {}

  const ItemCatalogue& items() const { return *items_; }
  const UnitBook& units() const { return *units_; }

  /// How many base units of `line` one `uom` is; an empty `uom` is the ordered one.
  std::optional<Rational> factor(const OrderLine& line, std::string_view uom,
                                 const UnitContext& context) const;
  /// M-5.1 to M-5.4.
  BaseQuantity to_base(const OrderLine& line, Quantity quantity, std::string_view uom,
                       const UnitContext& context) const;
  /// M-5.5. Where the price's unit has no factor, what the line weighs stands in for it (M-5.9).
  /// Nothing when there is no price, or neither.
  std::optional<Rational> price_per_base(const OrderLine& line, const ReceiptLine& priced,
                                         const UnitContext& context) const;

 private:
  std::optional<Rational> substitute_factor(std::string_view uom, const UnitContext& context) const;

  const ItemCatalogue* items_;
  const UnitBook* units_;
};

}  // namespace weighbridge::matching
