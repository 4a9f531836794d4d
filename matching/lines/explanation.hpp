// How the figures of one order line come about, for matching/explain.hpp.
#pragma once

#include <string>
#include <vector>

#include "matching/discrepancy.hpp"
#include "matching/lines/line_evidence.hpp"

namespace weighbridge::matching {

/// One step a line, each with its rule; `line` must be evaluated.
std::vector<std::string> explanation_of(const LineEvidence& line, LineState state);

}  // namespace weighbridge::matching
