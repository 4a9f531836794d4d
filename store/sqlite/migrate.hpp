// Brings a database to the newest schema, and refuses what is not ours.
#pragma once

#include "store/sqlite/connection.hpp"

namespace weighbridge::store::sqlite {

/// Runs the migrations that the file lacks, all in one transaction. Throws StoreError for another
/// program's database and for a schema newer than this program.
void migrate(Connection& connection);

/// Only the check: a store that lacks migrations is refused too.
void require_current_schema(Connection& connection);

}  // namespace weighbridge::store::sqlite
