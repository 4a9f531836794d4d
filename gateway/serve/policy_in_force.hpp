// Which policy rules: policy.yaml of the configuration folder, or a version that two persons put in
// its place since it was last changed (docs/operating/cases.md).
#pragma once

#include <optional>
#include <string>

#include "cases/journal.hpp"
#include "mappings/reader/table_text.hpp"
#include "store/store.hpp"

namespace weighbridge::serve {

/// Why policy.yaml as it is now does not take effect, if it does not: once two persons let a
/// version take effect, none takes its place by one person's hand (S6).
std::optional<TableError> why_not_in_force(const std::string& file_text, store::Reader& reader);

struct SettledPolicy {
  std::string text;                   ///< that rules
  std::optional<TableError> refused;  ///< why policy.yaml is not that
};

/// Settles it when the file was read. A file that is not what it was when last read comes into
/// force unless it is refused; the ledger is told what ruled until then, what does now, and who
/// wrote it and who let it take effect, where the file says so. A file that is missing displaces
/// nothing that two persons let take effect.
SettledPolicy settle_policy(const std::string& file_text, const cases::Act& act,
                            store::Writer& writer);

}  // namespace weighbridge::serve
