// The arithmetic that --explain asked for.
#pragma once

#include <string>

#include "gateway/cli/text.hpp"
#include "gateway/pipeline/report.hpp"

namespace weighbridge::cli {

/// Step by step for each order line asked for, then how each of its differences comes about. Empty
/// when nothing was asked for or the order is not known.
std::string explanation_text(const pipeline::Report& report, const Style& style);

}  // namespace weighbridge::cli
