#include "cases/casework/execution.hpp"

#include <algorithm>

#include "cases/canonical_json.hpp"

namespace weighbridge::cases {
namespace {

bool is_of(const CaseEffect& effect, const CaseProposal& proposal) {
  return effect.proposal == proposal.number;
}

void settle(CaseProposal& proposal, ProposalState state, std::string_view reason, Instant now) {
  proposal.state = state;
  proposal.settled_reason = reason;
  proposal.settled_at = now;
}

/// A move that only the system makes, with facts that the caller has made sure of.
void move(Case& value, CaseState to, Facts facts, Instant now, std::string_view reason,
          std::vector<CaseEvent>& events) {
  if (auto event = move_case(value, to, Mover::system, facts, now, reason))
    events.push_back(*std::move(event));
}

CaseEvent told(const Case& value, std::string_view action, const CaseProposal& proposal,
               std::string_view reason) {
  return {value.id,
          std::string(action),
          {},
          CanonicalObject()
              .number("proposal", proposal.number)
              .text("resolution", proposal.resolution)
              .str(),
          std::string(reason)};
}

}  // namespace

std::vector<CaseEvent> begin_execution(Case& value, CaseWork& work, Instant now) {
  std::vector<CaseEvent> events;
  CaseProposal* proposal = work.current();
  if (proposal == nullptr || value.state != CaseState::approved) return events;
  for (CaseEffect& effect : planned_effects(value.id, *proposal)) {
    if (effect.effect == Effect::wait && proposal->until)
      effect.due = Instant{*proposal->until + std::chrono::days(1)};
    work.effects.push_back(std::move(effect));
  }
  proposal->state = ProposalState::executing;
  move(value, CaseState::executing, {Fact::actions_dispatched}, now, {}, events);
  return events;
}

std::vector<CaseEvent> advance_execution(Case& value, CaseWork& work, std::span<const Hold> holds,
                                         std::vector<Hold>& released, Instant now) {
  std::vector<CaseEvent> events;
  CaseProposal* proposal = work.current();
  if (proposal == nullptr || value.state != CaseState::executing) return events;
  const auto of_it = [&](EffectState state) {
    return std::count_if(work.effects.begin(), work.effects.end(), [&](const CaseEffect& effect) {
      return is_of(effect, *proposal) && effect.state == state;
    });
  };
  if (of_it(EffectState::failed) != 0) {
    const auto failed = std::find_if(work.effects.begin(), work.effects.end(), [&](const auto& e) {
      return is_of(e, *proposal) && e.state == EffectState::failed;
    });
    settle(*proposal, ProposalState::void_, failed->note, now);
    move(value, CaseState::in_review, {Fact::action_failed}, now,
         std::string(to_string_view(failed->effect)) + ": " + failed->note, events);
  } else if (of_it(EffectState::pending) == 0) {
    settle(*proposal, ProposalState::done, {}, now);
    move(value, CaseState::resolved, {Fact::actions_confirmed}, now, {}, events);
    released = release_decided(holds, proposal->discrepancies, value.id, now);
  }
  return events;
}

std::vector<CaseEvent> void_stale_decisions(const Case& value, CaseWork& work, Instant now) {
  std::vector<CaseEvent> events;
  CaseProposal* proposal = work.current();
  if (proposal == nullptr) return events;
  const bool stands = value.state == CaseState::proposed || value.state == CaseState::approved ||
                      value.state == CaseState::executing;
  if (!stands) {
    const bool was_approved = proposal->state != ProposalState::open;
    settle(*proposal, ProposalState::void_, "what it was about has changed", now);
    events.push_back(told(value, was_approved ? "case.decision_voided" : "case.proposal_voided",
                          *proposal, "what it was about has changed"));
  } else if (value.state == CaseState::proposed && !proposal->approvals.empty() &&
             value.at_stake > proposal->evaluated) {
    proposal->approvals.clear();
    events.push_back(told(value, "case.approvals_voided", *proposal,
                          "the amount at stake rose after they were given"));
  }
  return events;
}

}  // namespace weighbridge::cases
