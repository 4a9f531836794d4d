// What a set says it holds (CTT, W14) against what came: lost and doubled lines show there.
#pragma once

#include "parsers/edi/set_findings.hpp"
#include "parsers/x12/transaction_set.hpp"

namespace weighbridge::x12 {

/// Tells totals that do not agree as warnings `control_total` (CTT01) and `hash_total` (CTT02,
/// W1401). A hash total may sum the values, or, as the standard has it, their digits without the
/// decimal point, cut on the left.
void check_control_totals(const TransactionSet& set, SetFindings& findings);

}  // namespace weighbridge::x12
