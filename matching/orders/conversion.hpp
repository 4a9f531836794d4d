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

/// Borrows the catalogue and the unit book.
class Conversion {
 public:
  Conversion(const ItemCatalogue& items, const UnitBook& units) : items_(&items), units_(&units) {}

  const ItemCatalogue& items() const { return *items_; }
  const UnitBook& units() const { return *units_; }

  /// How many base units of `line` one `uom` is; an empty `uom` is the ordered one.
  std::optional<Rational> factor(const OrderLine& line, const SupplierId& supplier,
                                 std::string_view uom, Date day) const;
  /// M-5.1 to M-5.4.
  BaseQuantity to_base(const OrderLine& line, const SupplierId& supplier, Quantity quantity,
                       std::string_view uom, Date day) const;
  /// M-5.5. Nothing when there is no price, or its unit has no factor.
  std::optional<Rational> price_per_base(const OrderLine& line, const SupplierId& supplier,
                                         const ReceiptLine& priced, Date day) const;

 private:
  const ItemCatalogue* items_;
  const UnitBook* units_;
};

}  // namespace weighbridge::matching
