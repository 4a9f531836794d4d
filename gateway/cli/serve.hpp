// weighbridge serve
#pragma once

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/screen.hpp"

namespace weighbridge::cli {

/// Runs the gateway until it is told to end.
ExitStatus serve(const ServeOptions& options, const Screen& screen);

}  // namespace weighbridge::cli
