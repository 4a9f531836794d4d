// Corrections of stock, and what they must say of themselves (section 19).
#pragma once

#include <string>
#include <vector>

#include "matching/inventory/stock_events.hpp"
#include "matching/inventory/stock_units.hpp"
#include "matching/setting.hpp"

namespace weighbridge::matching {

/// One adjustment. Borrows its event.
struct Adjustment {
  StockEvent event;
  StockItem stock;
  Rational quantity;  ///< base units, signed
  UnitCost cost;
  Money value;  ///< without its sign, functional currency; zero when the cost is not known
  bool has_reason = false;      ///< of the policy's closed list
  bool needs_evidence = false;  ///< it is worth more than the policy lets pass without
  bool has_evidence = false;
  const InventoryEvent* compensates = nullptr;  ///< the adjustment of equal size that undoes it
  std::string unit_problem;                     ///< U01's reason; the figures then say nothing

  bool supported() const { return has_reason && (has_evidence || !needs_evidence); }
};

/// Looks at every adjustment of `events`, in the order of their times. Two of one item, equal size
/// and opposite sign within the policy's window are tied together, at one site before at two.
/// Evidence that was handed in later comes as decisions.
std::vector<Adjustment> follow_adjustments(const StockEvents& events, const StockUnits& units,
                                           std::span<const Decision> decisions,
                                           const Setting& setting);

}  // namespace weighbridge::matching
