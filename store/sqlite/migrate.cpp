#include "store/sqlite/migrate.hpp"

#include <string>

#include "cases/sha256.hpp"
#include "store/migrations/migrations.hpp"

namespace weighbridge::store::sqlite {
namespace {

using Kind = StoreError::Kind;

// "WGHB" in the file's header says whose it is; SQLite keeps these four bytes for that.
constexpr std::int64_t kApplicationId = 0x57474842;

// How many of our migrations the file has run: 0 for an empty database.
std::size_t migrations_run(Connection& connection) {
  const std::int64_t owner = connection.integer("PRAGMA application_id");
  if (owner != kApplicationId) {
    if (owner == 0 && connection.integer("SELECT count(*) FROM sqlite_schema") == 0) return 0;
    throw StoreError(Kind::not_a_store, "'" + connection.path() +
                                            "' is the SQLite database of another program; name "
                                            "another file");
  }
  const auto known = migrations();
  std::size_t run = 0;
  Statement rows =
      connection.prepare("SELECT version, name, checksum FROM schema_migrations ORDER BY version");
  for (; rows.step(); ++run) {
    if (run == known.size())
      throw StoreError(Kind::newer_schema,
                       "'" + connection.path() + "' was written by a newer weighbridge (it has '" +
                           rows.text(1) + "', this program knows no more than '" +
                           std::string(known.back().name) + "'); use that version or a later one");
    const Migration& migration = known[run];
    if (rows.integer(0) != migration.version || rows.text(2) != cases::sha256_hex(migration.sql))
      throw StoreError(Kind::newer_schema, "'" + connection.path() +
                                               "' was made by another build of weighbridge (its '" +
                                               rows.text(1) + "' is not ours); use that build");
  }
  return run;
}

}  // namespace

void migrate(Connection& connection) {
  const std::size_t found = migrations_run(connection);
  // Only now that the file is known to be ours. It is kept in the file, so for all but a new one
  // this does nothing; inside a transaction it could not be set.
  connection.execute("PRAGMA journal_mode = WAL");
  if (found == migrations().size()) return;
  Transaction transaction(connection, Transaction::Kind::write);
  // Asked again under the lock: another program may have been quicker.
  const std::size_t run = migrations_run(connection);
  if (run == 0) {
    connection.execute("PRAGMA application_id = " + std::to_string(kApplicationId));
    connection.execute(
        "CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, "
        "checksum TEXT NOT NULL) STRICT");
  }
  for (const Migration& migration : migrations().subspan(run)) {
    connection.execute(migration.sql);
    connection.run("INSERT INTO schema_migrations (version, name, checksum) VALUES (?1, ?2, ?3)",
                   std::int64_t{migration.version}, migration.name,
                   cases::sha256_hex(migration.sql));
  }
  transaction.commit();
}

void require_current_schema(Connection& connection) {
  const std::size_t run = migrations_run(connection);
  if (run == migrations().size()) return;
  if (run == 0)
    throw StoreError(Kind::not_a_store, "'" + connection.path() +
                                            "' is empty; name the store that was written before");
  throw StoreError(Kind::other, "'" + connection.path() +
                                    "' was written by an older weighbridge; open it once for "
                                    "writing to bring it up to date");
}

}  // namespace weighbridge::store::sqlite
