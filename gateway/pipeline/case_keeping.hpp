// Discrepancies become cases: opened, joined, changed and cleared, with the ledger's entries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cases/holds.hpp"
#include "cases/journal.hpp"
#include "gateway/pipeline/judging.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

struct KeptCases {
  cases::CaseChanges cases;
  std::vector<cases::Hold> holds;  ///< placed and released ones, kept already
};

/// Brings the cases that `touched` reaches up to date, with the decisions on them (M-14.3, M-14.4)
/// and the holds (section 17). `cleared_by` says what arrived, for the history of what that
/// settles. Returns what changed.
KeptCases keep_cases(const Touched& touched, const cases::Act& act, Instant as_of,
                     std::string_view cleared_by, store::Writer& writer);

}  // namespace weighbridge::pipeline
