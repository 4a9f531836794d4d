// K6, and what is offered where no rung is sure enough (M-4.2).
#pragma once

#include <optional>
#include <span>

#include "matching/attach/rung.hpp"

namespace weighbridge::matching {

/// K6: open order lines of the supplier for the item. `taken` is what the stage took of each order
/// line so far. Too weak to attach by default: the candidates are told in `loose`.
std::optional<Rung> weak_rung(const Quote& quote, std::span<const Rational> taken,
                              const LadderContext& in, LooseLine& loose);

/// M-4.2: what is found below the confidence that the policy asks for is only offered.
bool too_weak(const Rung& rung, const LadderContext& in, LooseLine& loose);

}  // namespace weighbridge::matching
