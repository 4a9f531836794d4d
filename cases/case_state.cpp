#include "cases/case_state.hpp"

#include <algorithm>
#include <array>

namespace weighbridge::cases {
namespace {

constexpr std::array<std::string_view, 14> kStateNames{"new",
                                                       "triaged",
                                                       "assigned",
                                                       "in_review",
                                                       "awaiting_supplier",
                                                       "awaiting_internal",
                                                       "proposed",
                                                       "approved",
                                                       "executing",
                                                       "resolved",
                                                       "closed",
                                                       "auto_cleared",
                                                       "merged",
                                                       "reopened"};
static_assert(kStateNames.size() == static_cast<std::size_t>(CaseState::reopened) + 1);

struct FactWords {
  Fact fact;
  std::string_view missing;  ///< ends the sentence "the case cannot move: ..."
};

constexpr std::array kFactWords{
    FactWords{Fact::not_auto_accepted, "the discrepancy was accepted automatically"},
    FactWords{Fact::triage_set, "severity, owner, service times and advice are not all set"},
    FactWords{Fact::assignee_holds_role, "the assignee does not hold the owner role here"},
    FactWords{Fact::no_duty_bar, "segregation of duties bars this person"},
    FactWords{Fact::notice_accepted, "no notice to the supplier has been accepted for sending"},
    FactWords{Fact::response_received, "the supplier has not answered"},
    FactWords{Fact::response_overdue, "five business days have not passed yet"},
    FactWords{Fact::task_named, "no task with role and due time is named"},
    FactWords{Fact::proposal_complete, "resolution, amount or reason code is missing"},
    FactWords{Fact::evidence_present, "evidence that the resolution requires is missing"},
    FactWords{Fact::rejection_reason, "no reason for the rejection is given"},
    FactWords{Fact::within_limits, "the amount is above the approver's limit"},
    FactWords{Fact::approvals_complete, "not every required approval is given"},
    FactWords{Fact::actions_dispatched, "the actions have not been dispatched"},
    FactWords{Fact::actions_confirmed, "not every action is confirmed"},
    FactWords{Fact::action_failed, "no action has failed for good"},
    FactWords{Fact::condition_gone, "the discrepancy is still there"},
    FactWords{Fact::nothing_executed, "a decision was carried out that clearing would hide"},
    FactWords{Fact::exposure_rose, "the amount has not risen since the approval"},
    FactWords{Fact::target_open_same_supplier, "the other case is not open or not the supplier's"},
    FactWords{Fact::five_days_without_reopening, "five days have not passed yet"},
    FactWords{Fact::reopening_reason, "no reason for reopening is given"},
    FactWords{Fact::within_ninety_days, "more than ninety days have passed since it was closed"}};
static_assert(kFactWords.size() == static_cast<std::size_t>(Fact::within_ninety_days) + 1);

using enum CaseState;
constexpr Movers kSystem{Mover::system};
constexpr Movers kLead{Mover::lead};
constexpr Movers kAssigner{Mover::system, Mover::lead};
constexpr Movers kAssignee{Mover::assignee};
constexpr Movers kTask{Mover::assignee, Mover::task_holder};
constexpr Movers kApprover{Mover::approver};
constexpr Movers kReopener{Mover::lead, Mover::supplier};
constexpr Facts kAssignment{Fact::assignee_holds_role, Fact::no_duty_bar};
constexpr Facts kProposal{Fact::proposal_complete, Fact::evidence_present};
constexpr Facts kApproval{Fact::within_limits, Fact::no_duty_bar, Fact::approvals_complete};
constexpr Facts kClearing{Fact::condition_gone, Fact::nothing_executed};
constexpr Facts kReopening{Fact::reopening_reason, Fact::within_ninety_days};

// Section 16, row by row. Who proposed may take it back as an approver rejects it. APPROVED ->
// IN_REVIEW is how M-14.4 voids an approval: the section's own table knows no other way out of
// APPROVED than to execute or to clear.
// clang-format off
constexpr std::array kTransitions{
    Transition{{},                new_,              kSystem,     {Fact::not_auto_accepted},           "case.opened",            {}},
    Transition{new_,              triaged,           kSystem,     {Fact::triage_set},                  "case.triaged",           {}},
    Transition{triaged,           assigned,          kAssigner,   kAssignment,                         "case.assigned",          {}},
    Transition{assigned,          in_review,         kAssignee,   {},                                  "case.review_started",    {}},
    Transition{in_review,         awaiting_supplier, kAssignee,   {Fact::notice_accepted},             "case.supplier_asked",    {}},
    Transition{awaiting_supplier, in_review,         kSystem,     {Fact::response_received},           "case.supplier_answered", {}},
    Transition{awaiting_supplier, in_review,         kSystem,     {Fact::response_overdue},            "case.supplier_silent",   "NO_RESPONSE"},
    Transition{in_review,         awaiting_internal, kTask,       {Fact::task_named},                  "case.task_given",        {}},
    Transition{awaiting_internal, in_review,         kTask,       {Fact::task_named},                  "case.task_returned",     {}},
    Transition{in_review,         proposed,          kAssignee,   kProposal,                           "case.proposed",          {}},
    Transition{proposed,          in_review,         kApprover,   {Fact::rejection_reason},            "case.rejected",          {}},
    Transition{proposed,          in_review,         kAssignee,   {Fact::rejection_reason},            "case.proposal_withdrawn", {}},
    Transition{proposed,          approved,          kApprover,   kApproval,                           "case.approved",          {}},
    Transition{approved,          in_review,         kSystem,     {Fact::exposure_rose},               "case.approval_voided",   "APPROVAL_VOID"},
    Transition{approved,          executing,         kSystem,     {Fact::actions_dispatched},          "case.executing",         {}},
    Transition{executing,         resolved,          kSystem,     {Fact::actions_confirmed},           "case.resolved",          {}},
    Transition{executing,         in_review,         kSystem,     {Fact::action_failed},               "case.action_failed",     "ACTION_FAILED"},
    Transition{executing,         in_review,         kSystem,     {Fact::condition_gone},              "case.condition_gone",    "CONDITION_GONE"},
    Transition{new_,              auto_cleared,      kSystem,     kClearing,                           "case.auto_cleared",      {}},
    Transition{triaged,           auto_cleared,      kSystem,     kClearing,                           "case.auto_cleared",      {}},
    Transition{assigned,          auto_cleared,      kSystem,     kClearing,                           "case.auto_cleared",      {}},
    Transition{in_review,         auto_cleared,      kSystem,     kClearing,                           "case.auto_cleared",      {}},
    Transition{awaiting_supplier, auto_cleared,      kSystem,     kClearing,                           "case.auto_cleared",      {}},
    Transition{awaiting_internal, auto_cleared,      kSystem,     kClearing,                           "case.auto_cleared",      {}},
    Transition{proposed,          auto_cleared,      kSystem,     kClearing,                           "case.auto_cleared",      "PROPOSAL_VOID"},
    Transition{approved,          auto_cleared,      kSystem,     kClearing,                           "case.auto_cleared",      "APPROVAL_VOID"},
    Transition{new_,              merged,            kLead,       {Fact::target_open_same_supplier},   "case.merged",            {}},
    Transition{triaged,           merged,            kLead,       {Fact::target_open_same_supplier},   "case.merged",            {}},
    Transition{assigned,          merged,            kLead,       {Fact::target_open_same_supplier},   "case.merged",            {}},
    Transition{in_review,         merged,            kLead,       {Fact::target_open_same_supplier},   "case.merged",            {}},
    Transition{resolved,          closed,            kSystem,     {Fact::five_days_without_reopening}, "case.closed",            {}},
    Transition{resolved,          reopened,          kReopener,   kReopening,                          "case.reopened",          {}},
    Transition{closed,            reopened,          kReopener,   kReopening,                          "case.reopened",          {}},
    Transition{auto_cleared,      reopened,          kReopener,   kReopening,                          "case.reopened",          {}},
    Transition{reopened,          in_review,         kSystem,     {},                                  "case.review_started",    {}}};
// clang-format on

std::string_view first_missing(Facts needs, Facts facts) {
  for (const FactWords& words : kFactWords)
    if (needs.has(words.fact) && !facts.has(words.fact)) return words.missing;
  return {};
}

std::string move_words(std::optional<CaseState> from, CaseState to) {
  return std::string(from ? to_string_view(*from) : "nothing") + " to " +
         std::string(to_string_view(to));
}

}  // namespace

std::string_view to_string_view(CaseState state) {
  return kStateNames[static_cast<std::size_t>(state)];
}

std::optional<CaseState> case_state_from(std::string_view text) {
  const auto* const found = std::find(kStateNames.begin(), kStateNames.end(), text);
  if (found == kStateNames.end()) return std::nullopt;
  return static_cast<CaseState>(found - kStateNames.begin());
}

bool is_open(CaseState state) {
  return state != resolved && state != closed && state != auto_cleared && state != merged;
}

std::span<const Transition> transitions() {
  return kTransitions;
}

boost::system::result<Transition, MoveRefusal> find_transition(std::optional<CaseState> from,
                                                               CaseState to, Mover mover,
                                                               Facts facts) {
  MoveRefusal refusal{"no case moves from " + move_words(from, to)};
  for (const Transition& row : kTransitions) {
    if (row.from != from || row.to != to) continue;
    if (!row.by.has(mover)) {
      refusal.reason = "moving a case from " + move_words(from, to) + " is not theirs to do";
      continue;
    }
    if (facts.covers(row.needs)) return row;
    refusal.reason = "the case cannot move from " + move_words(from, to) + ": " +
                     std::string(first_missing(row.needs, facts));
  }
  return refusal;
}

}  // namespace weighbridge::cases
