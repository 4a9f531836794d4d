// What a person wants to see beside a difference of stock: what happened to the item around it
// (M-16.2, M-19.6).
#pragma once

#include <span>
#include <vector>

#include "matching/inventory/inventory.hpp"
#include "matching/rules/runner.hpp"

namespace weighbridge::matching {

struct HistorySources {
  const Inventory& inventory;
  std::span<const LineEvidence> lines;
  const StockUnits& units;
  const Setting& setting;
};

/// Sets the history of every discrepancy about a transfer, a count or an adjustment: the item's
/// movements and adjustments at its sites in the 30 days before, the last five counts of the
/// location, and what is open of the item: transfers, deliveries under way and other
/// discrepancies. Newest first within each kind; of movements the newest hundred.
void attach_history(const HistorySources& sources, std::vector<Raised>& raised);

}  // namespace weighbridge::matching
