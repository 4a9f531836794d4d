// ledger verify: does the record of everything that happened still hold?
#pragma once

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/screen.hpp"

namespace weighbridge::cli {

/// 0 and the number of entries when every hash holds; 1 and the first entry that does not.
ExitStatus ledger_verify(const LedgerVerifyOptions& options, const Screen& screen);

}  // namespace weighbridge::cli
