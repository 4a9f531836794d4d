#include "cases/casework/routing.hpp"

#include <catch2/catch.hpp>

#include "desk.hpp"

namespace weighbridge::cases {
namespace {

using namespace testing;

TEST_CASE("section 16: the first row that fits role, site, supplier group and amount counts") {
  const std::vector<RoutingRow> table{{"warehouse", {}, {}, {}, {}, {}, "rob"},
                                      {"clerk", "DC02", {}, {}, {}, {}, "carl"},
                                      {"clerk", {}, "packaging", {}, {}, {}, "pia"},
                                      {"clerk", {}, {}, {}, amount("100"), amount("150"), "clara"},
                                      {{}, {}, {}, "ACME", {}, {}, "mara"}};
  const auto to = [&](const Case& value, const Scope& scope) {
    const RoutingRow* row = route(table, value, scope);
    return row == nullptr ? std::string() : row->assignee;
  };
  Case value = charge_case();
  CHECK(to(value, {}) == "clara");
  CHECK(to(value, {.site = "DC02"}) == "carl");
  CHECK(to(value, {.supplier_group = "packaging"}) == "pia");
  value.at_stake = amount("150");
  CHECK(to(value, {}) == "mara");
  value.anchor.supplier = SupplierId("OTHER");
  CHECK(to(value, {}).empty());
}

}  // namespace
}  // namespace weighbridge::cases
