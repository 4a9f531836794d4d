// The state of an order line (M-6.4).
#pragma once

#include "matching/discrepancy.hpp"
#include "matching/lines/line_evidence.hpp"
#include "matching/setting.hpp"

namespace weighbridge::matching {

/// The first state that applies. `held`: an open discrepancy on the line holds something.
/// `closed_by_decision`: someone closed the order line short.
LineState state_of(const LineEvidence& line, bool held, bool closed_by_decision,
                   const Setting& setting);

/// The line's figures as they go out.
LineResult result_of(const LineEvidence& line, LineState state);

}  // namespace weighbridge::matching
