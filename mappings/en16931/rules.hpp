// The rules of EN 16931 and Peppol BIS Billing 3 that a buyer's books depend on: the arithmetic of
// totals, allowances, charges and VAT, and that what is needed for it is there.
#pragma once

#include <cstddef>

#include "mappings/en16931/invoice.hpp"
#include "parsers/finding.hpp"

namespace weighbridge::en16931 {

/// Adds a warning for each rule that `invoice` breaks, under the rule's own id, as long as
/// `findings` holds fewer than `findings_max`. All sums are exact; a difference that the published
/// validators let pass (less than 1 of VAT, 0.02 of a line) is a note. A broken rule rejects
/// nothing: what the wrong amount costs is for the matching to say.
void check(const Invoice& invoice, const xml::Document& document, Findings& findings,
           std::size_t findings_max);

}  // namespace weighbridge::en16931
