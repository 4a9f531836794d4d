// The Store port on one SQLite file: one connection that writes, and as many that read as there are
// readers at the same time.
#include <mutex>
#include <utility>

#include "store/sqlite/connection.hpp"
#include "store/sqlite/migrate.hpp"
#include "store/sqlite/session.hpp"
#include "store/sqlite/turns.hpp"
#include "store/store.hpp"

namespace weighbridge::store {
namespace sqlite {
namespace {

// What every connection needs; nothing of it is kept in the file.
void prepare_connection(Connection& connection) {
  connection.execute("PRAGMA foreign_keys = ON");
  connection.execute("PRAGMA cell_size_check = ON");
  // A commit is on the disk before it is told (docs/operating/store.md).
  connection.execute("PRAGMA synchronous = FULL");
}

void limit_file(Connection& connection, std::uint64_t bytes_max) {
  if (bytes_max == 0) return;
  const auto page = static_cast<std::uint64_t>(connection.integer("PRAGMA page_size"));
  connection.execute("PRAGMA max_page_count = " + std::to_string(bytes_max / page));
}

std::unique_ptr<Connection> open_writer(const std::string& path, const StoreOptions& options) {
  auto connection = std::make_unique<Connection>(path, Access::create, options.lock_wait);
  prepare_connection(*connection);
  migrate(*connection);
  limit_file(*connection, options.file_bytes_max);
  return connection;
}

std::unique_ptr<Connection> open_reader(const std::string& path, const StoreOptions& options) {
  auto connection = std::make_unique<Connection>(path, Access::read_only, options.lock_wait);
  prepare_connection(*connection);
  require_current_schema(*connection);
  return connection;
}

class SqliteStore final : public Store {
 public:
  /// `writer` is null for a store that is only read; a store in memory has only its writer.
  SqliteStore(std::string path, StoreOptions options, std::unique_ptr<Connection> writer,
              std::unique_ptr<Connection> reader)
      : path_(std::move(path)), options_(options), writer_(std::move(writer)) {
    if (reader) idle_.push_back(std::move(reader));
  }

  void write(const std::function<void(Writer&)>& work) override {
    if (!writer_)
      throw StoreError(StoreError::Kind::not_permitted,
                       "'" + path_ + "' was opened for reading only");
    const std::lock_guard turn(writing_);
    Transaction transaction(*writer_, Transaction::Kind::write);
    Session session(*writer_, options_);
    work(session);
    session.finish();
    transaction.commit();
  }

  void read(const std::function<void(Reader&)>& work) override {
    if (is_in_memory()) {
      const std::lock_guard turn(writing_);
      read_with(*writer_, work);
      return;
    }
    std::unique_ptr<Connection> reader = take_reader();
    read_with(*reader, work);
    // Not given back when `work` threw: whatever state it left behind closes with it.
    const std::lock_guard lock(pool_);
    idle_.push_back(std::move(reader));
  }

 private:
  bool is_in_memory() const { return path_ == ":memory:"; }

  void read_with(Connection& connection, const std::function<void(Reader&)>& work) const {
    Transaction transaction(connection, Transaction::Kind::read);
    Session session(connection, options_);
    work(session);
    transaction.commit();
  }

  std::unique_ptr<Connection> take_reader() {
    {
      const std::lock_guard lock(pool_);
      if (!idle_.empty()) {
        auto reader = std::move(idle_.back());
        idle_.pop_back();
        return reader;
      }
    }
    return open_reader(path_, options_);
  }

  std::string path_;
  StoreOptions options_;
  Turns writing_;
  std::unique_ptr<Connection> writer_;
  std::mutex pool_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace
}  // namespace sqlite

std::unique_ptr<Store> open_sqlite(const std::string& path, const StoreOptions& options) {
  auto writer = sqlite::open_writer(path, options);
  return std::make_unique<sqlite::SqliteStore>(path, options, std::move(writer), nullptr);
}

std::unique_ptr<Store> open_sqlite_read_only(const std::string& path, const StoreOptions& options) {
  auto reader = sqlite::open_reader(path, options);
  return std::make_unique<sqlite::SqliteStore>(path, options, nullptr, std::move(reader));
}

}  // namespace weighbridge::store
