// What a person reads when the database can not be opened or written: what, where, why, the mend.
#include <fstream>

#include <catch2/catch.hpp>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixtures.hpp"

namespace weighbridge::store {
namespace {

using namespace testing;
using Kind = StoreError::Kind;

template <class Work>
StoreError error_of(Work work) {
  try {
    work();
  } catch (const StoreError& error) {
    return error;
  }
  throw std::runtime_error("no error");
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

void sql(const std::string& path, const char* text) {
  sqlite3* db = nullptr;
  sqlite3_open(path.c_str(), &db);
  const int code = sqlite3_exec(db, text, nullptr, nullptr, nullptr);
  sqlite3_close(db);
  if (code != SQLITE_OK) throw std::runtime_error(text);
}

TEST_CASE("sqlite: a file that is no database is refused and left alone") {
  const TemporaryFolder folder;
  const std::string path = folder.file("orders.csv");
  const std::string content(5000, 'x');
  write_file(path, content);
  for (const bool read_only : {false, true}) {
    const auto error =
        error_of([&] { read_only ? open_sqlite_read_only(path) : open_sqlite(path); });
    CHECK(error.kind() == Kind::not_a_store);
    CHECK_THAT(error.what(), Catch::Contains(path) && Catch::Contains("no SQLite database") &&
                                 Catch::Contains("name another file"));
  }
  CHECK(std::filesystem::file_size(path) == content.size());
}

TEST_CASE("sqlite: the database of another program is refused and left alone") {
  const TemporaryFolder folder;
  const std::string path = folder.file("other.db");
  sql(path, "CREATE TABLE theirs (a)");
  const auto before = std::filesystem::file_size(path);
  const auto error = error_of([&] { open_sqlite(path); });
  CHECK(error.kind() == Kind::not_a_store);
  CHECK_THAT(error.what(), Catch::Contains("of another program"));
  CHECK(std::filesystem::file_size(path) == before);
  CHECK_FALSE(std::filesystem::exists(path + "-wal"));
}

TEST_CASE("sqlite: a newer schema is refused") {
  SqliteFixture place;
  place.open();
  sql(place.path(), "INSERT INTO schema_migrations VALUES (99, '0099_later', 'x')");
  const auto error = error_of([&] { place.open(); });
  CHECK(error.kind() == Kind::newer_schema);
  CHECK_THAT(error.what(), Catch::Contains("newer weighbridge") && Catch::Contains("0099_later"));
  CHECK(error_of([&] { place.open_read_only(); }).kind() == Kind::newer_schema);
}

TEST_CASE("sqlite: a migration that is not ours is refused") {
  SqliteFixture place;
  place.open();
  sql(place.path(), "UPDATE schema_migrations SET checksum = 'x'");
  CHECK(error_of([&] { place.open(); }).kind() == Kind::newer_schema);
}

TEST_CASE("sqlite: what is not there, or is a folder, is named") {
  const TemporaryFolder folder;
  const auto no_folder = error_of([&] { open_sqlite(folder.file("none/store.db")); });
  CHECK(no_folder.kind() == Kind::missing);
  CHECK_THAT(no_folder.what(),
             Catch::Contains("there is no folder") && Catch::Contains("create it"));
  const auto no_file = error_of([&] { open_sqlite_read_only(folder.file("store.db")); });
  CHECK(no_file.kind() == Kind::missing);
  CHECK_THAT(no_file.what(), Catch::Contains("there is no such file"));
  CHECK_FALSE(std::filesystem::exists(folder.file("store.db")));
  const auto is_folder = error_of([&] { open_sqlite(folder.path().string()); });
  CHECK(is_folder.kind() == Kind::not_a_store);
  CHECK_THAT(is_folder.what(), Catch::Contains("it is a folder"));
  write_file(folder.file("empty.db"), "");
  CHECK(error_of([&] { open_sqlite_read_only(folder.file("empty.db")); }).kind() ==
        Kind::not_a_store);
}

TEST_CASE("sqlite: odd names are just names") {
  const TemporaryFolder folder;
  const std::string path = folder.file("a?mode=memory#50% 'q'.db");
  open_sqlite(path)->write([](Writer& writer) { writer.append(entry("one")); });
  CHECK(std::filesystem::exists(path));
  open_sqlite_read_only(path)->read([](Reader& reader) { CHECK(reader.ledger_head().count == 1); });
}

/// Runs `work` as a user without rights, in a process of its own; what it returns is the exit code.
template <class Work>
int as_nobody(Work work) {
  const pid_t pid = fork();
  if (pid == 0) {
    int result = 99;
    if (geteuid() != 0 || setuid(65534) == 0) {
      try {
        result = work();
      } catch (const StoreError& error) {
        result = 100 + static_cast<int>(error.kind());
      } catch (...) {
        result = 98;
      }
    }
    _exit(result);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

constexpr int kNotPermitted = 100 + static_cast<int>(Kind::not_permitted);

TEST_CASE("sqlite: a read-only folder or file can be read, and writing says what to do") {
  namespace fs = std::filesystem;
  constexpr auto kReadable = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
  constexpr auto kEnterable =
      fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
  const TemporaryFolder folder;
  const std::string path = folder.file("store.db");
  open_sqlite(path)->write([](Writer& writer) { writer.append(entry("one")); });
  fs::permissions(path, kReadable);
  fs::permissions(folder.path(), kReadable | kEnterable);
  const int read_result = as_nobody([&] {
    int count = 0;
    open_sqlite_read_only(path)->read(
        [&](Reader& reader) { count = static_cast<int>(verify_ledger(reader).entries); });
    return count;
  });
  CHECK(read_result == 1);
  CHECK(as_nobody([&] {
          open_sqlite(path)->write([](Writer& writer) { writer.append(entry("two")); });
          return 0;
        }) == kNotPermitted);
  CHECK(as_nobody([&] {
          open_sqlite(folder.file("new.db"));
          return 0;
        }) == kNotPermitted);
  // A file that may be written, in a folder that may not: no log can be made beside it.
  fs::permissions(path, fs::perms::all);
  CHECK(as_nobody([&] {
          open_sqlite(path)->write([](Writer& writer) { writer.append(entry("two")); });
          return 0;
        }) == kNotPermitted);
  fs::permissions(folder.path(), fs::perms::owner_all);
}

TEST_CASE("sqlite: a full disk keeps nothing of the transaction and says so") {
  SqliteFixture place;
  place.open()->write([](Writer& writer) { writer.append(entry("before")); });
  const auto store = place.open({.file_bytes_max = 512U << 10U});
  const auto error = error_of([&] {
    store->write([](Writer& writer) {
      for (int i = 0; i < 100'000; ++i) writer.append(entry("too much"));
    });
  });
  CHECK(error.kind() == Kind::full);
  CHECK_THAT(error.what(),
             Catch::Contains("is full") && Catch::Contains("nothing of this transaction"));
  store->write([](Writer& writer) { writer.append(entry("small")); });
  store->read([](Reader& reader) {
    CHECK(verify_ledger(reader).entries == 2);
    CHECK_FALSE(verify_ledger(reader).broken);
  });
}

TEST_CASE("sqlite: a damaged file is said to be damaged") {
  SqliteFixture place;
  place.open()->write([](Writer& writer) {
    for (int i = 0; i < 200; ++i) writer.add_receipt(receipt("SHP-1"));
  });
  {
    std::fstream file(place.path(), std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(0, std::ios::end);
    const auto size = file.tellp();
    for (std::streamoff offset = 4096; offset < size; offset += 4096) {
      file.seekp(offset);
      file << "rubbish";
    }
  }
  const auto error =
      error_of([&] { place.open_read_only()->read([](Reader& reader) { reader.receipts(); }); });
  CHECK(error.kind() == Kind::damaged);
  CHECK_THAT(error.what(), Catch::Contains("restore it from a backup"));
}

TEST_CASE("sqlite: every commit reaches the disk, in a write-ahead log") {
  SqliteFixture place;
  const auto store = place.open();
  store->write([](Writer& writer) { writer.append(entry("one")); });
  CHECK(std::filesystem::file_size(place.path() + "-wal") > 0);
}

TEST_CASE("sqlite: a store in memory is a store") {
  const auto store = open_sqlite(":memory:");
  store->write([](Writer& writer) { writer.append(entry("one")); });
  store->read([](Reader& reader) { CHECK(verify_ledger(reader).entries == 1); });
  CHECK_FALSE(std::filesystem::exists(":memory:"));
}

}  // namespace
}  // namespace weighbridge::store
