#include <algorithm>
#include <array>

#include "cases/casework/draft.hpp"

namespace weighbridge::cases {
namespace {

using boost::system::result;

/// Duties that work cases; the others look on, run the system, or are the supplier's.
constexpr std::array kWorking{
    Duty::ap_clerk,   Duty::ap_manager,    Duty::controller,        Duty::buyer,
    Duty::receiver,   Duty::wh_supervisor, Duty::inventory_control, Duty::integration_ops,
    Duty::master_data};

template <class Predicate>
std::optional<Duty> first_duty(Predicate holds) {
  const auto* const found = std::find_if(kWorking.begin(), kWorking.end(), holds);
  if (found == kWorking.end()) return std::nullopt;
  return *found;
}

std::optional<Duty> working_duty(const Dossier& d) {
  return first_duty([&](Duty duty) { return d.person.holds(duty, d.scope); });
}

std::optional<Duty> owner_duty(const Person& person, const Dossier& d) {
  return first_duty(
      [&](Duty duty) { return role_of(duty) == d.value.owner && person.holds(duty, d.scope); });
}

std::optional<Duty> leading_duty(const Dossier& d) {
  return first_duty(
      [&](Duty duty) { return role_of(duty) == d.value.owner && d.person.leads(duty, d.scope); });
}

using Found = result<Right, Refusal>;

Found of_duty(std::optional<Duty> duty, std::string_view as, std::string reason) {
  if (!duty) return Refusal{"DUTY", std::move(reason)};
  return Right{*duty, as};
}

Found worker(const Dossier& d) {
  return of_duty(working_duty(d), "worker", d.person.id + " holds no duty here that works cases");
}

Found lead(const Dossier& d) {
  return of_duty(leading_duty(d), "lead",
                 "only who leads the " + d.value.owner + "s here may do that");
}

Found assignee(const Dossier& d) {
  const auto duty = working_duty(d);
  if (!duty || d.person.id != d.value.assignee)
    return Refusal{"ASSIGNEE", d.value.assignee.empty() ? "the case is nobody's yet: take it first"
                                                        : "the case is " + d.value.assignee + "'s"};
  return Right{*duty, "assignee"};
}

Found taker(const Dossier& d) {
  if (auto leads = lead(d)) return leads;
  if (!d.value.assignee.empty() && d.value.assignee != d.person.id)
    return Refusal{"ASSIGNEE", "the case is " + d.value.assignee + "'s; only a lead gives it on"};
  return of_duty(owner_duty(d.person, d), "taker",
                 "the case is for the role " + d.value.owner + ", which " + d.person.id +
                     " does not hold here");
}

bool may_complete(const Dossier& d, const CaseTask& task) {
  if (task.done_at) return false;
  if (!task.assignee.empty()) return task.assignee == d.person.id;
  return first_duty(
             [&](Duty duty) { return role_of(duty) == task.role && d.person.holds(duty, d.scope); })
      .has_value();
}

Found task_holder(const Dossier& d) {
  const auto& tasks = d.work.tasks;
  if (std::none_of(tasks.begin(), tasks.end(), [](const CaseTask& task) { return !task.done_at; }))
    return Refusal{"STATE", "no task is open"};
  const auto duty = working_duty(d);
  const bool theirs = std::any_of(tasks.begin(), tasks.end(),
                                  [&](const CaseTask& task) { return may_complete(d, task); });
  if (duty && theirs) return Right{*duty, "task_holder"};
  return assignee(d);
}

Found proposer(const Dossier& d) {
  const CaseProposal* proposal = d.work.current();
  if (proposal == nullptr || proposal->by != d.person.id)
    return Refusal{"PROPOSER", "only who proposed it takes it back; an approver rejects it"};
  return of_duty(working_duty(d), "proposer", d.person.id + " holds no duty here any more");
}

Found approver(const Dossier& d) {
  const CaseProposal* proposal = d.work.current();
  if (proposal == nullptr) return Refusal{"STATE", "nothing is proposed"};
  const std::vector<Duty> duties = duties_to_approve(d, *proposal);
  if (!duties.empty()) return Right{duties.front(), "approver"};
  const auto duty = working_duty(d);
  if (!duty) return worker(d);
  return approval_by(d, *proposal, *duty).error();  // says whether a duty or a limit is missing
}

Found releaser(const Dossier& d) {
  const bool any = std::any_of(d.holds.begin(), d.holds.end(),
                               [](const Hold& hold) { return hold.is_open() && hold.is_manual(); });
  if (!any) return Refusal{"STATE", "no hold that a person placed is open"};
  return worker(d);
}

Found either(const Found& first, const Found& second) {
  return first ? first : second;
}

Found stands_to(const Dossier& d, ForWhom who) {
  switch (who) {
    case ForWhom::worker:
      return worker(d);
    case ForWhom::taker:
      return taker(d);
    case ForWhom::assignee:
      return assignee(d);
    case ForWhom::assignee_or_lead:
      return either(assignee(d), lead(d));
    case ForWhom::task_holder:
      return task_holder(d);
    case ForWhom::proposer:
      return proposer(d);
    case ForWhom::approver:
      return approver(d);
    case ForWhom::other_than_placer:
      return releaser(d);
    case ForWhom::lead:
      return lead(d);
  }
  return Refusal{"DUTY", "nobody may"};
}

}  // namespace

Currency limits_currency(const CaseProposal& proposal, const Dossier& d) {
  return d.functional.empty() || !d.rate ? proposal.currency : d.functional;
}

Proposal limits_view(const CaseProposal& proposal, const Dossier& d) {
  Proposal view;
  view.resolution = proposal.resolution;
  view.amount = proposal.amount;
  if (const Currency counted = limits_currency(proposal, d); counted != proposal.currency)
    view.amount = money(Rational(proposal.amount.value) * Rational(d.rate->value), counted);
  view.about_stock = proposal.about_stock;
  view.rules = proposal.rules;
  view.scope = d.scope;
  view.supplier = d.value.anchor.supplier.str();
  return view;
}

std::vector<Duty> duties_to_approve(const Dossier& d, const CaseProposal& proposal) {
  std::vector<Duty> duties;
  const Proposal view = limits_view(proposal, d);
  for (const Lacking& word : lacking(view, proposal.approvals, d.limits))
    for (const Duty duty : word.any_of)
      if (d.person.holds(duty, d.scope) &&
          std::find(duties.begin(), duties.end(), duty) == duties.end())
        duties.push_back(duty);
  return duties;
}

result<Approval, Refusal> approval_by(const Dossier& d, const CaseProposal& proposal,
                                      std::optional<Duty> asked) {
  const Proposal view = limits_view(proposal, d);
  Involvement involved = d.involved;
  involved.proposer = proposal.by;
  std::vector<Duty> duties = duties_to_approve(d, proposal);
  if (asked) duties = {*asked};
  std::optional<Refusal> first;
  for (const Duty duty : duties) {
    auto approval =
        approve(view, d.person, duty, proposal.approvals, d.earlier, involved, d.limits, d.now);
    if (approval) return approval;
    if (!first) first = approval.error();
  }
  return first.value_or(Refusal{"DUTY", "none of the duties whose word is missing is held here"});
}

result<Right, Refusal> right_to(const Dossier& d, const ActionRow& row) {
  if (!row.states.has(d.value.state))
    return Refusal{"STATE", "a case that is " + std::string(to_string_view(d.value.state)) +
                                " does not take the action " + std::string(row.name)};
  return stands_to(d, row.who);
}

bool holds_owner_role(const Person& person, const Dossier& d) {
  return owner_duty(person, d).has_value();
}

bool completes(const Dossier& d, const CaseTask& task) {
  return may_complete(d, task) || d.person.id == d.value.assignee;
}

}  // namespace weighbridge::cases
