#include "matching/attach/order_rungs.hpp"

#include "matching/identity/normalise.hpp"

namespace weighbridge::matching {

namespace {

bool item_agrees(const Quote& quote, const OrderLine& line) {
  if (quote.line->item.empty() || !line.item) return true;
  return quote.item == line.item;
}

/// The normalised number without what the partner writes around it (K4).
std::string stripped_number(std::string_view po, const Policy& policy) {
  std::string number = normalised_number(po);
  for (const std::string& text : policy.po_prefixes) {
    const std::string prefix = normalised_number(text);
    if (number.size() > prefix.size() && number.starts_with(prefix)) {
      number.erase(0, prefix.size());
      break;
    }
  }
  for (const std::string& text : policy.po_suffixes) {
    const std::string suffix = normalised_number(text);
    if (number.size() > suffix.size() && number.ends_with(suffix)) {
      number.erase(number.size() - suffix.size());
      break;
    }
  }
  return normalised_number(number);  // zeros may lead now that led nowhere before
}

}  // namespace

std::optional<Rung> rung_within_orders(const Quote& quote, const Orders& orders,
                                       const LadderContext& in) {
  const std::string_view number = line_number(quote.line->po_line);
  Rung same_item{{}, kK2, "K2"};
  for (const OrderBook::Order* order : orders) {
    for (OrderLineId id = order->first; id < order->first + order->count; ++id) {
      const OrderLine& line = in.orders[id];
      if (!number.empty() && line_number(line.line) == number && item_agrees(quote, line)) {
        return Rung{{id}, kK1, "K1"};
      }
      if (quote.item && quote.item == line.item) same_item.lines.push_back(id);
    }
    if (!same_item.lines.empty()) break;
  }
  if (same_item.lines.empty()) return std::nullopt;
  if (same_item.lines.size() > 1) {
    same_item.confidence = kK3;
    same_item.name = "K3";
  }
  return same_item;
}

std::optional<Rung> rung_by_normalised_order(const Quote& quote, const LadderContext& in) {
  Orders orders = in.orders.find_normalised(normalised_number(quote.po));
  if (orders.empty()) orders = in.orders.find_normalised(stripped_number(quote.po, in.policy));
  std::erase_if(orders, [&](const auto* order) {
    return !same_party(in.groups, order->supplier, quote.receipt());
  });
  if (orders.size() != 1 || !quote.item) return std::nullopt;
  std::optional<Rung> rung = rung_within_orders(quote, orders, in);
  if (!rung || rung->lines.size() != 1) return std::nullopt;
  rung->confidence = kK4;
  rung->name = "K4";
  return rung;
}

}  // namespace weighbridge::matching
