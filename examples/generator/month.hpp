// March 2026 at Northgate Supply: which orders there were and what became of them.
#pragma once

#include <cstdint>
#include <vector>

#include "examples/generator/order.hpp"
#include "examples/generator/stock.hpp"
#include "examples/generator/truth.hpp"

namespace weighbridge::generator {

struct Month {
  std::vector<Order> orders;      ///< by the day they were placed
  std::vector<StockEvent> stock;  ///< by story
  Truth truth;
};

/// The month that stands in examples/.
inline constexpr std::uint64_t kCommittedSeed = 2026'03;

/// Equal seeds give equal months.
Month plan_month(std::uint64_t seed);

}  // namespace weighbridge::generator
