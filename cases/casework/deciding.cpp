// Actions that decide: what is proposed, and what others say to it.
#include <algorithm>
#include <set>

#include "cases/casework/draft.hpp"
#include "cases/casework/execution.hpp"

namespace weighbridge::cases {
namespace {

Money absolute(Money amount) {
  return amount.is_negative() ? -amount : amount;
}

/// What a proposal may be about at most: all that is at stake, or the largest single impact where
/// nothing is (M-0.3 counts what is in our favour as nothing).
Money highest_amount(const Case& value) {
  Money highest = value.at_stake;
  for (const CaseItem& item : value.items)
    if (!item.cleared_at) highest = std::max(highest, absolute(item.impact));
  return highest;
}

bool is_about_stock(const Case& value) {
  bool stock = false;
  for (const CaseItem& item : value.items) {
    if (item.cleared_at) continue;
    if (item.impact_class == matching::ImpactClass::cash ||
        item.impact_class == matching::ImpactClass::claim)
      return false;
    stock = stock || item.impact_class == matching::ImpactClass::stock;
  }
  return stock;
}

const Resolution* offered_resolution(Draft& draft) {
  const auto offered = offered_resolutions(draft.value());
  const Resolution* resolution = find_resolution(draft.request.resolution);
  if (resolution != nullptr &&
      std::find(offered.begin(), offered.end(), resolution->id) != offered.end())
    return resolution;
  std::string reason = "`resolution` must be one of";
  for (const std::string_view id : offered) reason += ' ' + std::string(id);
  draft.refusal = Refusal{"RESOLUTION", reason + " for what is open here"};
  return nullptr;
}

/// What of the resolution's needs lies with the proposal.
Proofs proofs_of(const Draft& draft) {
  Proofs given{Proof::discrepancy_result};
  if (!draft.request.reason.empty()) given = given | Proofs{Proof::reason};
  if (draft.request.until) given = given | Proofs{Proof::until_date};
  // Who buys need not ask himself.
  if (draft.dossier.person.holds(Duty::buyer, draft.dossier.scope))
    given = given | Proofs{Proof::buyer_consent};
  for (const auto& [proof, text] : draft.request.evidence)
    if (!text.empty()) given = given | Proofs{proof};
  return given;
}

std::optional<Refusal> against_wait(const Draft& draft, const Resolution& resolution) {
  if (!resolution.effects.has(Effect::wait)) return std::nullopt;
  if (!draft.request.until) return Refusal{"MISSING", "`until` is missing"};
  if (Instant{*draft.request.until} <= draft.now() ||
      *draft.request.until > draft.dossier.latest_wait)
    return Refusal{"WAIT", "`until` is a day to come, at most ten business days on"};
  const auto& proposals = draft.dossier.work.proposals;
  const bool waited = std::any_of(proposals.begin(), proposals.end(), [&](const CaseProposal& p) {
    return p.resolution == resolution.id && p.state != ProposalState::rejected &&
           p.state != ProposalState::withdrawn;
  });
  if (waited) return Refusal{"WAIT", "a case waits once"};
  return std::nullopt;
}

std::optional<Refusal> against_evidence(const Draft& draft, const Resolution& resolution) {
  const std::vector<Proof> missing = missing_proofs(resolution, proofs_of(draft));
  if (missing.empty()) return std::nullopt;
  std::string reason = std::string(resolution.title) + " needs";
  for (std::size_t i = 0; i < missing.size(); ++i)
    reason += (i == 0 ? " " : ", ") + std::string(to_string_view(missing[i])) + " (evidence `" +
              std::string(wire_name(missing[i])) + "`)";
  return Refusal{"EVIDENCE", std::move(reason)};
}

/// The amount that is meant, within what there is to decide about.
std::optional<Money> amount_of(Draft& draft) {
  const Money amount = draft.request.amount.value_or(draft.value().at_stake);
  if (absolute(amount) <= highest_amount(draft.value())) return amount;
  draft.refusal = Refusal{"AMOUNT", "`amount` is more than there is to decide about: " +
                                        highest_amount(draft.value()).value.to_string()};
  return std::nullopt;
}

CaseProposal proposal_of(const Draft& draft, const Resolution& resolution, Money amount) {
  const Case& value = draft.dossier.value;
  CaseProposal proposal;
  proposal.number = static_cast<std::uint32_t>(draft.dossier.work.proposals.size() + 1);
  proposal.resolution = resolution.id;
  proposal.reason_code = draft.request.reason_code;
  proposal.reason = draft.request.reason;
  proposal.amount = amount;
  proposal.currency = value.currency;
  proposal.evaluated = value.at_stake;
  proposal.about_stock = is_about_stock(value);
  std::set<std::string> rules;
  for (const CaseItem& item : value.items) {
    if (item.cleared_at) continue;
    proposal.discrepancies.push_back(item.key);
    rules.insert(item.rule);
  }
  proposal.rules.assign(rules.begin(), rules.end());
  proposal.evidence = draft.request.evidence;
  proposal.until = draft.request.until;
  proposal.by = draft.who();
  proposal.at = draft.now();
  return proposal;
}

CanonicalObject proposal_json(const CaseProposal& proposal) {
  CanonicalObject evidence;
  for (const auto& [proof, text] : proposal.evidence) evidence.text(wire_name(proof), text);
  return CanonicalObject()
      .number("proposal", proposal.number)
      .text("resolution", proposal.resolution)
      .text("amount", to_string(proposal.amount, proposal.currency))
      .text("currency", proposal.currency.code())
      .text("reason_code", proposal.reason_code)
      .json("evidence", evidence.str());
}

void settle(CaseProposal& proposal, ProposalState state, const Draft& draft) {
  proposal.state = state;
  proposal.settled_by = draft.who();
  proposal.settled_reason = draft.request.reason;
  proposal.settled_at = draft.now();
}

void send_back(Draft& draft, ProposalState state, Mover mover) {
  if (!require_text(draft, draft.request.reason, "reason", kReasonBytesMax)) return;
  CaseProposal* proposal = draft.work().current();
  settle(*proposal, state, draft);
  draft.move(CaseState::in_review, mover, {Fact::rejection_reason}, draft.request.reason,
             CanonicalObject().number("proposal", proposal->number));
}

/// What the approver saw must be what there is (M-14.4).
std::optional<Refusal> against_stale(const Draft& draft, const CaseProposal& proposal) {
  if (draft.request.amount && *draft.request.amount != proposal.amount)
    return Refusal{"M-14.4", "the amount is " + to_string(proposal.amount, proposal.currency) +
                                 ", not what you saw: look again"};
  if (draft.dossier.value.at_stake > proposal.evaluated)
    return Refusal{"M-14.4", "what is at stake has risen to " +
                                 to_string(draft.dossier.value.at_stake, proposal.currency) +
                                 " since it was proposed: it is to be proposed anew"};
  return std::nullopt;
}

}  // namespace

void propose(Draft& draft) {
  const ActionRequest& asked = draft.request;
  const Resolution* resolution = offered_resolution(draft);
  if (resolution == nullptr) return;
  if (!require_text(draft, asked.reason_code, "reason_code", 40)) return;
  if (asked.reason.size() > kReasonBytesMax) {
    draft.refusal = Refusal{"TOO_LONG", "`reason` has more than 2000 bytes"};
    return;
  }
  draft.refusal = against_wait(draft, *resolution);
  if (!draft.refusal) draft.refusal = against_evidence(draft, *resolution);
  if (draft.refusal) return;
  const auto amount = amount_of(draft);
  if (!amount) return;
  draft.work().proposals.push_back(proposal_of(draft, *resolution, *amount));
  for (const char* mark : {"PROPOSAL_VOID", "APPROVAL_VOID", "ACTION_FAILED"})
    draft.value().flags.erase(mark);
  draft.move(CaseState::proposed, Mover::assignee,
             {Fact::proposal_complete, Fact::evidence_present}, asked.reason,
             proposal_json(draft.work().proposals.back()));
}

void withdraw(Draft& draft) {
  send_back(draft, ProposalState::withdrawn, Mover::assignee);
}

void reject(Draft& draft) {
  send_back(draft, ProposalState::rejected, Mover::approver);
}

void approve_proposal(Draft& draft) {
  CaseProposal* proposal = draft.work().current();
  draft.refusal = against_stale(draft, *proposal);
  if (draft.refusal) return;
  auto approval = approval_by(draft.dossier, *proposal, draft.request.as);
  if (!approval) {
    draft.refusal = approval.error();
    return;
  }
  draft.right.duty = approval->as;
  proposal->approvals.push_back(*approval);
  const Currency counted = limits_currency(*proposal, draft.dossier);
  const CanonicalObject said = CanonicalObject()
                                   .number("proposal", proposal->number)
                                   .text("as", to_string_view(approval->as))
                                   .text("amount", to_string(approval->amount, counted))
                                   .text("currency", counted.code());
  const Proposal view = limits_view(*proposal, draft.dossier);
  if (!lacking(view, proposal->approvals, draft.dossier.limits).empty()) {
    draft.tell("case.approval_given", {}, said, {});
    return;
  }
  proposal->state = ProposalState::approved;
  if (!draft.move(CaseState::approved, Mover::approver,
                  {Fact::within_limits, Fact::no_duty_bar, Fact::approvals_complete}, {}, said))
    return;
  for (CaseEvent& event : begin_execution(draft.value(), draft.work(), draft.now()))
    draft.out.events.push_back(std::move(event));
}

void confirm(Draft& draft) {
  if (!require_text(draft, draft.request.reason, "reason", kReasonBytesMax)) return;
  const auto effect = std::find_if(
      draft.work().effects.begin(), draft.work().effects.end(), [&](const CaseEffect& each) {
        return each.id == draft.request.effect && each.state == EffectState::pending;
      });
  if (effect == draft.work().effects.end()) {
    draft.refusal = Refusal{"UNKNOWN", "nothing of that id waits to be carried out"};
    return;
  }
  if (!effect->way.empty() || effect->task != 0 || effect->due) {
    draft.refusal = Refusal{"STATE", "that is confirmed by whoever carries it out"};
    return;
  }
  effect->state = EffectState::confirmed;
  effect->by = draft.who();
  effect->note = draft.request.reason;
  draft.tell("case.effect_confirmed", {}, CanonicalObject().text("effect", effect->id),
             draft.request.reason);
  advance(draft);
}

void place_hold(Draft& draft) {
  const ActionRequest& asked = draft.request;
  if (asked.reason.size() > kReasonBytesMax) {
    draft.refusal = Refusal{"TOO_LONG", "`reason` has more than 2000 bytes"};
    return;
  }
  const matching::Anchor& anchor = draft.value().anchor;
  const std::string document = asked.document.empty() ? anchor.invoice : asked.document;
  if (document.empty()) {
    draft.refusal = Refusal{"MISSING", "`document` is missing: what is to be held"};
    return;
  }
  const HoldScope scope =
      asked.scope.value_or(asked.document_line.empty() ? HoldScope::invoice : HoldScope::line);
  auto hold = place_by_hand(scope, anchor, document, asked.document_line, draft.who(), asked.reason,
                            draft.now());
  if (!hold) {
    draft.refusal = hold.error();
    return;
  }
  hold->currency = draft.value().currency;
  draft.out.holds.push_back(*std::move(hold));
  draft.tell("case.hold_placed", {},
             CanonicalObject()
                 .text("document", document)
                 .text("document_line", asked.document_line)
                 .text("scope", to_string_view(scope)),
             asked.reason);
}

void release_hold(Draft& draft) {
  if (!require_text(draft, draft.request.reason, "reason", kReasonBytesMax)) return;
  const auto& holds = draft.dossier.holds;
  const auto held = std::find_if(holds.begin(), holds.end(), [&](const Hold& hold) {
    return hold.number == draft.request.hold;
  });
  if (held == holds.end()) {
    draft.refusal = Refusal{"UNKNOWN", "the case has no hold of that number"};
    return;
  }
  auto released = release_by_hand(*held, draft.dossier.person, draft.dossier.involved, draft.now());
  if (!released) {
    draft.refusal = released.error();
    return;
  }
  draft.out.holds.push_back(*std::move(released));
  draft.tell("case.hold_released", {}, CanonicalObject().number("hold", held->number),
             draft.request.reason);
}

}  // namespace weighbridge::cases
