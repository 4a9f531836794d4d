#include "matching/inventory/stock_events.hpp"

#include <algorithm>
#include <cstdint>
#include <tuple>

#include "mappings/canonical/json.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

std::vector<StockEvent> StockEvents::*list_of(EventKind kind) {
  switch (kind) {
    case EventKind::transfer_ship:
      return &StockEvents::transfer_ships;
    case EventKind::transfer_receive:
      return &StockEvents::transfer_receives;
    case EventKind::transfer_cancel:
      return &StockEvents::transfer_cancels;
    case EventKind::count:
      return &StockEvents::counts;
    case EventKind::movement:
      return &StockEvents::movements;
    case EventKind::adjustment:
      return &StockEvents::adjustments;
    case EventKind::return_ship:
    case EventKind::consume:
    case EventKind::inspection:
    case EventKind::response:
      break;
  }
  return nullptr;
}

/// By identity, then arrival. Only two that claim the same place in the order of arrival are told
/// apart by what they say, so that no permutation of the input changes the choice.
bool identity_before(const AcceptedEvent* a, const AcceptedEvent* b) {
  const auto identity = [](const AcceptedEvent* e) {
    return std::tie(e->event.kind, e->event.id, e->sequence);
  };
  if (identity(a) != identity(b)) return identity(a) < identity(b);
  return a->event != b->event && to_json(a->event) < to_json(b->event);
}

bool is_same_event(const AcceptedEvent* a, const AcceptedEvent* b) {
  return a->event.kind == b->event.kind && a->event.id == b->event.id;
}

/// More than anybody can mean; sums and products of what is left stay far within 128 bits.
bool absurd(const InventoryEvent& event) {
  constexpr std::int64_t kQuantity = 10'000'000'000;
  constexpr std::int64_t kCost = 1'000'000'000;
  const auto beyond = [](const auto& value, std::int64_t limit) {
    if (!value) return false;
    const Decimal most = Decimal::from_integer(limit);
    return value->value > most || value->value < -most;
  };
  return beyond(event.quantity, kQuantity) || beyond(event.book, kQuantity) ||
         beyond(event.unit_cost, kCost);
}

Refusal too_large(const AcceptedEvent& accepted) {
  return {accepted.event.id,
          accepted.source,
          "SEMANTIC",
          "TOO_LARGE",
          "a quantity or cost is too large to be meant",
          "check the columns and decimal points, and send it again"};
}

}  // namespace

Refusal event_conflict(const AcceptedEvent& second) {
  const std::string_view kind = to_string_view(second.event.kind);
  return {second.event.id,
          second.source,
          "DUPLICATE",
          "EVENT_CONFLICT",
          sentence("the ", kind, " ", second.event.id,
                   " was taken in before and said something else; the first one counts"),
          "give a correction an id of its own"};
}

StockEvents select_stock_events(std::span<const AcceptedEvent> events, const Windowing& windows,
                                std::vector<Refusal>& refusals) {
  std::vector<const AcceptedEvent*> candidates;
  for (const AcceptedEvent& accepted : events) {
    if (list_of(accepted.event.kind) != nullptr) candidates.push_back(&accepted);
  }
  std::sort(candidates.begin(), candidates.end(), identity_before);
  StockEvents chosen;
  const AcceptedEvent* first = nullptr;
  std::vector<const AcceptedEvent*> refused;  // of the identity at hand
  for (const AcceptedEvent* candidate : candidates) {
    if (first == nullptr || !is_same_event(first, candidate)) {
      first = candidate;
      refused.clear();
      const InventoryEvent& event = candidate->event;
      if (absurd(event)) {
        refusals.push_back(too_large(*candidate));
        continue;
      }
      const Instant at = windows.instant_of(event.site, event.at.value_or(Moment{}));
      (chosen.*list_of(event.kind)).push_back({candidate, at});
      continue;
    }
    const bool told = std::any_of(refused.begin(), refused.end(), [&](const AcceptedEvent* r) {
      return r->event == candidate->event;
    });
    if (candidate->event == first->event || told) continue;
    refused.push_back(candidate);
    refusals.push_back(event_conflict(*candidate));
  }
  for (auto* list : {&chosen.transfer_ships, &chosen.transfer_receives, &chosen.transfer_cancels,
                     &chosen.counts, &chosen.movements, &chosen.adjustments}) {
    std::sort(list->begin(), list->end(), [](const StockEvent& a, const StockEvent& b) {
      return std::tie(a.at, a->id) < std::tie(b.at, b->id);
    });
  }
  return chosen;
}

}  // namespace weighbridge::matching
