#include "store/backup.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "store/sqlite/connection.hpp"

namespace weighbridge::store {

namespace {

namespace fs = std::filesystem;
using Kind = StoreError::Kind;

// More than a day's worth of interchanges to one partner.
constexpr std::int64_t kControlNumbersAhead = 1000;

void sync(const std::string& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool synced = fd >= 0 && ::fsync(fd) == 0;
  const int error = errno;
  if (fd >= 0) ::close(fd);
  if (!synced)
    throw StoreError(Kind::unsynced, "the disk did not confirm that it keeps '" + path +
                                         "': " + std::generic_category().message(error));
}

void require_new(const std::string& to) {
  std::error_code ignored;
  for (const char* end : {"", "-wal"})
    if (fs::exists(to + end, ignored))
      throw StoreError(Kind::not_permitted,
                       "'" + to + end + "' exists already; name another file, or move it away");
}

/// Every page and every entry: a copy that cannot be read is worse than none.
LedgerAudit verified(const std::string& path) {
  sqlite::Connection connection(path, sqlite::Access::read_only, std::chrono::milliseconds{0});
  sqlite::Statement check = connection.prepare("PRAGMA integrity_check(1)");
  if (!check.step() || check.text(0) != "ok") connection.damaged("its pages do not hold together");
  LedgerAudit audit;
  open_sqlite_read_only(path)->read([&](Reader& reader) { audit = verify_ledger(reader); });
  if (audit.broken) connection.damaged(audit.broken->message);
  return audit;
}

/// Removes what is left of a copy that was not finished.
class Draft {
 public:
  explicit Draft(std::string path) : path_(std::move(path)) { remove(); }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() { remove(); }
  const std::string& path() const { return path_; }

 private:
  void remove() const {
    std::error_code ignored;
    for (const char* end : {"", "-wal", "-shm", "-journal"}) fs::remove(path_ + end, ignored);
  }
  std::string path_;
};

template <class Change>
LedgerAudit copy(const std::string& from, const std::string& to, Change change) {
  require_new(to);
  const Draft draft(to + ".part");
  {
    sqlite::Connection source(from, sqlite::Access::read_only, std::chrono::seconds{5});
    source.copy_to(draft.path());
  }
  change(draft.path());
  LedgerAudit audit = verified(draft.path());
  sync(draft.path(), O_RDONLY);
  fs::rename(draft.path(), to);
  const fs::path folder = fs::path(to).parent_path();
  sync(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY);
  return audit;
}

}  // namespace

LedgerAudit back_up_sqlite(const std::string& from, const std::string& to) {
  open_sqlite_read_only(from);  // tells what is no store of ours
  return copy(from, to, [](const std::string&) {});
}

LedgerAudit restore_sqlite(const std::string& from, const std::string& to, const std::string& who,
                           Instant now) {
  verified(from);
  return copy(from, to, [&](const std::string& path) {
    open_sqlite(path)->write([&](Writer& writer) {
      writer.skip_control_numbers(kControlNumbersAhead);
      cases::LedgerEntry entry;
      entry.at = now;
      entry.actor = who;
      entry.role = "operator";
      entry.action = "store.restored";
      entry.object = "store";
      entry.reason = "from a backup; control numbers go on a thousand further";
      writer.append(std::move(entry));
    });
  });
}

}  // namespace weighbridge::store
