// The month's files, as the partners, the warehouses and the ERP would leave them in a folder.
#pragma once

#include <map>
#include <string>

#include "examples/generator/month.hpp"

namespace weighbridge::generator {

/// Path (relative to the examples folder) to content: `march-2026/...` is what is reconciled,
/// `march-2026-truth/...` is what must be found in it.
using Files = std::map<std::string, std::string>;

/// Adds the files that must be refused to the month's truth.
Files write_month(Month& month);

}  // namespace weighbridge::generator
