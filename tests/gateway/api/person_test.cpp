#include "gateway/api/person.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;
using cases::Duty;

TEST_CASE("M-0.4: the contract's roles are the duties of section 16, at the caller's sites") {
  const cases::Person clerk = api::person_of({"a.clerk", {"clerk"}});
  CHECK(clerk.id == "a.clerk");
  CHECK(clerk.holds(Duty::ap_clerk, {.site = "DC01"}));
  CHECK_FALSE(clerk.leads(Duty::ap_clerk, {}));
  CHECK_FALSE(clerk.holds(Duty::ap_manager, {}));

  const cases::Person supervisor = api::person_of({"s", {"supervisor"}, {}, {"DC01"}});
  CHECK(supervisor.leads(Duty::ap_clerk, {.site = "DC01"}));
  CHECK_FALSE(supervisor.leads(Duty::ap_clerk, {.site = "DC02"}));
  CHECK(supervisor.holds(Duty::wh_supervisor, {.site = "DC01"}));
  CHECK_FALSE(supervisor.holds(Duty::controller, {.site = "DC01"}));
}

TEST_CASE("M-0.4: machines hold no duty") {
  CHECK(api::person_of({"wms", {"integration"}}).grants.empty());
}

TEST_CASE("the ledger says the role whose duties reach farthest") {
  CHECK(api::leading_role({"x", {"auditor", "clerk"}}) == "clerk");
  CHECK(api::leading_role({"x", {"clerk", "supervisor"}}) == "supervisor");
  CHECK(api::leading_role({"x", {}}).empty());
}
