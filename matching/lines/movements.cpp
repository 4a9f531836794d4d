#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "matching/identity/normalise.hpp"
#include "matching/lines/evidence_table.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

bool is_rejected(const std::optional<Condition>& condition) {
  return condition == Condition::rejected || condition == Condition::damaged;
}

/// Events of one kind, each id once, in the order of their times.
std::vector<const InventoryEvent*> events_of(std::span<const AcceptedEvent> events,
                                             EventKind kind) {
  std::vector<const InventoryEvent*> chosen;
  for (const AcceptedEvent& accepted : events) {
    if (accepted.event.kind == kind) chosen.push_back(&accepted.event);
  }
  std::sort(chosen.begin(), chosen.end(), [](const InventoryEvent* a, const InventoryEvent* b) {
    const auto key = [](const InventoryEvent* e) {
      return std::tuple(std::string_view(e->id), e->at ? e->at->at : Instant{});
    };
    return key(a) < key(b);
  });
  chosen.erase(std::unique(chosen.begin(), chosen.end(),
                           [](const auto* a, const auto* b) { return a->id == b->id; }),
               chosen.end());
  std::stable_sort(chosen.begin(), chosen.end(), [](const auto* a, const auto* b) {
    return (a->at ? a->at->at : Instant{}) < (b->at ? b->at->at : Instant{});
  });
  return chosen;
}

class Movements {
 public:
  Movements(const OrderBook& orders, const Conversion& conversion, EvidenceTable& table)
      : orders_(orders), conversion_(conversion), table_(table) {
    for (ReceivedLine& row : table.receipts) by_receipt_[row.document()].push_back(&row);
  }

  /// Moves units of a receipt line between good, on hold and rejected.
  void inspect(const InventoryEvent& event) {
    if (!event.quantity) return;
    for (ReceivedLine* row : rows_of(event)) {
      Rational* from = part(*row, event.from_condition.value_or(Condition::quarantined));
      Rational* to = part(*row, event.condition.value_or(Condition::good));
      const Rational moved = min(quantity_of(event, orders_[row->order_line]), *from);
      *from -= moved;
      *to += moved;
      return;
    }
  }

  void return_to_supplier(const InventoryEvent& event) {
    const std::optional<OrderLineId> id = order_line_of(event);
    if (!id || !event.quantity) return;
    table_.returns.push_back({&event, *id, quantity_of(event, orders_[*id]),
                              is_rejected(event.condition) || is_rejected(event.from_condition),
                              event.at.value_or(Moment{})});
  }

  void consume(const InventoryEvent& event) {
    const std::optional<OrderLineId> id = order_line_of(event);
    if (!id || !event.quantity) return;
    table_.consumed.resize(orders_.lines().size());
    table_.consumed[*id] += quantity_of(event, orders_[*id]);
  }

 private:
  static Rational* part(ReceivedLine& row, Condition condition) {
    if (is_rejected(condition)) return &row.rejected;
    return condition == Condition::quarantined ? &row.on_hold : &row.good;
  }

  std::vector<ReceivedLine*> rows_of(const InventoryEvent& event) const {
    std::vector<ReceivedLine*> rows;
    const auto it = by_receipt_.find(event.receipt);
    if (it == by_receipt_.end()) return rows;
    for (ReceivedLine* row : it->second) {
      const bool line_fits = event.receipt_line.empty() ||
                             line_number(event.receipt_line) == line_number(row->line->line);
      const bool item_fits = event.sku.empty() || event.sku == orders_[row->order_line].sku;
      if (line_fits && item_fits) rows.push_back(row);
    }
    return rows;
  }

  std::optional<OrderLineId> order_line_of(const InventoryEvent& event) const {
    if (const auto rows = rows_of(event); !rows.empty()) return rows.front()->order_line;
    for (const OrderBook::Order* order : orders_.find(event.po)) {
      if (!event.supplier.empty() && event.supplier != order->supplier) continue;
      for (OrderLineId id = order->first; id < order->first + order->count; ++id) {
        const OrderLine& line = orders_[id];
        const bool fits = event.po_line.empty()
                              ? event.sku == line.sku
                              : line_number(event.po_line) == line_number(line.line);
        if (fits) return id;
      }
    }
    return std::nullopt;
  }

  Rational quantity_of(const InventoryEvent& event, const OrderLine& line) const {
    const Date day = std::chrono::floor<std::chrono::days>(event.at.value_or(Moment{}).at);
    const std::string& uom = event.uom.empty() ? line.uom : event.uom;
    return abs(conversion_.to_base(line, event.supplier, *event.quantity, uom, day)
                   .quantity.value_or(Rational()));
  }

  const OrderBook& orders_;
  const Conversion& conversion_;
  EvidenceTable& table_;
  std::unordered_map<std::string, std::vector<ReceivedLine*>> by_receipt_;
};

}  // namespace

void apply_movements(std::span<const AcceptedEvent> events, const OrderBook& orders,
                     const Conversion& conversion, EvidenceTable& table) {
  if (events.empty()) return;
  Movements movements(orders, conversion, table);
  for (const auto* event : events_of(events, EventKind::inspection)) movements.inspect(*event);
  for (const auto* event : events_of(events, EventKind::return_ship)) {
    movements.return_to_supplier(*event);
  }
  for (const auto* event : events_of(events, EventKind::consume)) movements.consume(*event);
  std::stable_sort(
      table.returns.begin(), table.returns.end(),
      [](const ReturnedLine& a, const ReturnedLine& b) { return a.order_line < b.order_line; });
}

}  // namespace weighbridge::matching
