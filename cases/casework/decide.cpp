#include "cases/casework/decide.hpp"

#include <algorithm>
#include <array>

#include "cases/casework/draft.hpp"
#include "cases/stake.hpp"

namespace weighbridge::cases {
namespace {

using boost::system::result;

// In the order of Action.
constexpr std::array<Handler, 18> kHandlers{
    assign,       comment,       attach,       start,    request_supplier,
    ask_internal, complete_task, propose,      withdraw, approve_proposal,
    reject,       place_hold,    release_hold, escalate, merge,
    confirm,      close,         reopen};
static_assert(kHandlers.size() == static_cast<std::size_t>(Action::reopen) + 1);

/// What stands against it beyond the right to it, before anything is said with it.
std::optional<Refusal> more_against(const Dossier& d, Action action) {
  const CaseProposal* proposal = d.work.current();
  if (action == Action::approve && proposal != nullptr) {
    const auto approval = approval_by(d, *proposal, std::nullopt);
    if (!approval) return approval.error();
  }
  if (action == Action::reject && proposal != nullptr && proposal->by == d.person.id)
    return Refusal{"S1", d.person.id + " proposed it, and takes it back by withdrawing"};
  if (action == Action::request_supplier) {
    if (!d.no_way.empty()) return Refusal{"NO_WAY", d.no_way};
    if (untold_items(d.value, d.work).empty())
      return Refusal{"M-18.2", "the supplier was told of all of it at this impact already"};
  }
  return std::nullopt;
}

Money item_stake(const CaseItem& item) {
  ClassSums sums;
  sums.add(item.impact_class, item.impact);
  return sums.at_stake();
}

}  // namespace

bool Draft::move(CaseState to, Mover mover, Facts facts, std::string_view reason,
                 CanonicalObject more) {
  auto event = move_case(value(), to, mover, facts, now(), reason);
  if (!event) {
    refusal = Refusal{"STATE", event.error().reason};
    return false;
  }
  event->after = more.text("state", to_string_view(to)).json("authorised", authorised()).str();
  out.events.push_back(*std::move(event));
  return true;
}

void Draft::tell(std::string_view action, const CanonicalObject& before, CanonicalObject after,
                 std::string_view reason) {
  value().changed_at = now();
  ++value().version;
  out.events.push_back({value().id, std::string(action), before.empty() ? "" : before.str(),
                        after.json("authorised", authorised()).str(), std::string(reason)});
}

std::string Draft::authorised() const {
  CanonicalObject object;
  object.text("as", right.as).text("duty", to_string_view(right.duty));
  if (!dossier.person.stands_in_for.empty())
    object.text("stands_in_for", dossier.person.stands_in_for.front());
  return object.str();
}

bool require_text(Draft& draft, const std::string& text, std::string_view name, std::size_t max) {
  if (text.empty())
    draft.refusal = Refusal{"MISSING", '`' + std::string(name) + "` is missing"};
  else if (text.size() > max)
    draft.refusal = Refusal{
        "TOO_LONG", '`' + std::string(name) + "` has more than " + std::to_string(max) + " bytes"};
  return !draft.refusal;
}

result<Outcome, Refusal> decide(const Dossier& dossier, const ActionRequest& request) {
  const auto right = right_to(dossier, row_of(request.action));
  if (!right) return right.error();
  if (request.action != Action::approve)
    if (auto against = more_against(dossier, request.action)) return *std::move(against);
  Draft draft{dossier, request, *right, {dossier.value, dossier.work, {}, {}, {}, false}};
  kHandlers.at(static_cast<std::size_t>(request.action))(draft);
  if (draft.refusal) return *std::move(draft.refusal);
  return std::move(draft.out);
}

CaseEvent refused_event(const Case& value, Action action, const Refusal& refusal) {
  return {value.id,
          "case.refused",
          {},
          CanonicalObject()
              .text("action", to_string_view(action))
              .text("rule", refusal.rule)
              .text("state", to_string_view(value.state))
              .str(),
          refusal.reason};
}

std::vector<OfferedAction> offered_actions(const Dossier& dossier) {
  std::vector<OfferedAction> offered;
  for (const ActionRow& row : action_table()) {
    OfferedAction& each = offered.emplace_back();
    each.action = row.action;
    const auto right = right_to(dossier, row);
    if (!right)
      each.why_not = right.error();
    else
      each.why_not = more_against(dossier, row.action);
  }
  return offered;
}

std::vector<std::string_view> offered_resolutions(const Case& value) {
  std::vector<std::string_view> rules;
  const CaseItem* leading = nullptr;
  for (const CaseItem& item : value.items) {
    if (item.cleared_at) continue;
    rules.push_back(item.rule);
    if (leading == nullptr || item_stake(item) > item_stake(*leading)) leading = &item;
  }
  std::vector<std::string_view> shared = resolutions_for_all(rules);
  if (!shared.empty() || leading == nullptr) return shared;
  const auto own = resolutions_for(leading->rule);
  return {own.begin(), own.end()};
}

std::vector<const CaseItem*> untold_items(const Case& value, const CaseWork& work) {
  std::vector<const CaseItem*> untold;
  for (const CaseItem& item : value.items) {
    if (item.cleared_at) continue;
    const auto last =
        std::find_if(work.notices.rbegin(), work.notices.rend(),
                     [&](const CaseNotice& notice) { return notice.discrepancy == item.key; });
    if (last == work.notices.rend() || last->impact != item.impact) untold.push_back(&item);
  }
  return untold;
}

}  // namespace weighbridge::cases
