// What one transaction can do: the port's verbs as SQL. One .cpp for each group of tables.
#pragma once

#include <functional>
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
  Sequences receipts_linked_from(const Words& beginnings) override;
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
  std::vector<matching::Occurrence> occurrences(const Words& keys) override;
  Words occurrence_keys(const Words& owners) override;
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
  std::uint64_t reference_changes() override;
  void put_reference(const ReferenceData& data) override;

  // cases.cpp
  std::vector<cases::Case> cases(const CaseFilter& filter) override;
  std::vector<cases::Case> cases_at(const matching::Anchor& anchor) override;
  std::vector<cases::Case> open_cases_of(const Words& owners) override;
  std::optional<cases::Case> find_case(std::string_view id) override;
  std::uint64_t next_case_number(int year) override;
  void put_case(const cases::Case& value) override;
  std::uint64_t next_control_number(std::string_view partner, std::string_view kind) override;
  void skip_control_numbers(std::int64_t count) override;

  // deliveries.cpp
  std::optional<StoredDelivery> delivery_of(std::string_view channel, std::string_view partner,
                                            std::string_view key) override;
  std::optional<StoredDelivery> delivery(std::uint64_t number) override;
  std::vector<StoredDelivery> deliveries(const DeliveryFilter& filter) override;
  std::uint64_t first_delivery(std::string_view message) override;
  bool delivery_bytes(std::uint64_t number,
                      const std::function<void(std::string_view)>& visit) override;
  std::uint64_t add_delivery(const StoredDelivery& delivery, ByteSource* as_received) override;

  // jobs.cpp
  std::vector<std::string> due_jobs(Instant now, std::size_t limit) override;
  std::optional<Job> job(std::string_view message) override;
  QueueLength job_queue() override;
  void put_job(const Job& job) override;

  // documents.cpp
  std::optional<StoredDocument> document(std::uint64_t number) override;
  std::vector<StoredDocument> documents_of(std::string_view message) override;
  std::optional<StoredDocument> document_of_receipt(std::uint64_t receipt) override;
  std::vector<StoredDocument> documents(const DocumentFilter& filter) override;
  std::vector<StoredDocument> due_documents(Instant now, std::size_t limit) override;
  std::uint64_t count_documents(DocumentState state) override;
  std::optional<Instant> oldest_document(DocumentState state) override;
  std::uint64_t put_document(const StoredDocument& document) override;

  // outbox.cpp
  std::optional<StoredOutbound> outbound(std::string_view id) override;
  std::vector<StoredOutbound> outbox(const OutboundFilter& filter) override;
  std::vector<StoredOutbound> due_outbound(Instant now, std::size_t limit) override;
  bool outbound_bytes(std::string_view id,
                      const std::function<void(std::string_view)>& visit) override;
  QueueLength outbox_queue() override;
  QueueLength outbox_queue_of(std::string_view channel, std::string_view partner) override;
  std::vector<StoredOutbound> expecting(std::string_view partner, const AnswerKey& key) override;
  std::string add_outbound(const StoredOutbound& outbound, ByteSource& bytes) override;
  void update_outbound(const StoredOutbound& outbound) override;

  // monitor.cpp
  std::optional<MonitoredMessage> monitored(std::string_view message) override;
  std::vector<MonitoredMessage> monitored(const MessageFilter& filter) override;

  // payloads.cpp
  std::size_t drop_bytes(Instant before, std::size_t limit) override;

  // case_search.cpp
  std::vector<cases::Case> case_page(const CaseQuery& query) override;
  void put_case_words(const cases::CaseNumber& number, const cases::Case& value);
  void put_case_comments(const cases::CaseNumber& number,
                         const std::vector<cases::CaseComment>& comments);
  void put_search_text(const cases::CaseNumber& number, std::string_view select_sql,
                       std::string_view update_sql, std::string_view insert_sql,
                       const std::string& text);

  // browse.cpp
  std::vector<matching::AcceptedReceipt> receipt_page(const ReceiptQuery& query) override;
  std::optional<matching::AcceptedReceipt> receipt(std::uint64_t sequence) override;
  std::vector<matching::AcceptedEvent> event_page(const EventQuery& query) override;
  std::vector<OpenWork> open_work() override;
  std::uint64_t feed_position(std::string_view name) override;
  void put_feed_position(std::string_view name, std::uint64_t sequence) override;
  void judged_rows_of(
      std::string_view owner,
      const std::function<void(matching::ResultKind, std::string_view)>& visit) override;
  void judged_rows_of_kind(
      matching::ResultKind kind, std::string_view after,
      const std::function<bool(std::string_view, std::string_view)>& visit) override;

  // case_work.cpp, put_case_work.cpp
  cases::CaseWork case_work(std::string_view case_id) override;
  bool has_current_proposal(std::string_view case_id) override;
  bool attachment_bytes(std::string_view case_id, std::uint32_t attachment,
                        const std::function<void(std::string_view)>& visit) override;
  std::vector<cases::Approval> approvals_by(std::string_view person, std::string_view supplier,
                                            Instant since) override;
  void put_case_work(std::string_view case_id, const cases::CaseWork& work) override;
  void add_attachment(std::string_view case_id, const cases::CaseAttachment& attachment,
                      ByteSource& bytes) override;

  // holds.cpp
  std::vector<cases::Hold> holds_of(const Words& owners) override;
  std::vector<cases::Hold> holds_for(const std::vector<std::string>& discrepancies) override;
  std::vector<cases::Hold> holds() override;
  std::vector<cases::Hold> holds_on(std::string_view supplier, std::string_view document) override;
  cases::Hold put_hold(const cases::Hold& hold) override;

  // case_clock.cpp
  CaseClock case_clock(std::string_view case_id) override;
  std::vector<std::string> cases_to_look_at(Instant now, std::size_t limit) override;
  std::vector<std::string> cases_with_news(std::size_t limit) override;
  std::vector<cases::Case> merged_into(std::string_view case_id) override;
  std::vector<cases::Case> earlier_cases(std::string_view supplier,
                                         const std::vector<std::string>& codes, Instant since,
                                         std::size_t limit) override;
  std::optional<AnsweredRequest> answered(std::string_view caller, std::string_view key) override;
  void put_case_clock(std::string_view case_id, const CaseClock& clock) override;
  void put_answered(const AnsweredRequest& request) override;
  void forget_answered(Instant before, std::size_t limit) override;

  // access.cpp
  std::optional<StoredToken> token(std::string_view id) override;
  std::vector<StoredToken> tokens() override;
  void add_token(const StoredToken& token) override;
  bool revoke_token(std::string_view id, Instant at) override;

  // people.cpp
  std::optional<StoredUser> user(std::string_view id) override;
  std::optional<StoredUser> user_of_identity(std::string_view identity) override;
  std::vector<StoredUser> users() override;
  std::vector<StandIn> stand_ins() override;
  std::vector<StandIn> stand_ins_of(std::string_view stand_in) override;
  std::optional<StoredSession> session(std::string_view digest) override;
  std::optional<SignInLink> sign_in_link(std::string_view digest) override;
  std::size_t count_recovery_codes(std::string_view user) override;
  void put_user(const StoredUser& user) override;
  void put_stand_in(const StandIn& stand_in) override;
  bool drop_stand_in(std::string_view stand_in, std::string_view absent) override;
  void add_session(const StoredSession& session) override;
  void touch_session(std::string_view digest, Instant seen_at) override;
  bool drop_session(std::string_view digest) override;
  std::size_t drop_sessions_of(std::string_view user) override;
  void drop_sessions(Instant opened_before, Instant seen_before) override;
  void put_sign_in_link(const SignInLink& link) override;
  void drop_sign_in_links(std::string_view user) override;
  void put_recovery_codes(std::string_view user, const std::vector<std::string>& digests) override;
  bool use_recovery_code(std::string_view user, std::string_view digest) override;

  // policy_versions.cpp
  std::vector<cases::PolicyVersion> policy_versions(std::uint64_t before,
                                                    std::size_t limit) override;
  std::optional<cases::PolicyVersion> policy_version(std::uint64_t number) override;
  std::optional<cases::PolicyVersion> policy_in_force() override;
  std::optional<cases::PolicyVersion> policy_of_file() override;
  std::size_t count_proposed_policies() override;
  std::uint64_t add_policy_version(const cases::PolicyVersion& version) override;
  void put_policy_version(const cases::PolicyVersion& version) override;

  // ledger.cpp
  cases::LedgerHead ledger_head() override;
  void ledger(std::uint64_t after,
              const std::function<bool(const cases::LedgerEntry&)>& visit) override;
  std::vector<cases::LedgerEntry> newest_of_ledger(std::uint64_t before, std::string_view object,
                                                   std::size_t limit) override;
  std::vector<cases::LedgerEntry> ledger_of(std::string_view object) override;
  cases::LedgerEntry append(cases::LedgerEntry entry) override;

  // ledger_tree.cpp
  std::optional<cases::MerkleHash> ledger_subtree(unsigned level, std::uint64_t position) override;
  std::uint64_t ledger_subtrees(unsigned level) override;
  std::vector<StoredCheckpoint> ledger_checkpoints() override;
  std::optional<StoredCheckpoint> last_ledger_checkpoint() override;
  void put_ledger_subtree(unsigned level, std::uint64_t position,
                          const cases::MerkleHash& hash) override;
  void put_ledger_checkpoint(const StoredCheckpoint& checkpoint) override;

 private:
  struct KeptBytes {
    std::uint64_t bytes = 0;
    std::string sha256;
  };
  /// Runs `insert_sql` with (owner, piece, packed, bytes) for each piece.
  KeptBytes keep_pieces(std::string_view insert_sql, std::int64_t owner, ByteSource& bytes);
  /// Rows of (packed, bytes).
  void visit_pieces(Statement& rows, const std::function<void(std::string_view)>& visit);
  std::int64_t add_payload(ByteSource& bytes, KeptBytes& kept);
  bool payload_bytes(std::int64_t payload, const std::function<void(std::string_view)>& visit);
  std::int64_t arrival_of(std::string_view message);
  StoredDelivery read_delivery(Statement& row);
  StoredDocument read_document(Statement& row) const;
  StoredOutbound read_outbound(Statement& row) const;
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
  std::vector<cases::Case> queue_page(const CaseQuery& query);
  void put_case_state(const cases::CaseNumber& number, const cases::Case& value);
  std::vector<cases::CaseProposal> case_proposals(std::int64_t year, std::int64_t number);
  std::vector<cases::Approval> read_approvals(Statement& rows) const;
  std::vector<cases::Hold> read_holds(Statement& rows) const;
  void put_proposal(const cases::CaseNumber& number, const cases::CaseProposal& proposal);
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

inline std::optional<std::int64_t> seconds_of(const std::optional<Instant>& at) {
  if (!at) return std::nullopt;
  return seconds_of(*at);
}
inline std::optional<Instant> optional_instant(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.instant(column);
}

// What columns of several tables hold; an unreadable one is damage. (cases.cpp)
Money money_of(const Connection& connection, const std::string& text);
Currency currency_of(const Connection& connection, const std::string& text);
/// Throws std::invalid_argument for what is no case number.
cases::CaseNumber number_of(std::string_view case_id);

/// A trouble as four columns from `column` on; NULL where there is none.
std::optional<Trouble> read_trouble(const Statement& row, int column);

/// The four columns to be written.
struct TroubleColumns {
  explicit TroubleColumns(const std::optional<Trouble>& trouble);
  std::optional<std::string> error_class, code, message, mend;
};

/// What SQLite can count to.
/// Millionths, to compare amounts by. Beyond nine trillion all count as the largest. (cases.cpp)
std::int64_t order_of(Money amount);

inline std::int64_t sql_limit(std::uint64_t value) {
  constexpr std::uint64_t kMax = INT64_MAX;
  return static_cast<std::int64_t>(value < kMax ? value : kMax);
}

}  // namespace weighbridge::store::sqlite
