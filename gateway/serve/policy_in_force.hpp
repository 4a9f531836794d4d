// Which policy rules: policy.yaml of the configuration folder, or a version that two persons put in
// its place since it was last changed (docs/operating/cases.md).
#pragma once

#include <string>

#include "cases/journal.hpp"
#include "store/store.hpp"

namespace weighbridge::serve {

/// Settles it when the file was read, and returns the text that rules. A file that is not what it
/// was when last read comes into force; the ledger is told who wrote it and who let it take effect,
/// where it says so (S6).
std::string settle_policy(const std::string& file_text, const cases::Act& act,
                          store::Writer& writer);

}  // namespace weighbridge::serve
