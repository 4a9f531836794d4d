// Somebody with access to the file changes the stored ledger: through SQL, and byte by byte in the
// file. Nothing that verification then still accepts may differ from what was written.
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include "fixtures.hpp"

namespace weighbridge::store {
namespace {

using namespace testing;

constexpr int kEntries = 4;

const std::vector<std::string> kTextColumns{"actor",  "role",         "action", "object",
                                            "before", "after",        "reason", "correlation",
                                            "hash",   "previous_hash"};

/// A store with a few entries, and SQL on it behind its back, without its triggers.
class Tampering {
 public:
  Tampering() {
    place_.open()->write([](Writer& writer) {
      for (int i = 1; i <= kEntries; ++i) writer.append(entry("object " + std::to_string(i)));
    });
    sqlite3_open(place_.path().c_str(), &db_);
    sql("PRAGMA synchronous = OFF");      // thousands of changes, none worth a sync
    sql("PRAGMA journal_mode = DELETE");  // one file holds everything
    for (const char* trigger :
         {"ledger_is_not_updated", "ledger_is_not_deleted", "ledger_is_not_replaced",
          "ledger_head_only_grows", "ledger_head_is_not_deleted", "ledger_head_is_not_replaced"})
      sql("DROP TRIGGER " + std::string(trigger));
  }
  Tampering(const Tampering&) = delete;
  Tampering& operator=(const Tampering&) = delete;
  ~Tampering() { sqlite3_close(db_); }

  std::string path() const { return place_.path(); }

  void sql(const std::string& text) {
    char* why = nullptr;
    if (sqlite3_exec(db_, text.c_str(), nullptr, nullptr, &why) != SQLITE_OK)
      throw std::runtime_error(text + ": " + why);
  }

  std::int64_t integer(const std::string& text) {
    sqlite3_stmt* row = nullptr;
    sqlite3_prepare_v2(db_, text.c_str(), -1, &row, nullptr);
    const std::int64_t value = sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0)
                                                               : throw std::runtime_error(text);
    sqlite3_finalize(row);
    return value;
  }

  /// What verification says after `change`, which is undone afterwards.
  std::optional<cases::LedgerBreak> found_after(const std::string& change) {
    sql(change);
    const auto broken = verify();
    restore();
    return broken;
  }

  std::optional<cases::LedgerBreak> verify() const {
    std::optional<cases::LedgerBreak> broken;
    open_sqlite_read_only(place_.path())->read([&](Reader& reader) {
      broken = verify_ledger(reader).broken;
    });
    return broken;
  }

  /// Remembers the file as it is, for found_after().
  void keep() { std::filesystem::copy_file(path(), path() + ".kept"); }

 private:
  void restore() {
    sqlite3_close(db_);
    std::filesystem::copy_file(path() + ".kept", path(),
                               std::filesystem::copy_options::overwrite_existing);
    sqlite3_open(path().c_str(), &db_);
  }

