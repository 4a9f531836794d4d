// What commands that say who may do what have in common.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/journal.hpp"
#include "gateway/cli/exit_status.hpp"
#include "gateway/cli/screen.hpp"
#include "gateway/serve/settings.hpp"
#include "store/store.hpp"

namespace weighbridge::cli {

/// Opens the store of a gateway's settings, for writing too, and returns what `work` does.
/// Mistakes in the settings, and a store that cannot be opened, are told.
ExitStatus with_gateway_store(
    const std::string& config, const Screen& screen,
    const std::function<ExitStatus(store::Store&, const serve::Settings&)>& work);

/// The ledger names who was at the keyboard, as far as the system knows. `command` is "token",
/// "user".
cases::Act act_now(const std::string& command);

/// Whether all are roles of the contract; complains of the first that is none.
bool are_roles(const std::vector<std::string>& words, const Screen& screen);

/// With blanks between; `none` when there are none.
std::string joined(const std::vector<std::string>& words, std::string_view none);

}  // namespace weighbridge::cli
