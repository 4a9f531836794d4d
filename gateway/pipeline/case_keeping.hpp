// Discrepancies become cases: opened, joined, changed and cleared, with the ledger's entries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cases/journal.hpp"
#include "gateway/pipeline/judging.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

/// Brings the cases that `touched` reaches up to date. `cleared_by` says what arrived, for the
/// history of what that settles. Returns what changed.
cases::CaseChanges keep_cases(const Touched& touched, const cases::Act& act, Instant as_of,
                              std::string_view cleared_by, store::Writer& writer);

}  // namespace weighbridge::pipeline
