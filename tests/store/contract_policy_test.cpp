// The contract of the policy's versions: one rules at a time, and what was decided stays told.
#include <catch2/catch.hpp>

#include "contract.hpp"

namespace weighbridge::store {
namespace {

using namespace testing;
using cases::PolicyState;
using cases::PolicyVersion;

const Instant kNow = at("2026-03-02T08:00:00Z");

PolicyVersion file_version() {
  PolicyVersion version;
  version.text = "policy: STD-1+acme\n";
  version.from_file = true;
  version.state = PolicyState::in_force;
  version.proposed_at = kNow;
  version.in_force_from = kNow;
  return version;
}

PolicyVersion proposal() {
  PolicyVersion version;
  version.text = "policy: NEXT # \"wider\"\n";
  version.authors = {"p.silva", "m \"o\" okafor"};
  version.proposed_at = kNow;
  version.reason = "freight went up";
  return version;
}

}  // namespace

TEMPLATE_TEST_CASE("store: versions of the policy come back as they were", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  CHECK_FALSE(read(*store, [](Reader& r) { return r.policy_in_force(); }));
  CHECK_FALSE(read(*store, [](Reader& r) { return r.policy_of_file(); }));
  PolicyVersion first = file_version(), second = proposal();
  store->write([&](Writer& writer) {
    first.number = writer.add_policy_version(first);
    second.number = writer.add_policy_version(second);
  });
  CHECK(read(*store, [](Reader& r) { return r.policy_in_force(); }) == first);
  CHECK(read(*store, [](Reader& r) { return r.policy_of_file(); }) == first);
  CHECK(read(*store, [](Reader& r) { return r.policy_version(2); }) == second);
  CHECK_FALSE(read(*store, [](Reader& r) { return r.policy_version(3); }));
  CHECK(read(*store, [](Reader& r) { return r.count_proposed_policies(); }) == 1);
  CHECK(read(*store, [](Reader& r) { return r.policy_versions(UINT64_MAX, 10); }) ==
        std::vector{second, first});
  CHECK(read(*store, [](Reader& r) { return r.policy_versions(2, 10); }) == std::vector{first});

  first.state = PolicyState::retired;
  first.in_force_until = kNow + std::chrono::hours{1};
  second.state = PolicyState::in_force;
  second.decided_by = "w.ortiz";
  second.decided_at = second.in_force_from = first.in_force_until;
  second.decision = "agreed";
  store->write([&](Writer& writer) {
    writer.put_policy_version(first);
    writer.put_policy_version(second);
  });
  CHECK(read(*store, [](Reader& r) { return r.policy_in_force(); }) == second);
  CHECK(read(*store, [](Reader& r) { return r.policy_of_file(); }) == first);
  CHECK(read(*store, [](Reader& r) { return r.count_proposed_policies(); }) == 0);
}

TEMPLATE_TEST_CASE("store: two versions of the policy never rule at once", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  store->write([&](Writer& writer) { writer.add_policy_version(file_version()); });
  CHECK_THROWS_AS(store->write([&](Writer& writer) { writer.add_policy_version(file_version()); }),
                  StoreError);
}

}  // namespace weighbridge::store
