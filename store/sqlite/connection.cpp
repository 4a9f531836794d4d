#include "store/sqlite/connection.hpp"

#include <filesystem>
#include <system_error>

#include <sqlite3.h>

namespace weighbridge::store::sqlite {
namespace {

namespace fs = std::filesystem;
using Kind = StoreError::Kind;

// A file name inside a URI: SQLite takes the options of read-only opening no other way.
std::string as_uri(const std::string& path, std::string_view options) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      const auto byte = static_cast<unsigned char>(c);
      uri += '%';
      uri += kHex[byte >> 4U];
      uri += kHex[byte & 0xFU];
    } else {
      uri += c;
    }
  }
  uri += options;
  return uri;
}

// Known to be missing: where even looking is forbidden, nobody knows.
bool is_missing(const fs::path& path) {
  std::error_code ignored;
  return fs::status(path, ignored).type() == fs::file_type::not_found;
}

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

}  // namespace

Statement::~Statement() {
  if (handle_ != nullptr) connection_->give_back(handle_);
}

bool Statement::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  connection_->fail(code);
}

void Statement::reset() {
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
}

void Statement::bind(int position, std::int64_t value) {
  if (const int code = sqlite3_bind_int64(handle_, position, value); code != SQLITE_OK)
    connection_->fail(code);
}

