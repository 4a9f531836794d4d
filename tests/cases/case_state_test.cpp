#include "cases/case_state.hpp"

#include <array>
#include <set>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

namespace weighbridge::cases {
namespace {

constexpr std::size_t kStates = static_cast<std::size_t>(CaseState::reopened) + 1;
constexpr std::array kMovers{Mover::system,      Mover::lead,     Mover::assignee,
                             Mover::task_holder, Mover::approver, Mover::supplier};

Facts all_facts() {
  Facts facts;
  for (const Transition& row : transitions()) facts = facts | row.needs;
  return facts;
}

std::vector<CaseState> all_states() {
  std::vector<CaseState> states;
  for (std::size_t i = 0; i < kStates; ++i) states.push_back(static_cast<CaseState>(i));
  return states;
}

TEST_CASE("section 16: every state has its wire name and comes back from it") {
  for (const CaseState state : all_states()) CHECK(case_state_from(to_string_view(state)) == state);
  CHECK(to_string_view(CaseState::new_) == "new");
  CHECK(to_string_view(CaseState::awaiting_supplier) == "awaiting_supplier");
  CHECK(to_string_view(CaseState::auto_cleared) == "auto_cleared");
  CHECK_FALSE(case_state_from("open"));
  CHECK_FALSE(case_state_from("NEW"));
}

TEST_CASE("section 16: the moves are those of the table and no others") {
  using enum CaseState;
  const std::set<std::pair<CaseState, CaseState>> expected{{new_, triaged},
                                                           {triaged, assigned},
                                                           {assigned, in_review},
                                                           {in_review, awaiting_supplier},
                                                           {awaiting_supplier, in_review},
                                                           {in_review, awaiting_internal},
                                                           {awaiting_internal, in_review},
                                                           {in_review, proposed},
                                                           {proposed, in_review},
                                                           {proposed, approved},
                                                           {approved, in_review},  // M-14.4
                                                           {approved, executing},
                                                           {executing, resolved},
                                                           {executing, in_review},
                                                           {new_, auto_cleared},
                                                           {triaged, auto_cleared},
                                                           {assigned, auto_cleared},
                                                           {in_review, auto_cleared},
                                                           {awaiting_supplier, auto_cleared},
                                                           {awaiting_internal, auto_cleared},
                                                           {proposed, auto_cleared},
                                                           {approved, auto_cleared},
                                                           {new_, merged},
                                                           {triaged, merged},
                                                           {assigned, merged},
                                                           {in_review, merged},
                                                           {resolved, closed},
                                                           {resolved, reopened},
                                                           {closed, reopened},
                                                           {auto_cleared, reopened},
                                                           {reopened, in_review}};
  std::set<std::pair<CaseState, CaseState>> allowed;
  for (const CaseState from : all_states())
    for (const CaseState to : all_states())
      for (const Mover mover : kMovers)
        if (find_transition(from, to, mover, all_facts())) allowed.emplace(from, to);
  CHECK(allowed == expected);
}

TEST_CASE(
    "section 16: a move by the wrong person or without its guard is refused with the reason") {
  const auto by_clerk =
      find_transition(CaseState::proposed, CaseState::approved, Mover::assignee, all_facts());
  REQUIRE_FALSE(by_clerk.has_value());
  CHECK(by_clerk.error().reason == "moving a case from proposed to approved is not theirs to do");

  const auto no_limit = find_transition(CaseState::proposed, CaseState::approved, Mover::approver,
                                        {Fact::no_duty_bar, Fact::approvals_complete});
  REQUIRE_FALSE(no_limit.has_value());
  CHECK(no_limit.error().reason ==
        "the case cannot move from proposed to approved: the amount is above the approver's limit");

  const auto never =
      find_transition(CaseState::closed, CaseState::approved, Mover::system, all_facts());
  REQUIRE_FALSE(never.has_value());
  CHECK(never.error().reason == "no case moves from closed to approved");
}

TEST_CASE("section 16: every guard of every row is needed") {
  for (const Transition& row : transitions()) {
    for (const Mover mover : kMovers)
      if (row.by.has(mover)) CHECK(find_transition(row.from, row.to, mover, row.needs).has_value());
    if (row.needs != Facts{})
      CHECK_FALSE(find_transition(row.from, row.to, Mover::system, Facts{}).has_value());
  }
  // An alternative does not borrow the other row's flag.
  const auto silent = find_transition(CaseState::awaiting_supplier, CaseState::in_review,
                                      Mover::system, {Fact::response_overdue});
  REQUIRE(silent.has_value());
  CHECK(silent->flag == "NO_RESPONSE");
  const auto answered = find_transition(CaseState::awaiting_supplier, CaseState::in_review,
                                        Mover::system, {Fact::response_received});
  REQUIRE(answered.has_value());
  CHECK(answered->flag.empty());
}

TEST_CASE("section 16: open means still to be worked") {
  for (const CaseState state : all_states()) {
    const bool settled = state == CaseState::resolved || state == CaseState::closed ||
                         state == CaseState::auto_cleared || state == CaseState::merged;
    CHECK(is_open(state) == !settled);
  }
}

}  // namespace
}  // namespace weighbridge::cases
