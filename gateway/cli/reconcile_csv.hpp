// reconcile --format csv: one row a discrepancy.
#pragma once

#include <string>

#include "gateway/pipeline/report.hpp"

namespace weighbridge::cli {

/// A header with the members' names of the JSON form, then the discrepancies in the same order.
/// Several documents in one cell are separated by blanks.
std::string reconcile_csv(const pipeline::Report& report);

}  // namespace weighbridge::cli
