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
  Movements(const OrderBook& orders, const Conversion& conversion, EvidenceTable& table,
            Judgement& out)
      : orders_(orders), conversion_(conversion), table_(table), out_(out) {
    for (ReceivedLine& row : table.receipts) by_receipt_[row.document()].push_back(&row);
  }

  /// Moves units of a receipt line between good, on hold and rejected.
  void inspect(const InventoryEvent& event) {
    if (!event.quantity || rows_of(event).empty()) return leave(event);
    const Condition to = event.condition.value_or(Condition::good);
    Rational rest;
    bool first = true;
    for (ReceivedLine* row : rows_of(event)) {
      if (first) rest = quantity_of(event, orders_[row->order_line]);
      first = false;
      Rational* from = part(*row, event.from_condition.value_or(likely_origin(*row, to)));
      const Rational moved = min(rest, *from);
      *from -= moved;
      *part(*row, to) += moved;
      rest -= moved;
    }
  }

  void return_to_supplier(const InventoryEvent& event) {
    const std::optional<OrderLineId> id = order_line_of(event);
    if (!id || !event.quantity) return leave(event);
    ReturnedLine& row = table_.returns.emplace_back();
    row.event = &event;
    row.order_line = *id;
    row.quantity = quantity_of(event, orders_[*id]);
    row.from_rejected = is_rejected(event.condition) || is_rejected(event.from_condition) ||
                        names_rejected_line(event);
    row.at = event.at.value_or(Moment{});
  }

  void consume(const InventoryEvent& event) {
    const std::optional<OrderLineId> id = order_line_of(event);
    if (!id || !event.quantity) return leave(event);
    table_.consumption.push_back(
        {*id, quantity_of(event, orders_[*id]), event.at.value_or(Moment{})});
  }

 private:
  /// An event that fits no order line is told, never dropped in silence.
  void leave(const InventoryEvent& event) {
    Note note;
    note.note = "EVENT_NOT_ATTACHED";
    note.anchor.supplier = event.supplier;
    note.anchor.po = PoNumber(event.po);
    note.anchor.po_line = event.po_line;
    note.document = event.id;
    note.text = sentence(
        "the ", to_string_view(event.kind), " ", event.id,
        event.quantity ? " fits no receipt or order line that is known" : " states no quantity");
    out_.notes.push_back(std::move(note));
  }

  static Rational* part(ReceivedLine& row, Condition condition) {
    if (is_rejected(condition)) return &row.rejected;
    return condition == Condition::quarantined ? &row.on_hold : &row.good;
  }

  /// Where an inspection that does not say takes its units from: what is on hold first, else the
  /// other side of its verdict.
  static Condition likely_origin(const ReceivedLine& row, Condition to) {
    if (!row.on_hold.is_zero() && to != Condition::quarantined) return Condition::quarantined;
    return is_rejected(to) || to == Condition::quarantined ? Condition::good : Condition::rejected;
  }

  /// A return that does not say what it takes, of a receipt line of which nothing is good.
  bool names_rejected_line(const InventoryEvent& event) const {
    if (event.condition || event.from_condition || event.receipt.empty()) return false;
    const auto rows = rows_of(event);
    return !rows.empty() && std::all_of(rows.begin(), rows.end(), [](const ReceivedLine* row) {
      return row->good.is_zero() && row->rejected > Rational();
    });
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

  /// By the receipt it names, else the order.
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
    return abs(conversion_.to_base(line, *event.quantity, uom, {event.supplier, day})
                   .quantity.value_or(Rational()));
  }

  const OrderBook& orders_;
  const Conversion& conversion_;
  EvidenceTable& table_;
  Judgement& out_;
  std::unordered_map<std::string, std::vector<ReceivedLine*>> by_receipt_;
};

}  // namespace

void apply_movements(std::span<const AcceptedEvent> events, const OrderBook& orders,
                     const Conversion& conversion, EvidenceTable& table, Judgement& out) {
  if (events.empty()) return;
  Movements movements(orders, conversion, table, out);
  for (const auto* event : events_of(events, EventKind::inspection)) movements.inspect(*event);
  for (const auto* event : events_of(events, EventKind::return_ship)) {
    movements.return_to_supplier(*event);
  }
  for (const auto* event : events_of(events, EventKind::consume)) movements.consume(*event);
  const auto by_line = [](const auto& a, const auto& b) { return a.order_line < b.order_line; };
  std::stable_sort(table.returns.begin(), table.returns.end(), by_line);
  std::stable_sort(table.consumption.begin(), table.consumption.end(), by_line);
}

}  // namespace weighbridge::matching
