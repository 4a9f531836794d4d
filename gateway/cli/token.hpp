// weighbridge token create, list, revoke: who may ask the gateway what.
#pragma once

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/screen.hpp"

namespace weighbridge::cli {

ExitStatus token_create(const TokenCreateOptions& options, const Screen& screen);
ExitStatus token_list(const TokenListOptions& options, const Screen& screen);
ExitStatus token_revoke(const TokenRevokeOptions& options, const Screen& screen);

}  // namespace weighbridge::cli
