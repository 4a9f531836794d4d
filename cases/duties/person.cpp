#include "cases/duties/person.hpp"

#include <algorithm>
#include <array>

namespace weighbridge::cases {
namespace {

struct DutyRow {
  std::string_view name, role;
};

constexpr std::array<DutyRow, 12> kDuties{{{"SUPPLIER", "supplier"},
                                           {"RECEIVER", "warehouse"},
                                           {"WH_SUPERVISOR", "warehouse"},
                                           {"INVENTORY_CONTROL", "warehouse"},
                                           {"BUYER", "procurement"},
                                           {"AP_CLERK", "clerk"},
                                           {"AP_MANAGER", "supervisor"},
                                           {"CONTROLLER", "supervisor"},
                                           {"INTEGRATION_OPS", "operator"},
                                           {"MASTER_DATA", "operator"},
                                           {"AUDITOR", "auditor"},
                                           {"ADMIN", "admin"}}};
static_assert(kDuties.size() == static_cast<std::size_t>(Duty::admin) + 1);

bool reaches(const std::string& granted, const std::string& asked) {
  return granted.empty() || granted == asked;
}

}  // namespace

std::string_view to_string_view(Duty duty) {
  return kDuties.at(static_cast<std::size_t>(duty)).name;
}

std::string_view role_of(Duty duty) {
  return kDuties.at(static_cast<std::size_t>(duty)).role;
}

std::optional<Duty> duty_from(std::string_view text) {
  const auto* const found = std::find_if(kDuties.begin(), kDuties.end(),
                                         [text](const DutyRow& row) { return row.name == text; });
  if (found == kDuties.end()) return std::nullopt;
  return static_cast<Duty>(found - kDuties.begin());
}

bool Scope::covers(const Scope& what) const {
  return reaches(entity, what.entity) && reaches(site, what.site) &&
         reaches(supplier_group, what.supplier_group);
}

bool Person::holds(Duty duty, const Scope& where) const {
  return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
    return grant.duty == duty && grant.scope.covers(where);
  });
}

bool Person::leads(Duty duty, const Scope& where) const {
  return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
    return grant.lead && grant.duty == duty && grant.scope.covers(where);
  });
}

}  // namespace weighbridge::cases
