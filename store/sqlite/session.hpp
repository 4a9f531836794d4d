// What one transaction can do: the port's verbs as SQL. One .cpp for each group of tables.
#pragma once

#include <optional>

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace weighbridge::store::sqlite {

/// Lives as long as its transaction.
class Session final : public Writer {
 public:
  Session(Connection& connection, const StoreOptions& options)
      : connection_(connection), options_(options) {}

  /// Writes what was held back until the end. To be called before the transaction commits.
  void finish();

  // messages.cpp
  bool has_message(std::string_view id) override;
  std::vector<StoredMessage> messages() override;
  bool message_bytes(std::string_view id,
                     const std::function<void(std::string_view)>& visit) override;
  bool add_message(const StoredMessage& message, ByteSource* bytes) override;

  // evidence.cpp
  std::vector<matching::AcceptedReceipt> receipts() override;
  std::vector<matching::AcceptedReceipt> receipts_of(const SupplierId& supplier,
                                                     const PoNumber& po) override;
  std::vector<matching::AcceptedEvent> events() override;
  std::uint64_t add_receipt(const matching::AcceptedReceipt& receipt) override;
  bool add_event(const matching::AcceptedEvent& event) override;
  std::optional<matching::AcceptedEvent> find_event(EventKind kind, std::string_view id) override;
  std::uint64_t last_receipt() override;
  Sequences receipts_after(std::uint64_t sequence) override;
  std::vector<matching::AcceptedEvent> events_after(std::uint64_t sequence) override;

  // links.cpp
  Sequences linked_receipts(const Words& keys) override;
  Sequences receipts_naming(const Words& items, NamedBy by) override;
  std::vector<matching::AcceptedReceipt> receipts_at(const Sequences& sequences) override;
  Words same_items(const Words& items) override;
  std::vector<matching::TaughtName> item_names(const Words& items) override;
  Words items_taught_after(std::uint64_t sequence) override;
  std::optional<std::chrono::seconds> posting_latency(Instant as_of) override;
  std::vector<matching::AcceptedEvent> linked_events(const Words& keys) override;
  void link_evidence(const std::vector<matching::AcceptedReceipt>& receipts,
                     const std::vector<matching::AcceptedEvent>& events) override;

  // judged.cpp
  std::optional<JudgedState> judged_state() override;
  void judged_rows(const std::function<void(const std::string&, matching::ResultKind,
                                            std::string_view)>& visit) override;
  Words owners_due(Instant as_of) override;
  Words owners_looking_at_latency() override;
  Words owners_pricing(const Words& items) override;
  Words owners_tied(const Words& ties) override;
  Words ties_of(const Words& owners) override;
  Words keys_to_look_at() override;
  void look_again(const Words& keys) override;
  void forget_keys_to_look_at() override;
  void forget_judged() override;
  void put_judged(const Words& owners, const matching::Judgement& judgement,
                  const matching::Trace& trace) override;
  void put_judged_state(const JudgedState& state) override;

  // reference.cpp
  ReferenceData reference() override;
  void put_reference(const ReferenceData& data) override;

  // cases.cpp
  std::vector<cases::Case> cases(const CaseFilter& filter) override;
  std::vector<cases::Case> cases_at(const matching::Anchor& anchor) override;
  std::vector<cases::Case> open_cases_of(const Words& owners) override;
  std::optional<cases::Case> find_case(std::string_view id) override;
  std::uint64_t next_case_number(int year) override;
  void put_case(const cases::Case& value) override;
  std::uint64_t next_control_number(std::string_view partner, std::string_view kind) override;

  // ledger.cpp
  cases::LedgerHead ledger_head() override;
  void ledger(std::uint64_t after,
              const std::function<bool(const cases::LedgerEntry&)>& visit) override;
  std::vector<cases::LedgerEntry> ledger_of(std::string_view object) override;
  cases::LedgerEntry append(cases::LedgerEntry entry) override;

 private:
  std::vector<matching::AcceptedReceipt> read_receipts(Statement& rows) const;
  std::vector<matching::AcceptedEvent> read_events(Statement& rows) const;
  void add_receipt_lines(std::int64_t sequence, const Receipt& receipt);
  void add_links(std::int64_t sequence, const Receipt& receipt);
  void add_links(std::int64_t sequence, const InventoryEvent& event);
  void link_cases();
  void add_item_names(std::int64_t sequence, const Receipt& order);
  void add_posting_times(const Receipt& receipt);
  void keep_bytes(std::int64_t message, std::string_view id, ByteSource& bytes);
  std::vector<cases::CaseItem> case_items(std::int64_t year, std::int64_t number);
  cases::Case read_case(Statement& row);
  void put_case_items(const cases::CaseNumber& number, const cases::Case& value);

  Connection& connection_;
  const StoreOptions& options_;
  /// The head after the entries of this transaction; its row is written once, at the end.
  std::optional<cases::LedgerHead> head_;
};

/// Seconds since 1970, as every time is stored.
inline std::int64_t seconds_of(Instant at) {
  return at.time_since_epoch().count();
}

}  // namespace weighbridge::store::sqlite
