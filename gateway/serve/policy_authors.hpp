// Who wrote the policy that cases are judged under, for S6 of section 16.
#pragma once

#include <string>

#include "cases/journal.hpp"
#include "store/store.hpp"

namespace weighbridge::serve {

/// Tells the ledger of a version of policy.yaml that it does not know as the last: who wrote it, as
/// the file says, and who let it take effect. Nothing for a version without authors. True when it
/// was told.
bool record_policy(const std::string& policy_text, const cases::Act& act, store::Writer& writer);

}  // namespace weighbridge::serve
