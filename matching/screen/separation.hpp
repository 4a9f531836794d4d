// What the doubtful part of the evidence can see of the rest, so that the two can be judged apart.
#pragma once

#include "matching/screen/agreement.hpp"

namespace weighbridge::matching::screen {

/// Makes doubtful in `agreement` every order that the judgement of the doubtful ones may look at:
/// orders that decisions, events and the policy name, shipments and receipts that loose lines quote
/// (K5, M-3.7), orders of an item when a line quotes none (K6), who else teaches what an item is
/// called, and whose price a differing price may be (section 15). `evidence` is what `compact` was
/// built from, in the same order.
void separate(const Evidence& evidence, const CompactEvidence& compact, const Policy& policy,
              Agreement& agreement);

/// Whether `document` belongs to the doubtful part.
bool is_doubtful(const CompactEvidence& compact, const Agreement& agreement, Stage stage,
                 const CompactDocument& document);

}  // namespace weighbridge::matching::screen
