#include "matching/inventory/stock_units.hpp"

#include "matching/wording.hpp"

namespace weighbridge::matching {

StockItem StockUnits::item(const std::string& sku, std::string_view usual_uom) const {
  const auto known = items_->find(ItemRef{sku, {}, {}, {}, {}}, SupplierId());
  StockItem stock{sku, known, std::string(usual_uom), {}};
  if (known) {
    stock.sku = (*items_)[*known].sku;
    stock.group = (*items_)[*known].group;
    stock.uom = units_->base_uom(*known, usual_uom);
  }
  return stock;
}

std::optional<Rational> StockUnits::factor(const StockItem& stock, const StockEvent& event) const {
  if (event->uom.empty() || event->uom == stock.uom) return Rational(1, 1);
  if (stock.item) {
    return units_->factor(*stock.item, SupplierId(), event->uom, stock.uom, event.day());
  }
  return unit_table_factor(event->uom, stock.uom);
}

std::optional<Rational> StockUnits::to_base(const StockItem& stock, const StockEvent& event,
                                            const std::optional<Quantity>& quantity,
                                            std::string& problem) const {
  if (!quantity) return std::nullopt;
  const auto per_unit = factor(stock, event);
  if (!per_unit) {
    problem = sentence("UNMAPPED: no factor from ", event->uom, " to ", stock.uom, " is known for ",
                       stock.sku);
    return std::nullopt;
  }
  const Rational base = Rational(quantity->value) * *per_unit;
  if (stock.item && (*items_)[*stock.item].integral && !base.is_integer()) {
    problem = sentence("FRACTIONAL: ", with_unit(Rational(quantity->value), event->uom), " is ",
                       with_unit(base, stock.uom), ", which must be a whole number");
    return std::nullopt;
  }
  return base;
}

UnitCost StockUnits::cost(const StockItem& stock, const StockEvent& event) const {
  const auto per_unit = factor(stock, event);
  if (event->unit_cost && per_unit) return Rational(event->unit_cost->value) / *per_unit;
  return usual_cost(stock);
}

UnitCost StockUnits::usual_cost(const StockItem& stock) const {
  if (!stock.item || !(*items_)[*stock.item].unit_cost) return std::nullopt;
  return Rational((*items_)[*stock.item].unit_cost->value);
}

void probe(const Rational& quantity, const UnitCost& cost) {
  const Rational hundredfold = quantity * Rational(100, 1);
  static_cast<void>(hundredfold.rounded(Decimal::kFractionDigits));
  static_cast<void>((hundredfold * cost.value_or(Rational())).rounded(Decimal::kFractionDigits));
}

}  // namespace weighbridge::matching
