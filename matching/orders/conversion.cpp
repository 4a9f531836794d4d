#include "matching/orders/conversion.hpp"

#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// The price of one `price_uom`: what is stated, over its basis (M-5.5).
Rational price_per_unit(const ReceiptLine& priced) {
  const Rational price(priced.unit_price->value);
  if (!priced.price_basis || priced.price_basis->is_zero()) return price;
  return price / Rational(priced.price_basis->value);
}

}  // namespace

std::optional<Rational> Conversion::factor(const OrderLine& line, std::string_view uom,
                                           const UnitContext& context) const {
  if (context.substitution != nullptr) return substitute_factor(uom, context);
  if (uom.empty()) uom = line.ordered_uom;
  if (uom == line.uom) return Rational(1, 1);
  if (const StatedPack* own = line.pack_of(uom, context.day)) return own->per_base;
  if (line.item) return units_->factor(*line.item, context.supplier, uom, line.uom, context.day);
  return unit_table_factor(uom, line.uom);
}

/// The substitute is counted in its own units first, then in those of the ordered item.
std::optional<Rational> Conversion::substitute_factor(std::string_view uom,
                                                      const UnitContext& context) const {
  const Substitution& rule = *context.substitution;
  const Rational ratio(rule.ratio);
  const auto item = items_->find(ItemRef{rule.substitute, {}, {}, {}, {}}, context.supplier);
  if (!item || uom.empty()) return ratio;
  const std::string_view base = units_->base_uom(*item, uom);
  const auto factor = units_->factor(*item, context.supplier, uom, base, context.day);
  if (!factor) return std::nullopt;
  return *factor * ratio;
}

BaseQuantity Conversion::to_base(const OrderLine& line, Quantity quantity, std::string_view uom,
                                 const UnitContext& context) const {
  const auto per_unit = factor(line, uom, context);
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

std::optional<Rational> Conversion::price_per_base(const OrderLine& line, const ReceiptLine& priced,
                                                   const UnitContext& context) const {
  if (!priced.unit_price) return std::nullopt;
  const std::string& uom = priced.price_uom.empty() ? priced.uom : priced.price_uom;
  if (const auto per_unit = factor(line, uom, context)) return price_per_unit(priced) / *per_unit;
  const auto per_quantity = factor(line, priced.uom, context);
  if (!per_quantity || !priced.price_quantity || priced.quantity.is_zero()) return std::nullopt;
  const Rational weight = abs(Rational(priced.price_quantity->value));
  const Rational units = abs(Rational(priced.quantity.value)) * *per_quantity;
  return price_per_unit(priced) * weight / units;
}

}  // namespace weighbridge::matching
