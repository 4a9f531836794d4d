#include "matching/inventory/inventory.hpp"

#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

Posting posting_of(const TransferLine& line) {
  switch (line.state()) {
    case TransferState::different:
    case TransferState::orphaned:
    case TransferState::unmapped:
      return Posting::held;
    case TransferState::awaiting_shipment:
      return line.arrived().is_zero() ? Posting::none : Posting::held;
    case TransferState::in_transit:
    case TransferState::overdue:
    case TransferState::received:
      return Posting::released;
    case TransferState::cancelled:
      return Posting::none;
  }
  return Posting::none;
}

TransferResult result_of(const TransferLine& line) {
  TransferResult r;
  r.order = line.order;
  r.line = line.line;
  r.sku = line.stock.sku;
  r.uom = line.stock.uom;
  r.from_site = line.from_site;
  r.to_site = line.to_site;
  r.state = to_string_view(line.state());
  r.posting = posting_of(line);
  r.is_final = line.is_final;
  if (!line.unit_problem.empty()) return r;
  r.unit_cost = line.cost;
  r.shipped = line.shipped;
  r.cancelled = line.cancelled;
  r.received = line.good;
  r.damaged = line.damaged;
  r.in_transit = line.in_transit();
  r.difference = line.difference();
  r.overdue = line.overdue;
  r.eta = line.eta;
  r.last_day = line.last_day;
  return r;
}

HistoryEntry entry_of(const PendingMovement& pending) {
  const InventoryEvent& movement = *pending.movement;
  return {"movement",
          movement.id,
          to_string(pending.movement.moment()),
          movement.location,
          pending.effect,
          sentence(movement.reason, movement.reason.empty() ? "" : ", ",
                   pending.booked_early ? "booked before it happened" : "not in the book yet")};
}

CountResult result_of(const CountLine& line, Currency currency) {
  CountResult r;
  r.event = line.id;
  r.site = line.site;
  r.location = line.location;
  r.lot = line.lot;
  r.sku = line.stock.sku;
  r.uom = line.stock.uom;
  r.currency = currency;
  const CountState state = line.state();
  r.state = to_string_view(state);
  const bool held = state == CountState::held || state == CountState::unmapped;
  if (held) r.posting = Posting::held;
  if (state == CountState::auto_posted) r.posting = Posting::released;
  if (!line.unit_problem.empty()) return r;
  r.may_post = held && line.may_post;
  if (const auto variance = line.decision().variance()) {
    r.value = money(*variance * line.cost.value_or(Rational()), currency);
  }
  for (std::size_t i = 0; i < line.countings.size(); ++i) {
    const Counting& counting = line.countings[i];
    CountingResult& c = r.countings.emplace_back();
    c.event = counting.event->id;
    c.at = to_string(counting.event.moment());
    c.counter = counting.event->counter;
    c.counted = counting.counted;
    c.expected = counting.expected;
    c.variance = counting.variance();
    c.decides = i == line.deciding;
    for (const PendingMovement& pending : counting.pending) c.pending.push_back(entry_of(pending));
  }
  return r;
}

AdjustmentResult result_of(const Adjustment& a, Currency currency) {
  AdjustmentResult r;
  r.event = a.event->id;
  r.at = to_string(a.event.moment());
  r.site = a.event->site;
  r.location = a.event->location;
  r.sku = a.stock.sku;
  r.uom = a.stock.uom;
  r.reason = a.event->reason;
  r.quantity = a.quantity;
  r.value = a.quantity.is_negative() ? -a.value : a.value;
  r.currency = currency;
  r.posting = a.unit_problem.empty() && a.supported() ? Posting::released : Posting::held;
  if (a.compensates != nullptr) r.compensates = a.compensates->id;
  return r;
}

}  // namespace

Inventory follow_inventory(std::span<const AcceptedEvent> events,
                           std::span<const Decision> decisions, const StockUnits& units,
                           const Setting& setting, Judgement& out) {
  Inventory inventory;
  inventory.events = select_stock_events(events, setting.windows, out.refusals);
  inventory.transfers = follow_transfers(inventory.events, units, setting, out.refusals);
  inventory.counts = follow_counts(inventory.events, units, setting);
  inventory.adjustments = follow_adjustments(inventory.events, units, decisions, setting);
  return inventory;
}

void report_inventory(const Inventory& inventory, const Setting& setting, Judgement& out) {
  const Currency currency = setting.policy.functional_currency;
  for (const TransferLine& line : inventory.transfers) out.transfers.push_back(result_of(line));
  for (const CountLine& line : inventory.counts) {
    out.counts.push_back(result_of(line, currency));
  }
  for (const Adjustment& a : inventory.adjustments) {
    out.adjustments.push_back(result_of(a, currency));
  }
}

}  // namespace weighbridge::matching
