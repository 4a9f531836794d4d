// Which credit is it: quantity, price, or nothing that was expected (section 11).
#pragma once

#include "matching/lines/line_evidence.hpp"
#include "matching/setting.hpp"

namespace weighbridge::matching {

/// Classifies the credit lines of `line`, which must have been allocated without them, and
/// allocates again with them (M-11.1, M-11.2). Also opens what was returned (M-11.3).
void apply_credits(LineEvidence& line, const Setting& setting);

}  // namespace weighbridge::matching
