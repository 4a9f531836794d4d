// What the ERP is told: decisions to be posted, holds and their release, postings of stock. Our
// JSON; the section `erp` of a partner file gives it the ERP's shape
// (docs/operating/connectors.md).
#pragma once

#include <string>

#include "cases/case.hpp"
#include "cases/casework/case_work.hpp"
#include "cases/holds.hpp"

namespace weighbridge::casework {

/// An effect of a decision: kind posting, order_change, supplier_return or document_closed.
std::string decision_json(const cases::Case& value, const cases::CaseProposal& proposal,
                          const cases::CaseEffect& effect);
/// A hold as it was placed, or as it was released: kind hold or release.
std::string hold_json(const cases::Hold& hold);

}  // namespace weighbridge::casework
