// `weighbridge render`: a message to a supplier, from a receipt or from what a reconciliation
// found.
#pragma once

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/screen.hpp"

namespace weighbridge::cli {

ExitStatus render(const RenderOptions& options, const Screen& screen);

}  // namespace weighbridge::cli
