// How an approved decision is carried out: its effects are confirmed one by one, and the case
// follows.
#pragma once

#include <string_view>
#include <vector>

#include "cases/case.hpp"
#include "cases/casework/case_work.hpp"
#include "cases/holds.hpp"

namespace weighbridge::cases {

/// Begins: APPROVED to EXECUTING, with a pending row for each effect of the current proposal.
std::vector<CaseEvent> begin_execution(Case& value, CaseWork& work, Instant now);

/// Goes on: RESOLVED once every effect of the current proposal is confirmed (its holds are released
/// into `released`, M-17.2), IN_REVIEW once one has failed for good. Nothing otherwise.
std::vector<CaseEvent> advance_execution(Case& value, CaseWork& work, std::span<const Hold> holds,
                                         std::vector<Hold>& released, Instant now);

/// What a judgement that changed the case makes of the decisions on it (M-14.3, M-14.4): the
/// current proposal is void when the case is not proposed, approved or executing any more; of one
/// that is still proposed the approvals are, when what is at stake rose above what they were given
/// for. `value` is the case as rejudge() left it.
std::vector<CaseEvent> void_stale_decisions(const Case& value, CaseWork& work, Instant now);

}  // namespace weighbridge::cases
