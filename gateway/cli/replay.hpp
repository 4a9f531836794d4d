// weighbridge replay: kept bytes are read again by today's maps (M-20.1).
#pragma once

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/exit_status.hpp"
#include "gateway/cli/screen.hpp"

namespace weighbridge::cli {

ExitStatus replay(const ReplayOptions& options, const Screen& screen);

}  // namespace weighbridge::cli
