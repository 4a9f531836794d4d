// inspect FILE: one message, read and explained.
#pragma once

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/screen.hpp"

namespace weighbridge::cli {

ExitStatus inspect(const InspectOptions& options, const Screen& screen);

}  // namespace weighbridge::cli
