// Which amounts of an invoice bear which of its taxes, as far as the stated bases tell.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "mappings/canonical/decimal.hpp"

namespace weighbridge::matching {

/// Untaxed.
constexpr std::int8_t kNoTax = -1;

/// For each of `amounts` the place of its tax in `bases`, or kNoTax, such that the amounts of each
/// tax come to its base. Nothing where no such answer is found, or more than one.
std::optional<std::vector<std::int8_t>> tax_bearers(std::span<const Money> amounts,
                                                    std::span<const Money> bases);

}  // namespace weighbridge::matching
