// config check PATH: every mistake in configuration files at once.
#pragma once

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/screen.hpp"

namespace weighbridge::cli {

ExitStatus config_check(const ConfigCheckOptions& options, const Screen& screen);

}  // namespace weighbridge::cli
