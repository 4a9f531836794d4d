// Segregation of duties over whole sequences: whatever people do in whatever order, nobody has both
// proposed and approved what is carried out.
#include <algorithm>
#include <array>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "cases/casework/decide.hpp"
#include "cases/casework/execution.hpp"
#include "desk.hpp"

namespace weighbridge::cases {
namespace {

using namespace testing;

std::vector<Person> staff() {
  Person two_roles = clerk("tess");
  two_roles.grants.push_back({Duty::ap_manager, {}, true});
  Person delegate = clerk("dan");  // S8: stands in for who may have proposed
  delegate.stands_in_for = {"clara"};
  return {clerk("clara"),
          clerk("carl"),
          manager("mara"),
          two_roles,
          delegate,
          person("con", {Duty::controller}),
          person("bo", {Duty::buyer}, true)};
}

ActionRequest any_request() {
  constexpr std::array<std::string_view, 5> kResolutions{"ACC", "CRD", "SHP", "POC", "VOID"};
  const auto& row = action_table()[*rc::gen::inRange<std::size_t>(0, action_table().size())];
  ActionRequest request = ask(row.action);
  request.reason = "because";
  request.reason_code = "R";
  request.text = "hello";
  request.title = "count";
  request.role = "clerk";
  request.result = "done";
  request.resolution = kResolutions[*rc::gen::inRange<std::size_t>(0, kResolutions.size())];
  request.evidence[Proof::buyer_consent] = "bo";
  request.due = at("2026-03-09T10:00:00Z");
  request.task = 1;
  request.hold = 1;
  return request;
}

void check_duties(const CaseWork& work) {
  for (const CaseProposal& proposal : work.proposals) {
    std::vector<std::string> people{proposal.by};
    for (const Approval& approval : proposal.approvals) {
      people.push_back(approval.person);
      if (approval.person == "dan") people.emplace_back("clara");  // S8
    }
    std::sort(people.begin(), people.end());
    RC_ASSERT(std::adjacent_find(people.begin(), people.end()) == people.end());  // S1, S9
    const bool carried_out =
        proposal.state == ProposalState::executing || proposal.state == ProposalState::done;
    if (carried_out) RC_ASSERT(!proposal.approvals.empty());
  }
}

/// One step of somebody; what is refused changes nothing.
void step(Dossier& desk, const std::vector<Person>& people) {
  desk.person = people[*rc::gen::inRange<std::size_t>(0, people.size())];
  ActionRequest request = any_request();
  if (!desk.work.effects.empty()) request.effect = desk.work.effects.back().id;
  const CaseState before = desk.value.state;
  const auto outcome = decide(desk, request);
  if (!outcome) {
    RC_ASSERT(!outcome.error().rule.empty());
    RC_ASSERT(!outcome.error().reason.empty());
    return;
  }
  RC_ASSERT(!outcome->events.empty());  // each is audited
  RC_ASSERT(outcome->value.version > desk.value.version);
  if (outcome->value.state != before)
    RC_ASSERT(std::any_of(outcome->events.begin(), outcome->events.end(), [](const auto& event) {
      return event.after.find("\"state\":") != std::string::npos;
    }));
  take_over(desk, *outcome);
  desk.now += std::chrono::minutes(7);
}

TEST_CASE("S1 S8 S9 section 16: no sequence of actions lets one person propose and approve") {
  CHECK(rc::check([] {
    const std::vector<Person> people = staff();
    Dossier desk = dossier(clerk());
    // The amount decides how many approvals there must be.
    constexpr std::array<const char*, 4> kAmounts{"120", "900", "9000", "90000"};
    desk.value.at_stake = amount(kAmounts[*rc::gen::inRange<std::size_t>(0, kAmounts.size())]);
    desk.value.items[0].impact = desk.value.at_stake;
    const int steps = *rc::gen::inRange(1, 120);
    for (int i = 0; i < steps; ++i) {
      step(desk, people);
      check_duties(desk.work);
      const bool decided =
          desk.value.state == CaseState::executing || desk.value.state == CaseState::resolved;
      if (decided && desk.work.current() != nullptr)
        RC_ASSERT(lacking(limits_view(*desk.work.current(), desk), desk.work.current()->approvals,
                          desk.limits)
                      .empty());
    }
  }));
}

TEST_CASE("M-14.4 M-14.3: approvals do not survive that what they were given for changes") {
  Dossier desk = proposed();
  desk.value.at_stake = desk.value.items[0].impact = amount("9000");
  desk.work.proposals[0].amount = desk.work.proposals[0].evaluated = amount("90000");
  desk.person = person("con", {Duty::controller});
  take_over(desk, *decide(desk, ask(Action::approve)));
  REQUIRE(desk.value.state == CaseState::proposed);  // two persons
  REQUIRE(desk.work.proposals[0].approvals.size() == 1);
  desk.value.at_stake = amount("90001");
  const auto events = void_stale_decisions(desk.value, desk.work, desk.now);
  REQUIRE(events.size() == 1);
  CHECK(events[0].action == "case.approvals_voided");
  CHECK(desk.work.proposals[0].approvals.empty());
  desk.value.state = CaseState::auto_cleared;
  CHECK(void_stale_decisions(desk.value, desk.work, desk.now).at(0).action ==
        "case.proposal_voided");
  CHECK(desk.work.proposals[0].state == ProposalState::void_);
}

}  // namespace
}  // namespace weighbridge::cases
