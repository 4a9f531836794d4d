// A thin skin over SQLite's C interface: handles that close themselves, typed columns, and every
// failure a StoreError that names the file and the mend.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/sqlite/packed.hpp"
#include "store/store.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace weighbridge::store::sqlite {

class Connection;

/// Bytes that are no text.
struct Blob {
  std::string_view bytes;
};

/// A prepared statement on loan from its connection, which must outlive it. Parameters are
/// numbered, ?1 is the first argument.
class Statement {
 public:
  Statement(Connection& connection, sqlite3_stmt* handle)
      : connection_(&connection), handle_(handle) {}
  Statement(Statement&& other) noexcept
      : connection_(other.connection_), handle_(std::exchange(other.handle_, nullptr)) {}
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  /// Runs to the end, without rows. May be called again and again.
  template <class... Args>
  void run(const Args&... args) {
    bind_all(args...);
    while (step()) {
    }
    reset();
  }

  /// Moves to the first or next row; false after the last.
  bool step();

  // Columns count from 0. A value of another type than the schema's is damage.
  std::int64_t integer(int column) const;
  std::string text(int column) const;
  /// Valid until the next step.
  std::string_view blob(int column) const;
  bool is_null(int column) const;
  Instant instant(int column) const;  ///< of the years 0 to 9999; anything else is damage
  std::optional<std::int64_t> optional_integer(int column) const;
  std::optional<std::string> optional_text(int column) const;

  /// The arguments must live until the last step.
  template <class... Args>
  void bind_all(const Args&... args) {
    int position = 0;
    (bind(++position, args), ...);
  }

 private:
  void bind(int position, std::int64_t value);
  void bind(int position, std::string_view text);
  void bind(int position, Blob blob);
  template <class T>
  void bind(int position, const std::optional<T>& value) {
    if (value) bind(position, *value);  // unbound is NULL
  }
  void reset();
  void require_type(int column, int type) const;

  Connection* connection_;
  sqlite3_stmt* handle_;
};

enum class Access : std::uint8_t {
  create,     ///< read and write; the file is made when it is not there
  read_only,  ///< nothing is written, not even beside the file where that can be avoided
};

/// One connection to one database file. Not for two threads at once.
class Connection {
 public:
  Connection(std::string path, Access access, std::chrono::milliseconds lock_wait);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  const std::string& path() const { return path_; }
  Packer& packer() { return packer_; }
  /// Room for one piece of bytes on their way in.
  std::string& piece() {
    if (piece_.empty()) piece_.resize(kPieceBytes);
    return piece_;
  }

  /// Runs one or more statements without parameters or rows.
  void execute(std::string_view sql);
  /// Prepared once and kept; `sql` must live as long as the program. One statement can be on loan
  /// twice.
  Statement prepare(std::string_view sql);
  template <class Sql, class = std::enable_if_t<std::is_same_v<Sql, std::string>>>
  Statement prepare(Sql&& dies_with_the_call) = delete;
  /// prepare, and run once.
  template <class... Args>
  void run(std::string_view sql, const Args&... args) {
    prepare(sql).run(args...);
  }
  /// The one value of a query without parameters.
  std::int64_t integer(std::string_view sql);

  /// Copies the whole database, as of one moment, into the file `path`.
  void copy_to(const std::string& path);

  std::int64_t changes() const;  ///< rows that the last statement added, changed or deleted
  std::int64_t last_rowid() const;
  bool in_transaction() const;

  /// What SQLite's result code means for this file. Kind and mend depend on the code.
  [[noreturn]] void fail(int code) const;
  [[noreturn]] void damaged(const std::string& what) const;

 private:
  friend class Statement;
  void open(const std::string& name, int flags, std::chrono::milliseconds lock_wait);
  void give_back(sqlite3_stmt* handle) noexcept;
  StoreError cannot_open() const;

  std::string path_;
  Access access_;
  std::chrono::milliseconds lock_wait_;
  sqlite3* handle_ = nullptr;
  Packer packer_;
  std::string piece_;
  /// Idle statements by their text.
  std::unordered_map<std::string_view, std::vector<sqlite3_stmt*>> idle_;
  std::unordered_map<sqlite3_stmt*, std::string_view> texts_;
};

/// Rolls back unless committed.
class Transaction {
 public:
  enum class Kind : std::uint8_t { read, write };
  /// A write transaction waits for its turn here, and only here.
  Transaction(Connection& connection, Kind kind);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Connection& connection_;
};

}  // namespace weighbridge::store::sqlite
