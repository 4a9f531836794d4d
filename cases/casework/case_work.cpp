#include "cases/casework/case_work.hpp"

#include <algorithm>
#include <array>

namespace weighbridge::cases {
namespace {

constexpr std::array<std::string_view, 7> kProposalStates{
    "open", "approved", "executing", "done", "rejected", "withdrawn", "void"};
static_assert(kProposalStates.size() == static_cast<std::size_t>(ProposalState::void_) + 1);

constexpr std::array<std::string_view, 3> kEffectStates{"pending", "confirmed", "failed"};

constexpr std::array<std::string_view, 12> kEffects{
    "notice",          "debit", "remittance",      "posting", "task",   "order_change",
    "supplier_return", "claim", "document_closed", "link",    "replay", "wait"};
static_assert(kEffects.size() == static_cast<std::size_t>(Effect::wait) + 1);

constexpr std::array<std::string_view, 12> kProofs{
    "reason",     "discrepancy_result", "buyer_consent", "count_or_scan", "return_number",
    "inspection", "delivery_exception", "error_list",    "candidate",     "change_number",
    "pair",       "until_date"};
static_assert(kProofs.size() == static_cast<std::size_t>(Proof::until_date) + 1);

template <class Enum, std::size_t N>
std::optional<Enum> word_of(const std::array<std::string_view, N>& words, std::string_view text) {
  const auto* const found = std::find(words.begin(), words.end(), text);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

template <class Proposals>
auto current_of(Proposals& proposals) -> decltype(proposals.data()) {
  for (auto& proposal : proposals)
    if (proposal.is_current()) return &proposal;
  return nullptr;
}

}  // namespace

std::string_view to_string_view(ProposalState state) {
  return kProposalStates.at(static_cast<std::size_t>(state));
}
std::optional<ProposalState> proposal_state_from(std::string_view text) {
  return word_of<ProposalState>(kProposalStates, text);
}
std::string_view to_string_view(EffectState state) {
  return kEffectStates.at(static_cast<std::size_t>(state));
}
std::optional<EffectState> effect_state_from(std::string_view text) {
  return word_of<EffectState>(kEffectStates, text);
}
std::string_view to_string_view(Effect effect) {
  return kEffects.at(static_cast<std::size_t>(effect));
}
std::optional<Effect> effect_from(std::string_view text) {
  return word_of<Effect>(kEffects, text);
}
std::string_view wire_name(Proof proof) {
  return kProofs.at(static_cast<std::size_t>(proof));
}
std::optional<Proof> proof_from(std::string_view wire_name) {
  return word_of<Proof>(kProofs, wire_name);
}

const CaseProposal* CaseWork::current() const {
  return current_of(proposals);
}
CaseProposal* CaseWork::current() {
  return current_of(proposals);
}

std::vector<CaseEffect> planned_effects(std::string_view case_id, const CaseProposal& proposal) {
  std::vector<CaseEffect> planned;
  const Resolution* resolution = find_resolution(proposal.resolution);
  if (resolution == nullptr) return planned;
  for (std::size_t i = 0; i < kEffects.size(); ++i) {
    const auto effect = static_cast<Effect>(i);
    if (!resolution->effects.has(effect)) continue;
    CaseEffect& row = planned.emplace_back();
    row.id = std::string(case_id) + '.' + std::to_string(proposal.number) + '.' +
             std::string(to_string_view(effect));
    row.proposal = proposal.number;
    row.effect = effect;
  }
  return planned;
}

}  // namespace weighbridge::cases
