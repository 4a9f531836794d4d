#include "cases/holds.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "cases/canonical_json.hpp"

namespace weighbridge::cases {
namespace {

using boost::system::result;
using matching::Discrepancy;

constexpr std::array<std::string_view, 3> kScopes{"line", "invoice", "posting"};
constexpr std::array<std::string_view, 4> kReleases{"cleared", "auto_accepted", "decided",
                                                    "by_hand"};

Money absolute(Money amount) {
  return amount.is_negative() ? -amount : amount;
}

/// The letters of section 13's column: "L P" holds the line's payment and its posting.
std::vector<HoldScope> scopes_of(std::string_view letters) {
  std::vector<HoldScope> scopes;
  for (const char letter : letters) {
    if (letter == 'L') scopes.push_back(HoldScope::line);
    if (letter == 'I') scopes.push_back(HoldScope::invoice);
    if (letter == 'P') scopes.push_back(HoldScope::posting);
  }
  return scopes;
}

/// Holds and discrepancies by what they are about: judgements of everything are large.
using HoldKey = std::pair<std::string, HoldScope>;
using Settled = std::map<HoldKey, Money>;                        ///< at this impact or below
using Asking = std::map<HoldKey, const matching::Discrepancy*>;  ///< who asks for the hold

/// What stands in the way of placing one: an open one, or a decision that released as much.
Settled settled_holds(std::span<const Hold> known) {
  constexpr Int128 kAll = Int128{1} << 100U;
  Settled settled;
  for (const Hold& hold : known) {
    if (hold.is_manual()) continue;
    const bool decided = !hold.is_open() && hold.release->kind == Release::Kind::decided;
    if (!hold.is_open() && !decided) continue;
    const Money up_to = hold.is_open() ? Money(Decimal::from_millionths(kAll)) : hold.impact;
    const auto [found, is_new] = settled.emplace(HoldKey{hold.discrepancy, hold.scope}, up_to);
    if (!is_new) found->second = std::max(found->second, up_to);
  }
  return settled;
}

Hold hold_for(const Discrepancy& d, std::string key, HoldScope scope, Instant now) {
  Hold hold;
  hold.scope = scope;
  hold.anchor = d.anchor;
  hold.document = d.document;
  hold.document_line = d.document_line;
  hold.discrepancy = std::move(key);
  hold.impact = absolute(d.impact);
  hold.currency = d.currency;
  hold.placed_at = now;
  return hold;
}

Hold released(Hold hold, Release::Kind kind, std::string_view by, Instant now) {
  hold.release = {kind, now, std::string(by)};
  return hold;
}

}  // namespace

std::string_view to_string_view(HoldScope scope) {
  return kScopes.at(static_cast<std::size_t>(scope));
}

std::string_view to_string_view(Release::Kind kind) {
  return kReleases.at(static_cast<std::size_t>(kind));
}

std::optional<Release::Kind> release_kind_from(std::string_view text) {
  const auto* const found = std::find(kReleases.begin(), kReleases.end(), text);
  if (found == kReleases.end()) return std::nullopt;
  return static_cast<Release::Kind>(found - kReleases.begin());
}

HoldChanges rehold(std::span<const Hold> known, std::span<const Discrepancy> discrepancies,
                   Instant now, std::string_view cleared_by) {
  HoldChanges changes;
  const Settled settled = settled_holds(known);
  Asking asking;
  for (const Discrepancy& d : discrepancies) {
    const std::string key = d.key();
    for (const HoldScope scope : scopes_of(d.hold)) {
      if (!asking.emplace(HoldKey{key, scope}, &d).second || d.auto_resolved) continue;
      const auto found = settled.find({key, scope});
      if (found == settled.end() || found->second < absolute(d.impact))
        changes.placed.push_back(hold_for(d, key, scope, now));
    }
  }
  for (const Hold& hold : known) {
    if (!hold.is_open() || hold.is_manual()) continue;
    const auto reason = asking.find({hold.discrepancy, hold.scope});
    if (reason == asking.end())
      changes.released.push_back(released(hold, Release::Kind::cleared, cleared_by, now));
    else if (reason->second->auto_resolved)
      changes.released.push_back(released(hold, Release::Kind::auto_accepted, cleared_by, now));
  }
  return changes;
}

std::vector<Hold> release_decided(std::span<const Hold> known,
                                  std::span<const std::string> discrepancies,
                                  std::string_view case_id, Instant now) {
  std::vector<Hold> changed;
  for (const Hold& hold : known)
    if (hold.is_open() && !hold.is_manual() &&
        std::find(discrepancies.begin(), discrepancies.end(), hold.discrepancy) !=
            discrepancies.end())
      changed.push_back(released(hold, Release::Kind::decided, case_id, now));
  return changed;
}

result<Hold, Refusal> place_by_hand(HoldScope scope, matching::Anchor anchor, std::string document,
                                    std::string document_line, std::string person,
                                    std::string reason, Instant now) {
  if (reason.empty()) return Refusal{"REASON", "a hold that a person places needs a reason"};
  Hold hold;
  hold.scope = scope;
  hold.anchor = std::move(anchor);
  hold.document = std::move(document);
  hold.document_line = std::move(document_line);
  hold.placed_at = now;
  hold.placed_by = std::move(person);
  hold.reason = std::move(reason);
  return hold;
}

result<Hold, Refusal> release_by_hand(const Hold& hold, const Person& person,
                                      const Involvement& involved, Instant now) {
  if (!hold.is_open()) return Refusal{"RELEASED", "the hold is released already"};
  if (!hold.is_manual())
    return Refusal{
        "SYSTEM_HOLD",
        "what a discrepancy holds is released by clearing it or by an approved decision"};
  if (hold.placed_by == person.id)
    return Refusal{"SAME_PERSON", person.id + " placed the hold; another person releases it"};
  Decision decision;
  decision.kind = Decision::Kind::release_invoice_hold;
  if (const auto found = bars(person, decision, involved, now); !found.empty())
    return Refusal{std::string(found.front().rule), found.front().reason};
  return released(hold, Release::Kind::by_hand, person.id, now);
}

CaseEvent hold_event(const Hold& hold, std::string case_id) {
  CanonicalObject after;
  after.number("hold", hold.number)
      .text("scope", to_string_view(hold.scope))
      .text("document", hold.document)
      .text("document_line", hold.document_line)
      .text("discrepancy", hold.discrepancy)
      .text("amount", to_string(hold.impact, hold.currency))
      .text("currency", hold.currency.code());
  const bool of_case = !case_id.empty();
  if (!of_case) case_id = "hold/" + std::to_string(hold.number);
  CaseEvent event{
      std::move(case_id), of_case ? "case.hold_placed" : "hold.placed", {}, {}, hold.reason};
  if (hold.release) {
    event.action = of_case ? "case.hold_released" : "hold.released";
    event.reason = hold.release->by;
    after.text("release", to_string_view(hold.release->kind));
  }
  event.after = after.str();
  return event;
}

bool is_held(std::span<const Hold> holds, std::string_view document,
             std::string_view document_line) {
  return std::any_of(holds.begin(), holds.end(), [&](const Hold& hold) {
    return hold.is_open() && hold.scope != HoldScope::posting && hold.document == document &&
           (hold.scope == HoldScope::invoice || hold.document_line == document_line);
  });
}

}  // namespace weighbridge::cases
