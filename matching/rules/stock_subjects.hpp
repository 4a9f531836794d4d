// What discrepancies and notes about transfers, counts and adjustments have in common: where they
// belong (M-16.1) and which events they are about.
#pragma once

#include "matching/discrepancy.hpp"
#include "matching/inventory/inventory.hpp"

namespace weighbridge::matching {

/// Each gives a discrepancy with anchor, document, item, unit, currency and documents set.
Discrepancy subject_of(const TransferLine& line, Currency currency);
Discrepancy subject_of(const CountLine& line, Currency currency);
Discrepancy subject_of(const Adjustment& adjustment, Currency currency);

}  // namespace weighbridge::matching
