// K1 to K4: what a line says of its order (M-4.1).
#pragma once

#include <optional>

#include "matching/attach/rung.hpp"

namespace weighbridge::matching {

/// K1 to K3: by line number and item, within `orders` of the number that is quoted.
std::optional<Rung> rung_within_orders(const Quote& quote, const Orders& orders,
                                       const LadderContext& in);

/// K4: exactly one order, and in it exactly one line, by the number as people write it.
std::optional<Rung> rung_by_normalised_order(const Quote& quote, const LadderContext& in);

}  // namespace weighbridge::matching
