// UBL traffic for the benchmarks: invoices of many sizes as a Peppol access point hands them on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace weighbridge::bench {

struct UblMixOptions {
  std::uint64_t bytes = 20'000'000;  ///< stops at the first invoice that reaches this size in all
  std::uint64_t seed = 1;            ///< equal seeds and sizes give equal bytes, everywhere
};

/// One XML text for each invoice, of two to some hundred lines, with allowances, a VAT breakdown
/// and totals that add up: a reader finds nothing to report.
std::vector<std::string> ubl_mix(const UblMixOptions& options);

}  // namespace weighbridge::bench