void Statement::bind(int position, std::string_view text) {
  // A null pointer would bind NULL; an empty text is not that.
  const char* const data = text.data() != nullptr ? text.data() : "";
  if (const int code =
          sqlite3_bind_text64(handle_, position, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
      code != SQLITE_OK)
    connection_->fail(code);
}

void Statement::bind(int position, Blob blob) {
  const char* const data = blob.bytes.data() != nullptr ? blob.bytes.data() : "";
  if (const int code =
          sqlite3_bind_blob64(handle_, position, data, blob.bytes.size(), SQLITE_STATIC);
      code != SQLITE_OK)
    connection_->fail(code);
}

void Statement::require_type(int column, int type) const {
  if (sqlite3_column_type(handle_, column) == type) return;
  connection_->damaged(std::string("column '") + sqlite3_column_name(handle_, column) +
                       "' holds a value of the wrong type");
}

std::int64_t Statement::integer(int column) const {
  require_type(column, SQLITE_INTEGER);
  return sqlite3_column_int64(handle_, column);
}

std::string Statement::text(int column) const {
  require_type(column, SQLITE_TEXT);
  const auto* const data = sqlite3_column_blob(handle_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
  return size == 0 ? std::string() : std::string(static_cast<const char*>(data), size);
}

std::string_view Statement::blob(int column) const {
  require_type(column, SQLITE_BLOB);
  const auto* const data = sqlite3_column_blob(handle_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
  return size == 0 ? std::string_view() : std::string_view(static_cast<const char*>(data), size);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

Instant Statement::instant(int column) const {
  using namespace std::chrono;
  constexpr Instant kFirst{sys_days{year{0} / January / 1}};
  constexpr Instant kLast{sys_days{year{10000} / January / 1} - seconds{1}};
  const std::int64_t value = integer(column);
  if (value < kFirst.time_since_epoch().count() || value > kLast.time_since_epoch().count())
    connection_->damaged(std::string("column '") + sqlite3_column_name(handle_, column) +
                         "' holds no time");
  return Instant{seconds{value}};
}

std::optional<std::int64_t> Statement::optional_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<std::string> Statement::optional_text(int column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

Connection::Connection(std::string path, Access access, std::chrono::milliseconds lock_wait)
    : path_(std::move(path)), access_(access), lock_wait_(lock_wait) {
  // Each connection is used under a lock of its owner, so SQLite needs none of its own.
  if (access == Access::create) {
    open(path_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, lock_wait);
    if (sqlite3_db_readonly(handle_, "main") == 1) {
      sqlite3_close_v2(handle_);
      throw StoreError(Kind::not_permitted, "'" + path_ +
                                                "' is read-only; allow writing to it and its "
                                                "folder, or name another file");
    }
    return;
  }
  constexpr int kFlags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  open(as_uri(path_, "?mode=ro"), kFlags, lock_wait);
  // A reader of a write-ahead log keeps its index beside the file. Where that cannot be written and
  // there is no log to read either, the file alone is the whole database.
  const int code =
      sqlite3_exec(handle_, "SELECT 1 FROM sqlite_schema LIMIT 1", nullptr, nullptr, nullptr) &
      0xFF;
  if ((code == SQLITE_CANTOPEN || code == SQLITE_READONLY) && is_missing(path_ + "-wal")) {
    sqlite3_close_v2(handle_);
    open(as_uri(path_, "?mode=ro&immutable=1"), kFlags, lock_wait);
  }
}

Connection::~Connection() {
  for (const auto& [handle, text] : texts_) sqlite3_finalize(handle);
  sqlite3_close_v2(handle_);
}

void Connection::open(const std::string& name, int flags, std::chrono::milliseconds lock_wait) {
  handle_ = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &handle_, flags, nullptr);
  if (code != SQLITE_OK) {
    const std::string why = handle_ != nullptr ? sqlite3_errmsg(handle_) : "out of memory";
    sqlite3_close_v2(handle_);
    if ((code & 0xFF) == SQLITE_CANTOPEN) throw cannot_open();
    throw StoreError(Kind::other, "cannot open '" + path_ + "': " + why);
  }
  sqlite3_extended_result_codes(handle_, 1);
  sqlite3_busy_timeout(handle_, static_cast<int>(lock_wait.count()));
  // The file may come from anywhere: nothing in it is run or trusted beyond our own schema.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
}

StoreError Connection::cannot_open() const {
  const auto error = [this](Kind kind, const std::string& why) {
    return StoreError(kind, "cannot open '" + path_ + "': " + why);
  };
  fs::path folder = fs::path(path_).parent_path();
  if (folder.empty()) folder = ".";
  if (is_folder(path_)) return error(Kind::not_a_store, "it is a folder; name a file in it");
  if (is_missing(folder))
    return error(Kind::missing, "there is no folder '" + folder.string() + "'; create it first");
  if (access_ == Access::read_only && is_missing(path_))
    return error(Kind::missing, "there is no such file; name the store that was written before");
  return error(Kind::not_permitted,
               "no permission; allow reading and writing the file and its folder '" +
                   folder.string() + "', where its '-wal' and '-shm' files stand too");
}

void Connection::execute(std::string_view sql) {
  const std::string text(sql);
  if (const int code = sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr);
      code != SQLITE_OK)
    fail(code);
}

Statement Connection::prepare(std::string_view sql) {
  auto& idle = idle_[sql];
  if (!idle.empty()) {
    sqlite3_stmt* const handle = idle.back();
    idle.pop_back();
    return {*this, handle};
  }
  sqlite3_stmt* handle = nullptr;
  if (const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
      code != SQLITE_OK)
    fail(code);
  texts_.emplace(handle, sql);
  return {*this, handle};
}

void Connection::give_back(sqlite3_stmt* handle) noexcept {
  sqlite3_reset(handle);
  sqlite3_clear_bindings(handle);
  idle_[texts_[handle]].push_back(handle);
}

std::int64_t Connection::integer(std::string_view sql) {
  Statement statement = prepare(sql);
  if (!statement.step()) damaged("a value is missing that every store has");
  return statement.integer(0);
}

void Connection::copy_to(const std::string& path) {
  Connection copy(path, Access::create, lock_wait_);
  sqlite3_backup* const backup = sqlite3_backup_init(copy.handle_, "main", handle_, "main");
  if (backup == nullptr) copy.fail(sqlite3_errcode(copy.handle_));
  sqlite3_backup_step(backup, -1);  // its error is that of finish
  if (const int code = sqlite3_backup_finish(backup); code != SQLITE_OK) copy.fail(code);
}

std::int64_t Connection::changes() const {
  return sqlite3_changes64(handle_);
}
std::int64_t Connection::last_rowid() const {
  return sqlite3_last_insert_rowid(handle_);
}
bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

void Connection::damaged(const std::string& what) const {
  throw StoreError(Kind::damaged,
                   "'" + path_ + "' is damaged: " + what + "; restore it from a backup");
}

void Connection::fail(int code) const {
  const std::string why = sqlite3_errmsg(handle_);
  const std::string file = "'" + path_ + "'";
  switch (code & 0xFF) {
    case SQLITE_NOTADB:
      throw StoreError(Kind::not_a_store,
                       file +
                           " is not a weighbridge store: it is no SQLite database; name another "
                           "file or move this one away");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw StoreError(Kind::locked, file +
                                         " is locked: another program has been writing to it for " +
                                         std::to_string(lock_wait_.count()) +
                                         " ms; wait until it is done, then run again");
    case SQLITE_FULL:
      throw StoreError(Kind::full,
                       file +
                           " cannot grow: its disk, or the limit set for it, is full; nothing of "
                           "this transaction was kept: make room, then run again");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      throw StoreError(Kind::not_permitted,
                       file + " is read-only; allow writing to it and its folder");
    case SQLITE_CANTOPEN:
      throw cannot_open();
    case SQLITE_CORRUPT:
      damaged(why);
    case SQLITE_IOERR: {
      if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC)
        throw StoreError(Kind::unsynced, "the disk did not confirm that it keeps " + file +
                                             "; check it before anything is written to it again");
      // The index beside the file could not grow: the disk is full.
      if (code == SQLITE_IOERR_SHMSIZE)
        throw StoreError(Kind::full, file + " cannot grow: its disk is full; make room");
      const std::error_code system(sqlite3_system_errno(handle_), std::generic_category());
      throw StoreError(Kind::other, "reading or writing " + file + " failed: " + why + " (" +
                                        system.message() + "); check its disk");
    }
    default:
      throw StoreError(Kind::other, file + ": " + why);
  }
}

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
  // IMMEDIATE takes the write lock at once: a transaction that reads first and then cannot write
  // would have to be thrown away.
  connection_.run(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (!connection_.in_transaction()) return;
  try {
    connection_.run("ROLLBACK");
  } catch (const StoreError&) {  // NOLINT(bugprone-empty-catch)
    // The connection rolls back when it closes, and the first error is already on its way.
  }
}

void Transaction::commit() {
  connection_.run("COMMIT");
}

}  // namespace weighbridge::store::sqlite
