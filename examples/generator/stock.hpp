// What moved between the two sites in March, what was counted and what was corrected.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "examples/generator/calendar.hpp"
#include "examples/generator/catalogue.hpp"
#include "examples/generator/truth.hpp"

namespace weighbridge::generator {

/// One inventory event; members that its kind does not use stay empty.
struct StockEvent {
  std::string_view kind;
  std::string id;
  Minute at;
  const Site* site = nullptr;
  const Item* item = nullptr;
  std::int64_t quantity = 0;
  std::string order, line, to_site, eta, condition;
  bool is_final = false;
  std::string location, book, frozen_at, person, count_no, recount_of, reason, evidence;
};

/// Every event of the month, with what must be found in them stated in `truth`. Equal seeds give
/// equal events.
std::vector<StockEvent> plan_stock(std::uint64_t seed, Truth& truth);

}  // namespace weighbridge::generator
