// Who decides about a version of the policy (S6, S8 of section 16).
#include "cases/policy_version.hpp"

#include <algorithm>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

namespace weighbridge::cases {
namespace {

using enum PolicyDecision;

PolicyVersion proposed() {
  PolicyVersion version;
  version.text = "policy: NEXT\n";
  version.authors = {"p.silva", "m.okafor"};
  return version;
}

std::string rule_against(const PolicyVersion& version, PolicyDecision decision, Person person) {
  const auto refusal = why_not_decide(version, decision, person);
  return refusal ? refusal->rule : "";
}

TEST_CASE("S6: who wrote a version does not let it take effect, nor reject it") {
  for (const char* author : {"p.silva", "m.okafor"}) {
    CHECK(rule_against(proposed(), activate, {author, {}}) == "S6");
    CHECK(rule_against(proposed(), reject, {author, {}}) == "S6");
    CHECK(rule_against(proposed(), withdraw, {author, {}}).empty());
  }
  CHECK(rule_against(proposed(), activate, {"w.ortiz", {}}).empty());
  CHECK(rule_against(proposed(), reject, {"w.ortiz", {}}).empty());
  CHECK(rule_against(proposed(), withdraw, {"w.ortiz", {}}) == "DUTY");
}

TEST_CASE("S8: who stands in for an author is barred like the author") {
  CHECK(rule_against(proposed(), activate, {"w.ortiz", {}, {"p.silva"}}) == "S8");
  CHECK(rule_against(proposed(), activate, {"w.ortiz", {}, {"a.diaz"}}).empty());
}

TEST_CASE("a version is decided about once") {
  PolicyVersion version = proposed();
  for (const auto state : {PolicyState::in_force, PolicyState::retired, PolicyState::rejected,
                           PolicyState::withdrawn}) {
    version.state = state;
    CHECK(policy_state_from(to_string_view(state)) == state);
    for (const auto decision : {activate, reject, withdraw})
      CHECK(rule_against(version, decision, {"w.ortiz", {}}) == "STATE");
  }
}

TEST_CASE("S6: whoever writes and whoever stands in, no author ever activates") {
  CHECK(rc::check([] {
    const std::vector<std::string> people{"a", "b", "c", "d"};
    PolicyVersion version;
    version.authors = *rc::gen::nonEmpty(
        rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(people)));
    const std::string who = *rc::gen::elementOf(people);
    const auto absent = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(people));
    const auto wrote = [&](const std::string& id) {
      return std::find(version.authors.begin(), version.authors.end(), id) != version.authors.end();
    };
    const bool barred = wrote(who) || std::any_of(absent.begin(), absent.end(), wrote);
    RC_ASSERT(why_not_decide(version, activate, {who, {}, absent}).has_value() == barred);
  }));
}

}  // namespace
}  // namespace weighbridge::cases
