// The port to what must survive. All SQL stands behind it, in store/sqlite (and later
// store/postgres). docs/operating/store.md tells what it promises.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case.hpp"
#include "cases/ledger.hpp"
#include "matching/evidence.hpp"
#include "parsers/byte_source.hpp"
#include "store/access.hpp"
#include "store/browse.hpp"
#include "store/case_work.hpp"
#include "store/deliveries.hpp"
#include "store/documents.hpp"
#include "store/jobs.hpp"
#include "store/judged.hpp"
#include "store/ledger_tree.hpp"
#include "store/monitor.hpp"
#include "store/outbox.hpp"
#include "store/people.hpp"
#include "store/policy_versions.hpp"

namespace weighbridge::store {

/// The database is unavailable, full or damaged; what() says what is wrong and the mend, in one
/// line. Refusals that depend on input are return values instead.
class StoreError : public std::runtime_error {
 public:
  enum class Kind : std::uint8_t {
    missing,        ///< no such file or folder
    not_a_store,    ///< a file, but no store of ours
    newer_schema,   ///< written by a newer weighbridge
    not_permitted,  ///< read-only file or folder
    locked,         ///< another writer did not end in time
    full,           ///< disk or size limit
    damaged,        ///< the bytes are not what was written
    unsynced,       ///< the disk did not say that it kept what was written: nobody knows
    other
  };
  StoreError(Kind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

/// 1,024 virtual partitions by hash(supplier, PO); the same in every database and release.
constexpr std::uint32_t kPartitions = 1024;
std::uint32_t partition_of(const SupplierId& supplier, const PoNumber& po);

struct StoredMessage {
  std::string id;      ///< SHA-256 of the bytes, hex
  std::string source;  ///< file or channel
  std::uint64_t bytes = 0;
  Instant received_at{};
  bool bytes_kept = false;  ///< set by the store
  bool operator==(const StoredMessage&) const = default;
};

struct CaseFilter {
  std::optional<cases::CaseState> state{};
  bool open_only = false;
  std::string supplier{}, owner{};
  std::string code{};  ///< of any of its discrepancies
  std::optional<Money> min_amount{};
  std::size_t limit = SIZE_MAX;
};

/// What can be read. Everything comes back as values, in a stable order.
class Reader : public JudgedReader,
               public LedgerTreeReader,
               public DeliveryReader,
               public JobReader,
               public DocumentReader,
               public OutboxReader,
               public MonitorReader,
               public BrowseReader,
               public CaseWorkReader,
               public AccessReader,
               public PeopleReader,
               public PolicyReader {
 public:
  virtual bool has_message(std::string_view id) = 0;
  /// By arrival.
  virtual std::vector<StoredMessage> messages() = 0;
  /// Hands the kept bytes of a message to `visit`, piece by piece; false when none are kept.
  virtual bool message_bytes(std::string_view id,
                             const std::function<void(std::string_view)>& visit) = 0;
  /// By arrival, which is also their `sequence`.
  virtual std::vector<matching::AcceptedReceipt> receipts() = 0;
  /// Those with a line of that order, by arrival.
  virtual std::vector<matching::AcceptedReceipt> receipts_of(const SupplierId& supplier,
                                                             const PoNumber& po) = 0;
  /// By arrival.
  virtual std::vector<matching::AcceptedEvent> events() = 0;
  virtual std::optional<matching::AcceptedEvent> find_event(EventKind kind,
                                                            std::string_view id) = 0;
  /// Each table by its key.
  virtual ReferenceData reference() = 0;
  /// Grows with every change of them: whoever holds a copy can tell that it is old.
  virtual std::uint64_t reference_changes() = 0;
  /// By case number.
  virtual std::vector<cases::Case> cases(const CaseFilter& filter) = 0;
  /// Those of one anchor (M-16.1), settled ones too, by case number.
  virtual std::vector<cases::Case> cases_at(const matching::Anchor& anchor) = 0;
  /// Those that are open and belong to one of these owners (matching/parts/links.hpp), by case
  /// number.
  virtual std::vector<cases::Case> open_cases_of(const Words& owners) = 0;
  virtual std::optional<cases::Case> find_case(std::string_view id) = 0;
  /// The next free case number of `year`; every year starts at 1.
  virtual std::uint64_t next_case_number(int year) = 0;
  /// How long the ledger is said to be, and its last hash.
  virtual cases::LedgerHead ledger_head() = 0;
  /// Calls `visit` with every ledger entry from `after` + 1 on, in order, until it returns false.
  virtual void ledger(std::uint64_t after,
                      const std::function<bool(const cases::LedgerEntry&)>& visit) = 0;
  /// The newest first, below `before`; with an `object`, only those about it.
  virtual std::vector<cases::LedgerEntry> newest_of_ledger(std::uint64_t before,
                                                           std::string_view object,
                                                           std::size_t limit) = 0;
  /// The entries about one object (a case number, a message id), in order.
  virtual std::vector<cases::LedgerEntry> ledger_of(std::string_view object) = 0;
};

/// What can be written, inside one transaction only.
class Writer : public Reader,
               public LedgerTreeWriter,
               public JudgedWriter,
               public DeliveryWriter,
               public JobWriter,
               public DocumentWriter,
               public OutboxWriter,
               public RetentionWriter,
               public CaseWorkWriter,
               public AccessWriter,
               public PeopleWriter,
               public PolicyWriter,
               public FeedWriter {
 public:
  /// False when a message of that id is known already. `bytes`, when given, are read to their end
  /// and kept, up to StoreOptions::message_bytes_max; bytes that do not hash to the id are refused
  /// with StoreError (they changed since they were read).
  virtual bool add_message(const StoredMessage& message, ByteSource* bytes = nullptr) = 0;
  /// Gives the receipt the next place in the order of arrival and returns it; the `sequence` handed
  /// in is not looked at.
  virtual std::uint64_t add_receipt(const matching::AcceptedReceipt& receipt) = 0;
  /// False when an event of that (kind, id) is known already.
  virtual bool add_event(const matching::AcceptedEvent& event) = 0;
  /// Adds rows and replaces those of equal key; rows not mentioned stay.
  virtual void put_reference(const ReferenceData& data) = 0;
  /// Credits that name the case are judged again.
  virtual void put_case(const cases::Case& value) = 0;
  /// The next number of what goes out to `partner` as `kind` ("X12", "EDIFACT" ...): 1, 2, 3 ...
  /// Never the same again, unless the transaction is rolled back. The envelope's own limit (nine
  /// digits in X12) is its writer's matter.
  virtual std::uint64_t next_control_number(std::string_view partner, std::string_view kind) = 0;
  /// Leaves out the next `count` numbers of everybody: they may have been given away already.
  virtual void skip_control_numbers(std::int64_t count) = 0;
  /// Chains and appends; returns the entry as written.
  virtual cases::LedgerEntry append(cases::LedgerEntry entry) = 0;
};

class Store {
 public:
  virtual ~Store() = default;
  /// One writer at a time; commits when `work` returns, rolls back when it throws. `work` must keep
  /// no state between tries, and must not call the store itself again.
  virtual void write(const std::function<void(Writer&)>& work) = 0;
  /// A consistent view for reading: what others commit meanwhile is not seen.
  virtual void read(const std::function<void(Reader&)>& work) = 0;
};

struct StoreOptions {
  std::chrono::milliseconds lock_wait{5000};        ///< for another writer to end
  std::uint64_t message_bytes_max = 256ULL << 20U;  ///< larger messages keep only id and size
  std::uint64_t file_bytes_max = 0;                 ///< of the database; 0 means the disk decides
};

/// Opens or creates the SQLite file and brings it to the newest migration. ":memory:" is a store
/// that is not kept. Throws StoreError.
std::unique_ptr<Store> open_sqlite(const std::string& path, const StoreOptions& options = {});

/// The same, for reading only: nothing is created or migrated; write() throws.
std::unique_ptr<Store> open_sqlite_read_only(const std::string& path,
                                             const StoreOptions& options = {});

/// What a walk along the whole ledger found.
struct LedgerAudit {
  std::uint64_t entries = 0;  ///< that hold
  cases::LedgerHead head;
  std::optional<cases::LedgerBreak> broken;  ///< the first that does not
};

/// Verifies every entry of the ledger and that it ends where its head says (M-20.3).
LedgerAudit verify_ledger(Reader& reader);

}  // namespace weighbridge::store
