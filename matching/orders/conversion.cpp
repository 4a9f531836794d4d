#include "matching/orders/conversion.hpp"

#include "matching/wording.hpp"

namespace weighbridge::matching {

std::optional<Rational> Conversion::factor(const OrderLine& line, const SupplierId& supplier,
                                           std::string_view uom, Date day) const {
  if (uom.empty()) uom = line.ordered_uom;
  if (uom == line.uom) return Rational(1, 1);
  if (line.item) return units_->factor(*line.item, supplier, uom, line.uom, day);
  return unit_table_factor(uom, line.uom);
}

BaseQuantity Conversion::to_base(const OrderLine& line, const SupplierId& supplier,
                                 Quantity quantity, std::string_view uom, Date day) const {
  const auto per_unit = factor(line, supplier, uom, day);
  if (!per_unit) {
    return {std::nullopt, sentence("UNMAPPED: no factor from ", uom.empty() ? "?" : uom, " to ",
                                   line.uom, " is known for ", line.sku)};
  }
  const Rational base = Rational(quantity.value) * *per_unit;
  const bool integral = line.item && (*items_)[*line.item].integral;
  if (integral && !base.is_integer()) {
    return {std::nullopt, sentence("FRACTIONAL: ", with_unit(Rational(quantity.value), uom), " is ",
                                   with_unit(base, line.uom), ", which must be a whole number")};
  }
  return {base, {}};
}

std::optional<Rational> Conversion::price_per_base(const OrderLine& line,
                                                   const SupplierId& supplier,
                                                   const ReceiptLine& priced, Date day) const {
  if (!priced.unit_price) return std::nullopt;
  const std::string& uom = priced.price_uom.empty() ? priced.uom : priced.price_uom;
  const auto per_unit = factor(line, supplier, uom, day);
  if (!per_unit) return std::nullopt;
  Rational basis = *per_unit;
  if (priced.price_basis && !priced.price_basis->is_zero()) {
    basis = basis * Rational(priced.price_basis->value);
  }
  return Rational(priced.unit_price->value) / basis;
}

}  // namespace weighbridge::matching
