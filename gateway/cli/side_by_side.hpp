// Order lines as every party reports them, beside one another.
#pragma once

#include <string>
#include <vector>

#include "gateway/cli/text.hpp"
#include "matching/discrepancy.hpp"

namespace weighbridge::cli {

/// One table. A quantity that departs from what it should equal carries the difference in brackets:
/// shipped and received against ordered (received against shipped once something was), accrued and
/// invoiced against received.
std::string side_by_side(const std::vector<const matching::LineResult*>& lines, const Style& style);

}  // namespace weighbridge::cli
