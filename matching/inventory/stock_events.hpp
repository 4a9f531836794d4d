// The events that section 19 judges: transfers, counts, movements and adjustments.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "matching/discrepancy.hpp"
#include "matching/evidence.hpp"
#include "matching/windows.hpp"

namespace weighbridge::matching {

/// An event with the instant at which it happened; a date counts at 00:00 of its site (M-0.6).
/// Borrows the event.
struct StockEvent {
  const AcceptedEvent* accepted = nullptr;
  Instant at{};

  const InventoryEvent& operator*() const { return accepted->event; }
  const InventoryEvent* operator->() const { return &accepted->event; }
  /// As the event states it: an instant or only a day.
  Moment moment() const { return accepted->event.at.value_or(Moment{}); }
  /// The day by which units are converted (M-5.2).
  Date day() const { return std::chrono::floor<std::chrono::days>(at); }
};

/// Each (kind, id) once, by kind in the order of their times, then ids.
struct StockEvents {
  std::vector<StockEvent> transfer_ships, transfer_receives, transfer_cancels;
  std::vector<StockEvent> counts, movements, adjustments;
};

/// What becomes of an event whose (kind, id) was taken in before with another content: it is
/// refused (class DUPLICATE, as a ledger posting would be, M-3.3).
Refusal event_conflict(const AcceptedEvent& second);

/// Picks the events of section 19 from `events`, in whatever order they stand there. Of several
/// with one (kind, id) the first that arrived counts; one that says something else is refused, and
/// so is one whose figures nobody can mean. Borrows `events`.
StockEvents select_stock_events(std::span<const AcceptedEvent> events, const Windowing& windows,
                                std::vector<Refusal>& refusals);

}  // namespace weighbridge::matching
