// A copy of a store while it is in use, and back.
#pragma once

#include <string>

#include "store/store.hpp"

namespace weighbridge::store {

/// Copies the SQLite store `from` to the new file `to`: one moment of it, while others read and
/// write. The copy is on the disk, and its ledger and its pages are verified, when this returns;
/// before that there is no file `to`. Throws StoreError, also when `to` exists already.
LedgerAudit back_up_sqlite(const std::string& from, const std::string& to);

/// The same the other way, for a store that takes the place of a lost one: `to` must not exist.
/// Numbers that were given away since the copy was made must not be given again, so the control
/// numbers go on a thousand further; the ledger says that, with `who` and when.
LedgerAudit restore_sqlite(const std::string& from, const std::string& to, const std::string& who,
                           Instant now);

}  // namespace weighbridge::store
