#include "matching/attach/quoted_units.hpp"

#include <algorithm>

#include "matching/attach/order_rungs.hpp"
#include "matching/billing/document_amounts.hpp"
#include "matching/unjudgeable.hpp"

namespace weighbridge::matching {

namespace {

/// The order line that `quote` leads to by what it says of its order (K1 to K4). Of several the
/// first: they are lines for one item. Null when none.
const OrderLine* quoted_line(const Quote& quote, const LadderContext& in) {
  if (quote.po.empty()) return nullptr;
  Orders orders = in.orders.find(quote.po);
  std::erase_if(orders, [&](const auto* order) {
    return !same_party(in.groups, order->supplier, quote.receipt());
  });
  auto rung = rung_within_orders(quote, orders, in);
  if (!rung) rung = rung_by_normalised_order(quote, in);
  return rung ? &in.orders[rung->lines.front()] : nullptr;
}

/// What the line weighs for each of its units, where it is paid by weight (M-5.9).
Rational weight_per_unit(const ReceiptLine& line) {
  if (!line.price_quantity || line.quantity.is_zero()) return Rational(1, 1);
  return abs(Rational(line.price_quantity->value) / Rational(line.quantity.value));
}

}  // namespace

/// Who tells of a line's units, and when.
struct QuotedUnits::Reading {
  const Conversion& conversion;
  const OrderLine* quoted;
  std::optional<ItemId> item;
  std::string_view own_uom;
  UnitContext context;

  std::optional<Rational> factor(std::string_view uom) const {
    if (quoted != nullptr) return conversion.factor(*quoted, uom, context);
    if (!item) return std::nullopt;
    const std::string_view base = conversion.units().base_uom(*item, own_uom);
    return conversion.units().factor(*item, context.supplier, uom, base, context.day);
  }
};

QuotedUnits::Reading QuotedUnits::reading_of(const LiveDocument& document,
                                             const ReceiptLine& line) const {
  const Receipt& r = document.receipt();
  const Moment at = event_time(r);
  const Date day = std::chrono::floor<std::chrono::days>(at.at);
  const auto item = in_.conversion.items().find(line.item, r.supplier);
  const Quote quote{r.stage, 0, 0, &document, &line, quoted_order(r, line), item, at, day};
  return {in_.conversion, quoted_line(quote, in_), item,
          quantity_unit(line, in_.conversion.items()), quote.units()};
}

Rational QuotedUnits::base_quantity(const LiveDocument& document, const ReceiptLine& line) const {
  const Reading reading = reading_of(document, line);
  return Rational(line.quantity.value) * reading.factor(reading.own_uom).value_or(Rational(1, 1));
}

Rational QuotedUnits::price_units(const LiveDocument& document, const ReceiptLine& line) const {
  const Reading reading = reading_of(document, line);
  const auto own = reading.factor(reading.own_uom);
  const auto priced = reading.factor(line.price_uom);
  if (own && priced) return *own / *priced;
  if (const auto known = unit_table_factor(reading.own_uom, line.price_uom)) return *known;
  return weight_per_unit(line);
}

void QuotedUnits::relate(std::span<LiveDocument> documents) const {
  for (LiveDocument& document : documents) {
    const Receipt& r = document.receipt();
    if (std::none_of(r.lines.begin(), r.lines.end(), needs_units)) continue;
    document.price_units.assign(r.lines.size(), Rational(1, 1));
    blaming([&r] { return std::vector{&r}; },
            [&] {
              for (std::size_t i = 0; i < r.lines.size(); ++i) {
                if (needs_units(r.lines[i]))
                  document.price_units[i] = price_units(document, r.lines[i]);
              }
            });
  }
}

}  // namespace weighbridge::matching
