#include "store/sqlite/kept_json.hpp"
#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {

namespace {

// In the order in which they are read below.
constexpr std::string_view kDocumentColumns =
    "SELECT number, id, position, standard, sender, receiver, interchange, group_control, "
    "       functional_id, version, set_code, control, map, stage, document, supplier, receipt, "
    "       events, state, error_class, code, text, mend, findings, decided_at, due, tries, "
    "       decided_by, reason ";

bool is_in_question(DocumentState state) {
  return state == DocumentState::parked || state == DocumentState::quarantined;
}

}  // namespace

StoredDocument Session::read_document(Statement& row) const {
  StoredDocument document;
  document.number = static_cast<std::uint64_t>(row.integer(0));
  document.message = row.text(1);
  document.position = static_cast<std::uint32_t>(row.integer(2));
  document.standard = row.text(3);
  document.sender = row.text(4);
  document.receiver = row.text(5);
  document.interchange = row.text(6);
  document.group = row.text(7);
  document.functional_id = row.text(8);
  document.version = row.text(9);
  document.set = row.text(10);
  document.control = row.text(11);
  document.map = row.text(12);
  document.stage = row.text(13);
  document.document = row.text(14);
  document.supplier = row.text(15);
  document.receipt = static_cast<std::uint64_t>(row.optional_integer(16).value_or(0));
  document.events = static_cast<std::uint32_t>(row.integer(17));
  const auto state = document_state_from(row.text(18));
  if (!state) connection_.damaged("a document is in the unknown state '" + row.text(18) + "'");
  document.state = *state;
  document.trouble = read_trouble(row, 19);
  auto findings = parse_findings(row.text(23));
  if (!findings) connection_.damaged("a document's findings cannot be read");
  document.findings = *std::move(findings);
  document.decided_at = row.instant(24);
  document.due = optional_instant(row, 25);
  document.tries = static_cast<unsigned>(row.integer(26));
  document.by = row.text(27);
  document.reason = row.text(28);
  return document;
}

std::optional<StoredDocument> Session::document(std::uint64_t number) {
  static const std::string sql =
      std::string(kDocumentColumns) +
      "FROM documents JOIN messages ON arrival = documents.message WHERE number = ?1";
  Statement row = connection_.prepare(sql);
  row.bind_all(sql_limit(number));
  if (!row.step()) return std::nullopt;
  return read_document(row);
}

std::vector<StoredDocument> Session::documents_of(std::string_view message) {
  std::vector<StoredDocument> found;
  static const std::string sql =
      std::string(kDocumentColumns) +
      "FROM documents JOIN messages ON arrival = documents.message WHERE id = ?1 "
      "ORDER BY position";
  Statement rows = connection_.prepare(sql);
  rows.bind_all(message);
  while (rows.step()) found.push_back(read_document(rows));
  return found;
}

std::optional<StoredDocument> Session::document_of_receipt(std::uint64_t receipt) {
  static const std::string sql =
      std::string(kDocumentColumns) +
      "FROM documents JOIN messages ON arrival = documents.message WHERE receipt = ?1";
  Statement row = connection_.prepare(sql);
  row.bind_all(sql_limit(receipt));
  if (!row.step()) return std::nullopt;
  return read_document(row);
}

std::vector<StoredDocument> Session::documents(const DocumentFilter& filter) {
  std::vector<StoredDocument> found;
  static const std::string sql =
      std::string(kDocumentColumns) +
      "FROM documents JOIN messages ON arrival = documents.message "
      "WHERE number < ?1 AND (?2 = '' OR id = ?2) AND (?3 = '' OR supplier = ?3) "
      "  AND (?4 = '' OR set_code = ?4) AND (?5 = '' OR error_class = ?5) "
      "  AND (?6 = '' OR state = ?6) ORDER BY number DESC LIMIT ?7";
  Statement rows = connection_.prepare(sql);
  const std::string_view state = filter.state ? to_string_view(*filter.state) : std::string_view();
  rows.bind_all(sql_limit(filter.before), filter.message, filter.supplier, filter.set,
                filter.error_class, state, sql_limit(filter.limit));
  while (rows.step()) found.push_back(read_document(rows));
  return found;
}

std::vector<StoredDocument> Session::due_documents(Instant now, std::size_t limit) {
  std::vector<StoredDocument> found;
  static const std::string sql =
      std::string(kDocumentColumns) +
      "FROM documents JOIN messages ON arrival = documents.message "
      "WHERE state IN ('parked', 'quarantined') AND state = 'parked' AND due <= ?1 "
      "ORDER BY decided_at, number LIMIT ?2";
  Statement rows = connection_.prepare(sql);
  rows.bind_all(seconds_of(now), sql_limit(limit));
  while (rows.step()) found.push_back(read_document(rows));
  return found;
}

// What is in question has an index of its own. SQLite uses it only where the query repeats the
// index's condition word for word.
std::uint64_t Session::count_documents(DocumentState state) {
  Statement row = connection_.prepare(
      is_in_question(state) ? "SELECT count(*) FROM documents "
                              "WHERE state IN ('parked', 'quarantined') AND state = ?1"
                            : "SELECT count(*) FROM documents WHERE state = ?1");
  row.bind_all(to_string_view(state));
  row.step();
  return static_cast<std::uint64_t>(row.integer(0));
}

std::optional<Instant> Session::oldest_document(DocumentState state) {
  Statement row = connection_.prepare(
      is_in_question(state) ? "SELECT min(decided_at) FROM documents "
                              "WHERE state IN ('parked', 'quarantined') AND state = ?1"
                            : "SELECT min(decided_at) FROM documents WHERE state = ?1");
  row.bind_all(to_string_view(state));
  row.step();
  return optional_instant(row, 0);
}

std::uint64_t Session::put_document(const StoredDocument& document) {
  const TroubleColumns trouble(document.trouble);
  std::optional<std::int64_t> receipt;
  if (document.receipt != 0) receipt = sql_limit(document.receipt);
  Statement row = connection_.prepare(
      "INSERT INTO documents (message, position, standard, sender, receiver, interchange, "
      "  group_control, functional_id, version, set_code, control, map, stage, document, supplier, "
      "  receipt, events, state, error_class, code, text, mend, findings, decided_at, due, tries, "
      "  decided_by, reason) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
      "        ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28) "
      "ON CONFLICT (message, position) DO UPDATE SET "
      "standard = ?3, sender = ?4, receiver = ?5, interchange = ?6, group_control = ?7, "
      "functional_id = ?8, version = ?9, set_code = ?10, control = ?11, map = ?12, stage = ?13, "
      "document = ?14, supplier = ?15, receipt = ?16, events = ?17, state = ?18, "
      "error_class = ?19, code = ?20, text = ?21, mend = ?22, findings = ?23, decided_at = ?24, "
      "due = ?25, tries = ?26, decided_by = ?27, reason = ?28 RETURNING number");
  const std::string findings = findings_json(document.findings);
  const std::int64_t message = arrival_of(document.message);
  row.bind_all(message, std::int64_t{document.position}, document.standard, document.sender,
               document.receiver, document.interchange, document.group, document.functional_id,
               document.version, document.set, document.control, document.map, document.stage,
               document.document, document.supplier, receipt, std::int64_t{document.events},
               to_string_view(document.state), trouble.error_class, trouble.code, trouble.message,
               trouble.mend, findings, seconds_of(document.decided_at), seconds_of(document.due),
               std::int64_t{document.tries}, document.by, document.reason);
  row.step();
  const auto number = static_cast<std::uint64_t>(row.integer(0));
  row.step();
  return number;
}

}  // namespace weighbridge::store::sqlite
