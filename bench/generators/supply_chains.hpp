// Whole lives of orders as canonical receipts, to measure matching at any size.
#pragma once

#include <cstdint>
#include <functional>

#include "mappings/canonical/receipt.hpp"

namespace weighbridge::bench {

struct SupplyChainOptions {
  std::uint64_t order_lines = 100'000;
  std::uint64_t seed = 1;
  int wrong_per_thousand = 30;  ///< lines short, dear, double or posted wrong
  int lines_per_order = 0;      ///< 0: from one to eight
};

/// What was made.
struct SupplyChainCount {
  std::uint64_t order_lines = 0, wrong_lines = 0, input_lines = 0, documents = 0;
};

/// Hands out documents as a year of traffic would bring them: each order, some hundred documents
/// later its ship notice, its receipt, the ledger's posting and the invoice; one order in ten comes
/// in two deliveries. Equal options give equal documents, everywhere. Memory stays small.
SupplyChainCount make_supply_chains(const SupplyChainOptions& options,
                                    const std::function<void(Receipt&&)>& sink);

}  // namespace weighbridge::bench
