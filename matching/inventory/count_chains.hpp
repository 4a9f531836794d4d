// Which counts are one count line: a first count and the recounts of it.
#pragma once

#include <string>
#include <vector>

#include "matching/inventory/stock_events.hpp"

namespace weighbridge::matching {

/// A first count and its recounts.
struct CountChain {
  std::string id;                     ///< of the first count, also when it is not known itself
  std::vector<StockEvent> countings;  ///< never empty; by count number, then time
};

/// Ties every recount to the count that it names (`recount_of`), over any number of steps. One
/// that names none but has a count number above 1 recounts the newest earlier count of the same
/// site, location, item and lot with a lower number. Ordered by id. `counts` stand in the order of
/// their times.
std::vector<CountChain> chain_counts(const std::vector<StockEvent>& counts);

}  // namespace weighbridge::matching
