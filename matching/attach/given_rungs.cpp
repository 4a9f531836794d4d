#include "matching/attach/given_rungs.hpp"

#include "matching/identity/normalise.hpp"

namespace weighbridge::matching {

namespace {

/// The line of one of the orders by that number, as a person names it.
std::optional<OrderLineId> line_named(const OrderBook& orders, std::string_view po,
                                      std::string_view po_line) {
  for (const OrderBook::Order* order : orders.find(po)) {
    for (OrderLineId id = order->first; id < order->first + order->count; ++id) {
      if (line_number(orders[id].line) == line_number(po_line)) return id;
    }
  }
  return std::nullopt;
}

}  // namespace

HandLinks::HandLinks(std::span<const Decision> decisions) {
  for (const Decision& d : decisions) {
    if (d.kind == DecisionKind::link) links_.push_back(&d);
  }
}

std::optional<Rung> HandLinks::find(const Quote& quote, const OrderBook& orders) const {
  const Receipt& r = quote.receipt();
  for (const Decision* link : links_) {
    if (link->document != r.document.number) continue;
    if (!link->supplier.empty() && link->supplier != r.supplier) continue;
    const bool of_line = link->document_line.empty() ||
                         line_number(link->document_line) == line_number(quote.line->line);
    if (!of_line) continue;
    if (const auto id = line_named(orders, link->po.str(), link->po_line)) {
      return Rung{{*id}, kK1, "MANUAL"};
    }
  }
  return std::nullopt;
}

SubstituteRung::SubstituteRung(const Policy& policy) {
  for (const Substitution& s : policy.substitutions) rules_[s.substitute].push_back(&s);
}

std::optional<Rung> SubstituteRung::find(const Quote& quote, const Orders& orders,
                                         const LadderContext& in) const {
  if (rules_.empty()) return std::nullopt;
  const std::string& own = quote.line->item.sku;
  const std::string_view sku =
      quote.item ? std::string_view(in.conversion.items()[*quote.item].sku) : std::string_view(own);
  const auto known = rules_.find(sku);
  if (known == rules_.end()) return std::nullopt;
  const std::string_view number = line_number(quote.line->po_line);
  std::optional<Rung> found;
  for (const OrderBook::Order* order : orders) {
    for (OrderLineId id = order->first; id < order->first + order->count; ++id) {
      const OrderLine& line = in.orders[id];
      for (const Substitution* rule : known->second) {
        if (rule->item != line.sku) continue;
        if (!rule->supplier.empty() && rule->supplier != line.supplier) continue;
        const bool quoted = !number.empty() && line_number(line.line) == number;
        const bool surer =
            !found || (quoted && found->confidence < kK1) ||
            (rule->approved_on(quote.day) && !found->substitution->approved_on(quote.day));
        if (surer) found = Rung{{id}, quoted ? kK1 : kK2, quoted ? "K1" : "K2", rule};
      }
    }
  }
  return found;
}

}  // namespace weighbridge::matching
