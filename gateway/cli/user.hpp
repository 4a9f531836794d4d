// weighbridge user: who may sign in, and what each may do.
#pragma once

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/screen.hpp"

namespace weighbridge::cli {

ExitStatus user_add(const UserAddOptions& options, const Screen& screen);
ExitStatus user_list(const UserListOptions& options, const Screen& screen);
ExitStatus user_grant(const UserGrantOptions& options, const Screen& screen);
ExitStatus user_disable(const UserDisableOptions& options, const Screen& screen);
ExitStatus user_reset(const UserResetOptions& options, const Screen& screen);
ExitStatus user_link(const UserLinkOptions& options, const Screen& screen);
ExitStatus user_delegate(const UserDelegateOptions& options, const Screen& screen);

}  // namespace weighbridge::cli
