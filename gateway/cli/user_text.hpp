// People as `weighbridge user list` shows them.
#pragma once

#include <string>
#include <vector>

#include "gateway/cli/text.hpp"
#include "store/people.hpp"

namespace weighbridge::cli {

std::string users_text(const std::vector<store::StoredUser>& users,
                       const std::vector<store::StandIn>& stand_ins, const Style& style);
std::string users_json(const std::vector<store::StoredUser>& users,
                       const std::vector<store::StandIn>& stand_ins);

}  // namespace weighbridge::cli
