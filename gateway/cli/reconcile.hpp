// reconcile PATH...: the main job on the command line.
#pragma once

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/screen.hpp"

namespace weighbridge::cli {

ExitStatus reconcile(const ReconcileOptions& options, const Screen& screen);

}  // namespace weighbridge::cli
