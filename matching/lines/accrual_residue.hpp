// What stays on goods-received-not-invoiced, and why, to the cent (M-12.4).
#pragma once

#include "matching/lines/line_evidence.hpp"

namespace weighbridge::matching {

/// Nothing where nothing stays, the ledger posted nothing, or no values that can be compared.
/// `line` must have been allocated.
std::optional<AccrualResidue> residue_of(const LineEvidence& line, Currency functional);

}  // namespace weighbridge::matching
