// weighbridge doctor: whether a gateway could do its work here, looked at from all sides.
#pragma once

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/screen.hpp"

namespace weighbridge::cli {

/// Prints one line a check, and exits with 1 when something is wrong. Changes nothing.
ExitStatus doctor(const DoctorOptions& options, const Screen& screen);

}  // namespace weighbridge::cli
