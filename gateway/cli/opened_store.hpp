// A store that a command reads, and what it means when that fails.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/exit_status.hpp"
#include "gateway/cli/screen.hpp"
#include "store/store.hpp"

namespace weighbridge::cli {

/// Opens `path` for reading and returns what `work` does. A store that cannot be opened or read is
/// one line on standard error, and the status tells whose fault it is.
ExitStatus with_store(const std::string& path, const Screen& screen,
                      const std::function<ExitStatus(store::Reader&)>& work);

/// One line for the failure. A path that is no readable store is rejected input, a damaged store is
/// input that holds errors; a full disk or a lock is the machine's.
ExitStatus tell_failure(const std::string& path, const store::StoreError& failure,
                        const Screen& screen);

/// The file that a place means. Nothing, and complaints, where the settings hold mistakes.
std::optional<std::string> store_file(const StorePlace& place, const Screen& screen);

}  // namespace weighbridge::cli