  SqliteFixture place_;
  sqlite3* db_ = nullptr;
};

std::string at_row(int row) {
  return " WHERE sequence = " + std::to_string(row);
}

TEST_CASE("M-20.3: every byte of every column of every stored entry is found when it changes") {
  Tampering store;
  store.keep();
  REQUIRE_FALSE(store.verify());
  int flips = 0;
  for (int row = 1; row <= kEntries; ++row) {
    for (const std::string& column : kTextColumns) {
      const std::int64_t size =
          store.integer("SELECT length(CAST(" + column + " AS BLOB)) FROM ledger" + at_row(row));
      for (std::int64_t i = 1; i <= size; ++i, ++flips) {
        // The byte becomes another letter: one bit, and still a text.
        const std::string place = std::to_string(i);
        const auto broken = store.found_after(
            "UPDATE ledger SET " + column + " = substr(" + column + ", 1, " + place +
            " - 1) || char(unicode(substr(" + column + ", " + place +
            ", 1)) + 1 - 2 * (unicode(substr(" + column + ", " + place + ", 1)) % 2)) || substr(" +
            column + ", " + place + " + 1)" + at_row(row));
        REQUIRE(broken);
        CHECK(broken->sequence == static_cast<std::uint64_t>(row));
      }
      CHECK(store.found_after("UPDATE ledger SET " + column + " = " + column + " || 'x'" +
                              at_row(row)));
      CHECK(store.found_after("UPDATE ledger SET " + column + " = ''" + at_row(row)));
    }
    for (int bit = 0; bit < 63; ++bit, ++flips) {
      const std::string mask = std::to_string(std::int64_t{1} << bit);
      for (const std::string column : {"at", "sequence"}) {
        const auto broken =
            store.found_after("UPDATE OR REPLACE ledger SET " + column + " = (" + column + " | " +
                              mask + ") - (" + column + " & " + mask + ")" + at_row(row));
        REQUIRE(broken);
        if (column == "at") CHECK(broken->sequence == static_cast<std::uint64_t>(row));
      }
    }
  }
  CHECK(flips > kEntries * 250);
}

TEST_CASE("M-20.3: deleted, cut, swapped and added rows are found, also with a forged head") {
  Tampering store;
  store.keep();
  CHECK(store.found_after("DELETE FROM ledger WHERE sequence = 1")->sequence == 1);
  CHECK(store.found_after("DELETE FROM ledger WHERE sequence = 2")->sequence == 2);
  const auto cut = store.found_after("DELETE FROM ledger WHERE sequence = 4");
  REQUIRE(cut);
  CHECK(cut->sequence == 4);
  CHECK_THAT(cut->message, Catch::Contains("cut off the end"));
  CHECK(store.found_after("DELETE FROM ledger")->sequence == 1);
  CHECK(store
            .found_after("UPDATE ledger SET sequence = 5 - sequence + 10; "
                         "UPDATE ledger SET sequence = sequence - 10")
            ->sequence == 1);
  CHECK(store
            .found_after("INSERT INTO ledger SELECT 5, at, actor, role, action, object, before, "
                         "after, reason, correlation, previous_hash, hash FROM ledger "
                         "WHERE sequence = 4")
            ->sequence == 5);
  CHECK(store
            .found_after("INSERT INTO ledger SELECT 0, at, actor, role, action, object, before, "
                         "after, reason, correlation, previous_hash, hash FROM ledger "
                         "WHERE sequence = 4")
            ->sequence == 1);
  CHECK(store.found_after("UPDATE ledger_head SET entries = 3")->sequence == 4);
  CHECK(store.found_after("UPDATE ledger_head SET hash = replace(hash, substr(hash, 1, 1), 'z')"));
  CHECK(store.found_after("DELETE FROM ledger_head"));
  CHECK(store.found_after(
      "DELETE FROM ledger WHERE sequence = 4; UPDATE ledger_head SET "
      "entries = 3, hash = (SELECT previous_hash FROM ledger WHERE sequence = 3)"));
}

// What no chain can prove from itself (docs/formats/ledger.md): pinned here so that nobody claims
// it.
TEST_CASE("M-20.3: a tail cut off together with its head needs a head kept elsewhere") {
  Tampering store;
  cases::LedgerHead seen;
  open_sqlite_read_only(store.path())->read([&](Reader& reader) { seen = reader.ledger_head(); });
  store.sql(
      "DELETE FROM ledger WHERE sequence = 4; UPDATE ledger_head SET entries = 3, "
      "hash = (SELECT hash FROM ledger WHERE sequence = 3)");
  CHECK_FALSE(store.verify());
  open_sqlite_read_only(store.path())->read([&](Reader& reader) {
    CHECK(reader.ledger_head().count < seen.count);
  });
}

TEST_CASE("M-20.3: a value of another type is found, though it reads the same") {
  Tampering store;
  store.sql("PRAGMA writable_schema = ON");
  store.sql("UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'ledger'");
  store.sql("PRAGMA writable_schema = RESET");
  store.sql("UPDATE ledger SET actor = CAST(actor AS BLOB) WHERE sequence = 2");
  const auto broken = store.verify();
  REQUIRE(broken);
  CHECK(broken->sequence == 2);
  CHECK_THAT(broken->message, Catch::Contains("wrong type"));
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Outcome {
  bool accepted = false;
  std::vector<cases::LedgerEntry> entries;
};

// Whatever the file says now: refused as a whole, broken, or accepted with these entries.
Outcome verify_file(const std::string& path) {
  Outcome outcome;
  try {
    open_sqlite_read_only(path)->read([&](Reader& reader) {
      outcome.accepted = !verify_ledger(reader).broken;
      if (!outcome.accepted) return;
      reader.ledger(0, [&](const cases::LedgerEntry& each) {
        outcome.entries.push_back(each);
        return true;
      });
    });
  } catch (const StoreError&) {
    outcome.accepted = false;
  }
  return outcome;
}

TEST_CASE("M-20.3: no flipped byte of the ledger's pages lets a changed entry pass") {
  Tampering store;
  const std::int64_t page_size = store.integer("PRAGMA page_size");
  const std::vector<std::int64_t> pages{
      store.integer("SELECT rootpage FROM sqlite_schema WHERE name = 'ledger'"),
      store.integer("SELECT rootpage FROM sqlite_schema WHERE name = 'ledger_head'")};
  const std::string path = store.path();
  const Outcome original = verify_file(path);
  REQUIRE(original.accepted);
  REQUIRE(original.entries.size() == kEntries);
  const std::string kept = bytes_of(path);
  const std::string_view needle = "object 3";
  REQUIRE(kept.find(needle) != std::string::npos);

  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  const auto put = [&](std::int64_t offset, char byte) {
    file.seekp(offset);
    file.put(byte);
    file.flush();
  };
  int refused = 0;
  for (const std::int64_t page : pages)
    for (std::int64_t i = (page - 1) * page_size; i < page * page_size; ++i)
      for (const int flip : {0x01, 0xff}) {
        const char byte = kept[static_cast<std::size_t>(i)];
        if (byte == 0 && flip != 0x01) continue;  // mostly the empty room between rows
        put(i, static_cast<char>(byte ^ flip));
        const Outcome outcome = verify_file(path);
        // Bytes between the rows mean nothing; every other flip must show.
        if (outcome.accepted && outcome.entries != original.entries)
          FAIL("byte " << i << " passed");
        if (!outcome.accepted) ++refused;
        put(i, byte);
      }
  CHECK(refused > kEntries * 2 * 200);
  CHECK(verify_file(path).accepted);
}

TEST_CASE("M-20.3: the database refuses to change the ledger through SQL") {
  SqliteFixture place;
  place.open()->write([](Writer& writer) { writer.append(entry("one")); });
  sqlite3* db = nullptr;
  sqlite3_open(place.path().c_str(), &db);
  for (const char* change :
       {"UPDATE ledger SET actor = 'other'", "DELETE FROM ledger",
        "INSERT OR REPLACE INTO ledger SELECT * FROM ledger", "UPDATE ledger_head SET entries = 0",
        "DELETE FROM ledger_head", "INSERT OR REPLACE INTO ledger_head VALUES (1, 0, '')"}) {
    char* why = nullptr;
    CHECK(sqlite3_exec(db, change, nullptr, nullptr, &why) == SQLITE_CONSTRAINT);
    CHECK(std::string(why) == "the ledger is append-only");
    sqlite3_free(why);
  }
  sqlite3_close(db);
}

}  // namespace
}  // namespace weighbridge::store
