// reconcile for a person: what does not agree, the money at stake, and what to do next.
#pragma once

#include <string>

#include "gateway/cli/text.hpp"
#include "gateway/pipeline/report.hpp"

namespace weighbridge::cli {

std::string reconcile_text(const pipeline::Report& report, const Style& style);

}  // namespace weighbridge::cli
