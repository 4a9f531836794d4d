#include "gateway/api/person.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace weighbridge::api {
namespace {

using cases::Duty;

struct RoleDuty {
  std::string_view role;
  Duty duty;
  bool lead = false;
};

// A supervisor leads the clerks and the warehouse: assigns, merges, reopens, and approves what the
// limits of these duties allow.
constexpr std::array kRoleDuties{RoleDuty{"clerk", Duty::ap_clerk},
                                 RoleDuty{"supervisor", Duty::ap_manager, true},
                                 RoleDuty{"supervisor", Duty::ap_clerk, true},
                                 RoleDuty{"supervisor", Duty::wh_supervisor, true},
                                 RoleDuty{"procurement", Duty::buyer},
                                 RoleDuty{"warehouse", Duty::receiver},
                                 RoleDuty{"warehouse", Duty::inventory_control},
                                 RoleDuty{"operator", Duty::integration_ops},
                                 RoleDuty{"operator", Duty::master_data},
                                 RoleDuty{"auditor", Duty::auditor},
                                 RoleDuty{"admin", Duty::admin},
                                 RoleDuty{"supplier", Duty::supplier}};

// The first that a caller has is what the ledger says of him.
constexpr std::array<std::string_view, 9> kByReach{"supervisor", "clerk",    "procurement",
                                                   "warehouse",  "operator", "admin",
                                                   "auditor",    "supplier", "integration"};

bool has(const std::vector<std::string>& roles, std::string_view role) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool is_granted(const std::vector<cases::Grant>& by_name, std::string_view role) {
  return std::any_of(by_name.begin(), by_name.end(),
                     [&](const cases::Grant& grant) { return cases::role_of(grant.duty) == role; });
}

}  // namespace

std::vector<cases::Grant> granted(const std::vector<std::string>& roles,
                                  const std::vector<cases::Grant>& by_name,
                                  const std::vector<std::string>& sites) {
  std::vector<cases::Grant> grants = by_name;
  for (const RoleDuty& row : kRoleDuties) {
    if (!has(roles, row.role) || is_granted(by_name, row.role)) continue;
    if (sites.empty()) grants.push_back({row.duty, {}, row.lead});
    for (const std::string& site : sites) grants.push_back({row.duty, {.site = site}, row.lead});
  }
  return grants;
}

cases::Person person_of(const http::Caller& caller) {
  if (!caller.id.empty()) return {caller.id, caller.grants, caller.stands_in_for};
  return {caller.name, granted(caller.roles, {}, caller.sites)};
}

std::string_view leading_role(const http::Caller& caller) {
  const auto* const found =
      std::find_if(kByReach.begin(), kByReach.end(),
                   [&](std::string_view role) { return has(caller.roles, role); });
  return found == kByReach.end() ? std::string_view() : *found;
}

}  // namespace weighbridge::api
