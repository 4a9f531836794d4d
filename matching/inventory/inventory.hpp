// Section 19 as one stage of the judgement: everything about stock that is not of an order.
#pragma once

#include <span>
#include <vector>

#include "matching/inventory/adjustments.hpp"
#include "matching/inventory/counts.hpp"
#include "matching/inventory/transfers.hpp"

namespace weighbridge::matching {

/// Where transfers, counts and adjustments stand. Borrows the events.
struct Inventory {
  StockEvents events;
  std::vector<TransferLine> transfers;
  std::vector<CountLine> counts;
  std::vector<Adjustment> adjustments;
};

/// A function of the set of events, the reference data, the policy and the as-of time: their order
/// and number of deliveries never matter. Refusals go to `out`.
Inventory follow_inventory(std::span<const AcceptedEvent> events,
                           std::span<const Decision> decisions, const StockUnits& units,
                           const Setting& setting, Judgement& out);

/// The overview of all of it for `out`, whether or not something is wrong.
void report_inventory(const Inventory& inventory, const Setting& setting, Judgement& out);

}  // namespace weighbridge::matching
