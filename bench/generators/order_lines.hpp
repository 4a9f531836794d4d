// Whole lives of order lines as one CSV of receipts, to measure matching and `reconcile` at size.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace weighbridge::bench {

struct OrderLinesOptions {
  std::uint64_t lines = 100'000;  ///< order lines; each gives five rows
  std::uint64_t seed = 1;
  int disturbed_percent = 5;  ///< lines received short, billed dearer or posted wrong
};

/// Writes the header and then order after order (one to eight lines, ordered, shipped, received,
/// accrued and invoiced) to `sink`, each order in one piece that is valid until `sink` returns.
void generate_order_lines(const OrderLinesOptions& options,
                          const std::function<void(std::string_view)>& sink);

}  // namespace weighbridge::bench
