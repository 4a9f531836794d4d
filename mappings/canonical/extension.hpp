// What a quantity is worth at a price.
#pragma once

#include <optional>

#include "mappings/canonical/currency.hpp"
#include "mappings/canonical/decimal.hpp"

namespace weighbridge {

/// money(quantity x price / basis) as M-1.2 rounds it; `basis` absent or zero means 1. Nothing when
/// it is more than 10^15, which no line of a real bill is and sums might not hold.
std::optional<Money> extension(Quantity quantity, UnitPrice price,
                               const std::optional<Quantity>& basis, Currency currency);

}  // namespace weighbridge
