// Invoices that may be one invoice sent twice (section 9).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "matching/attach/quoted_units.hpp"
#include "matching/identity/supplier_groups.hpp"
#include "matching/identity/versions.hpp"
#include "matching/policy.hpp"

namespace weighbridge::matching {

enum class DuplicateKind : std::uint8_t { none, exact, suspect };

/// What is thought of one invoice.
struct DuplicateVerdict {
  DuplicateKind kind = DuplicateKind::none;
  const Receipt* earlier = nullptr;  ///< the invoice it repeats
  std::vector<std::string> arithmetic;
  bool self_billed = false;  ///< suspect because the buyer bills itself (M-11.5)
  bool voided = false;       ///< a person closed it as a duplicate: no effect and no discrepancy
};

/// One verdict for each of `invoices`, in their order. Invoices are compared with earlier genuine
/// ones of their own kind (M-9.5) in business order (M-3.6), as what `units` make of their lines;
/// decisions release or void (M-9.4).
std::vector<DuplicateVerdict> find_duplicates(std::span<const LiveDocument> invoices,
                                              std::span<const Decision> decisions,
                                              const SupplierGroups& groups,
                                              const QuotedUnits& units, const Policy& policy);

}  // namespace weighbridge::matching
