// Whatever is judged in whatever order: what must hold of the cases afterwards.
#include <map>
#include <set>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "discrepancies.hpp"

namespace weighbridge::cases {
namespace {

using namespace testing;

/// A few identities with a few amounts, so that rounds overlap.
std::vector<matching::Discrepancy> any_discrepancies() {
  std::vector<matching::Discrepancy> discrepancies;
  for (const Code* code : {&kQ01, &kQ06, &kP01, &kE01})
    for (const char* po_line : {"10", "20"})
      if (*rc::gen::arbitrary<bool>()) {
        discrepancies.push_back(on_line(*code, std::to_string(*rc::gen::inRange(-3, 4)), po_line));
        discrepancies.back().auto_resolved = *rc::gen::inRange(0, 10) == 0;
      }
  if (*rc::gen::arbitrary<bool>())
    discrepancies.push_back(on_invoice(kD01, std::to_string(*rc::gen::inRange(1, 4)), "INV-1"));
  return discrepancies;
}

/// People work meanwhile: any open case may be in any open state.
void any_states(std::vector<Case>& known) {
  for (Case& value : known)
    if (is_open(value.state) && *rc::gen::arbitrary<bool>())
      value.state = *rc::gen::element(CaseState::triaged, CaseState::in_review, CaseState::proposed,
                                      CaseState::approved, CaseState::executing);
}

void require_one_open_case_per_anchor(const std::vector<Case>& known) {
  std::set<matching::Anchor> anchors;
  for (const Case& value : known)
    if (is_open(value.state)) RC_ASSERT(anchors.insert(value.anchor).second);
}

/// The entries alone tell the state of every case.
void replay(const std::vector<CaseEvent>& events, std::map<std::string, std::string>& states) {
  for (const CaseEvent& event : events) {
    const std::string_view member = R"("state":")";
    const std::size_t at = event.after.find(member);
    if (at == std::string::npos) continue;
    const std::size_t start = at + member.size();
    states[event.case_id] = event.after.substr(start, event.after.find('"', start) - start);
  }
}

TEST_CASE("M-16.1, M-3.5, M-13.1: cases stay whole through any sequence of judgements",
          "[property]") {
  CHECK(rc::check([] {
    std::vector<Case> known;
    std::uint64_t next_number = 1;
    Instant now = at("2026-03-02T08:00:00Z");
    for (int round = 0; round < 6; ++round) {
      now += std::chrono::hours{24};
      const auto judgement = judged(any_discrepancies());
      any_states(known);
      const auto before = known;
      const CaseChanges changes = rejudge(known, judgement, now, next_number);
      known = applied(known, changes);
      RC_ASSERT(changes.next_number >= next_number);
      next_number = changes.next_number;

      require_one_open_case_per_anchor(known);
      // Every discrepancy is held by the case that is named, uncleared; nothing else is open.
      std::map<std::string, std::set<std::string>> held;
      for (std::size_t i = 0; i < judgement.discrepancies.size(); ++i)
        if (!changes.case_of[i].empty())
          held[changes.case_of[i]].insert(judgement.discrepancies[i].key());
      for (const Case& value : known) {
        std::set<std::string> open;
        for (const CaseItem& item : value.items) {
          RC_ASSERT(item.first_seen >= value.opened_at);
          if (!item.cleared_at) open.insert(item.key);
        }
        RC_ASSERT(open == held[value.id]);
        if (value.state == CaseState::auto_cleared) RC_ASSERT(open.empty());
      }
      // What changed has events, and what has events changed (24.10).
      std::set<std::string> told;
      for (const CaseEvent& event : changes.events) told.insert(event.case_id);
      std::set<std::string> changed;
      for (const Case& value : changes.changed) changed.insert(value.id);
      RC_ASSERT(told == changed);
      std::map<std::string, std::string> states;
      for (const Case& value : before) states[value.id] = to_string_view(value.state);
      replay(changes.events, states);
      for (const Case& value : known) RC_ASSERT(states[value.id] == to_string_view(value.state));
      // Once more changes nothing (24.2).
      RC_ASSERT(rejudge(known, judgement, now, next_number).events.empty());
    }
  }));
}

}  // namespace
}  // namespace weighbridge::cases
