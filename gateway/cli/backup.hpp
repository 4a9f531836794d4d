// weighbridge backup and restore: a verified copy of the store, and back.
#pragma once

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/exit_status.hpp"
#include "gateway/cli/screen.hpp"

namespace weighbridge::cli {

ExitStatus back_up(const BackupOptions& options, const Screen& screen);
ExitStatus restore(const RestoreOptions& options, const Screen& screen);

}  // namespace weighbridge::cli
