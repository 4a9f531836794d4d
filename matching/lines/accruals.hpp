// The accrual leg: what the ledger posted against what was received (section 12).
#pragma once

#include "matching/lines/line_evidence.hpp"
#include "matching/setting.hpp"

namespace weighbridge::matching {

/// Compares the postings of `line` with its receipts. The line's sums decide first; only when they
/// differ does it matter which receipt a posting names.
void judge_accruals(LineEvidence& line, const Setting& setting);

}  // namespace weighbridge::matching
