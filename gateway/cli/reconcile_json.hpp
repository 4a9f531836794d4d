// reconcile --format json, as the contract pins it.
#pragma once

#include <string>

#include "gateway/pipeline/report.hpp"

namespace weighbridge::cli {

std::string reconcile_json(const pipeline::Report& report);

}  // namespace weighbridge::cli
