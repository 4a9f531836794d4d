// Order lines as every party reports them, beside one another.
#pragma once

#include <string>
#include <vector>

#include "gateway/cli/text.hpp"
#include "matching/discrepancy.hpp"

namespace weighbridge::cli {

/// Whether some quantity of the line departs from what it should equal: shipped from ordered,
/// received from shipped (from ordered where nothing was announced), accrued from received,
/// invoiced from payable. What has not begun, a shipment or an invoice, departs from nothing.
bool quantities_differ(const matching::LineResult& line);

/// One table, in which such a quantity carries the difference in brackets.
std::string side_by_side(const std::vector<const matching::LineResult*>& lines, const Style& style);

}  // namespace weighbridge::cli
