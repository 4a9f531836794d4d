// Why it probably happened: hypotheses with the evidence that speaks for each (section 15). Advice
// only: nothing is held, posted or paid by it (M-22.1).
#pragma once

#include <span>
#include <vector>

#include "matching/items/units.hpp"
#include "matching/orders/order_book.hpp"
#include "matching/rules/runner.hpp"

namespace weighbridge::matching {

struct CauseInput {
  const OrderBook& orders;
  const OrderBook& other_orders;  ///< known, but not judged now: only their prices count
  const UnitBook& units;
  const Evidence& evidence;
  const Windowing& windows;
};

/// Sets the causes of every discrepancy: by score, then in the order of section 15; none below 0.3.
void infer_causes(std::vector<Raised>& raised, const CauseInput& input);

}  // namespace weighbridge::matching
