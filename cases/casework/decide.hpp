// One action on one case by one person: what it changes, or why it may not be. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/system/result.hpp>

#include "cases/case.hpp"
#include "cases/casework/action.hpp"
#include "cases/casework/case_work.hpp"
#include "cases/duties/approval.hpp"
#include "cases/duties/person.hpp"
#include "cases/duties/segregation.hpp"
#include "cases/holds.hpp"

namespace weighbridge::cases {

/// Everything that a decision looks at.
struct Dossier {
  Case value;
  CaseWork work;
  std::vector<Hold> holds;  ///< of the case's discrepancies, and those placed by hand on its anchor
  Person person;            ///< who acts
  Scope scope{};            ///< where the case belongs
  Involvement involved{};   ///< from the evidence; proposer and approvers are the work's to say
  std::vector<Approval> earlier{};  ///< the person's of this supplier in 24 hours, other cases too
  ApprovalLimits limits{};
  Currency functional{};          ///< of the limits; empty: the case's
  std::optional<Rate> rate{};     ///< from the case's currency, as its documents state it
  std::optional<Person> named{};  ///< whom `assignee` names
  std::optional<Case> target{};   ///< that `into` names
  std::string no_way{};           ///< why the supplier cannot be told; empty: it can
  Date latest_wait{};             ///< ten business days on
  Instant now{};
};

/// A proposal on the case as the approval limits see it (M-0.3): in functional currency, at the
/// rate that the documents state. Without a rate the two count as equal, as they do for tolerances.
Proposal limits_view(const CaseProposal& proposal, const Dossier& dossier);
/// In which its approvals are counted.
Currency limits_currency(const CaseProposal& proposal, const Dossier& dossier);

/// What has to be written, all of it or nothing.
struct Outcome {
  Case value;
  CaseWork work;
  std::vector<Hold> holds;        ///< placed (without number) and released ones
  std::optional<Case> target;     ///< of a merge, changed
  std::vector<CaseEvent> events;  ///< in order, with the authorisation in `after`
  /// The supplier is to be told of what is new since the last notice.
  bool tells_supplier = false;
};

boost::system::result<Outcome, Refusal> decide(const Dossier& dossier,
                                               const ActionRequest& request);

/// What the ledger says of a refusal: who wanted what, and the rule that forbids it.
CaseEvent refused_event(const Case& value, Action action, const Refusal& refusal);

struct OfferedAction {
  Action action = Action::comment;
  std::optional<Refusal> why_not;
};
/// Every action, and whether this person may do it now, as far as that does not depend on what is
/// said with it.
std::vector<OfferedAction> offered_actions(const Dossier& dossier);

/// The resolutions that can be proposed: those that settle all open discrepancies at once; where no
/// resolution does, those of the discrepancy that leads the case.
std::vector<std::string_view> offered_resolutions(const Case& value);

/// Open discrepancies of which the supplier was not told at this impact yet (M-18.2).
std::vector<const CaseItem*> untold_items(const Case& value, const CaseWork& work);

}  // namespace weighbridge::cases
