// The port to what must survive. All SQL stands behind it, in store/sqlite (and later
// store/postgres).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case.hpp"
#include "cases/ledger.hpp"
#include "matching/evidence.hpp"

namespace weighbridge::store {

/// The database is unavailable, full or damaged. Refusals that depend on input are return values
/// instead.
struct StoreError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// 1,024 virtual partitions by hash(supplier, PO); the same in every database and release.
constexpr std::uint32_t kPartitions = 1024;
std::uint32_t partition_of(const SupplierId& supplier, const PoNumber& po);

struct StoredMessage {
  std::string id;      ///< SHA-256 of the bytes, hex
  std::string source;  ///< file or channel
  std::uint64_t bytes = 0;
  Instant received_at{};
};

struct CaseFilter {
  std::optional<cases::CaseState> state;
  bool open_only = false;
  std::string supplier, owner, code;
  std::optional<Money> min_amount;
  std::size_t limit = 1000;
};

/// What can be read. Everything comes back as values, in a stable order.
class Reader {
 public:
  virtual ~Reader() = default;
  virtual bool has_message(std::string_view id) = 0;
  virtual std::vector<matching::AcceptedReceipt> receipts() = 0;
  virtual std::vector<matching::AcceptedEvent> events() = 0;
  virtual ReferenceData reference() = 0;
  virtual std::vector<cases::Case> cases(const CaseFilter& filter) = 0;
  virtual std::optional<cases::Case> find_case(std::string_view id) = 0;
  /// The next free case number of `year`.
  virtual std::uint64_t next_case_number(int year) = 0;
  virtual std::optional<cases::LedgerEntry> last_entry() = 0;
  /// Calls `visit` with every ledger entry from `after` + 1 on, in order, until it returns false.
  virtual void ledger(std::uint64_t after,
                      const std::function<bool(const cases::LedgerEntry&)>& visit) = 0;
};

/// What can be written, inside one transaction only.
class Writer : public Reader {
 public:
  /// False when a message of that id is known already.
  virtual bool add_message(const StoredMessage& message) = 0;
  virtual void add_receipt(const matching::AcceptedReceipt& receipt) = 0;
  /// False when an event of that (kind, id) is known already.
  virtual bool add_event(const matching::AcceptedEvent& event) = 0;
  virtual void put_reference(const ReferenceData& data) = 0;
  virtual void put_case(const cases::Case& value) = 0;
  /// Chains and appends; returns the entry as written.
  virtual cases::LedgerEntry append(cases::LedgerEntry entry) = 0;
};

class Store {
 public:
  virtual ~Store() = default;
  /// One writer at a time; commits when `work` returns, rolls back when it throws. `work` must keep
  /// no state between tries.
  virtual void write(const std::function<void(Writer&)>& work) = 0;
  /// A consistent view for reading.
  virtual void read(const std::function<void(Reader&)>& work) = 0;
};

/// Opens or creates the SQLite file and brings it to the newest migration. ":memory:" is a store
/// that is not kept. Throws StoreError with what is wrong and the mend.
std::unique_ptr<Store> open_sqlite(const std::string& path);

/// The same, for reading only: nothing is created or migrated.
std::unique_ptr<Store> open_sqlite_read_only(const std::string& path);

}  // namespace weighbridge::store
