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
                                 RoleDuty{"admin", Duty::admin}};

// The first that a caller has is what the ledger says of him.
constexpr std::array<std::string_view, 8> kByReach{"supervisor", "clerk",      "procurement",
                                                   "warehouse",  "operator",   "admin",
                                                   "auditor",    "integration"};

bool has_role(const http::Caller& caller, std::string_view role) {
  return std::find(caller.roles.begin(), caller.roles.end(), role) != caller.roles.end();
}

void grant(cases::Person& person, const RoleDuty& row, const std::vector<std::string>& sites) {
  if (sites.empty()) person.grants.push_back({row.duty, {}, row.lead});
  for (const std::string& site : sites)
    person.grants.push_back({row.duty, {.site = site}, row.lead});
}

}  // namespace

cases::Person person_of(const http::Caller& caller) {
  cases::Person person;
  person.id = caller.name;
  for (const RoleDuty& row : kRoleDuties)
    if (has_role(caller, row.role)) grant(person, row, caller.sites);
  return person;
}

std::string_view leading_role(const http::Caller& caller) {
  const auto* const found =
      std::find_if(kByReach.begin(), kByReach.end(),
                   [&](std::string_view role) { return has_role(caller, role); });
  return found == kByReach.end() ? std::string_view() : *found;
}

}  // namespace weighbridge::api
