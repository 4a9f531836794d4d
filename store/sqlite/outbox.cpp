#include "store/sqlite/kept_json.hpp"
#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {

namespace {

// In the order in which they are read below.
constexpr std::string_view kOutboundColumns =
    "SELECT number, id, channel, partner, kind, file_name, content_type, url, in_answer_to, "
    "       bytes, sha256, state, tries, created_at, due, sent_at, error_class, code, text, "
    "       mend, evidence, answer, answer_due, answer_standard, answer_interchange, "
    "       answer_group, answer_set, answered_by ";

}  // namespace

StoredOutbound Session::read_outbound(Statement& row) const {
  StoredOutbound outbound;
  outbound.number = static_cast<std::uint64_t>(row.integer(0));
  outbound.id = row.text(1);
  outbound.channel = row.text(2);
  outbound.partner = row.text(3);
  outbound.kind = row.text(4);
  outbound.file_name = row.text(5);
  outbound.content_type = row.text(6);
  outbound.url = row.text(7);
  outbound.in_answer_to = row.text(8);
  outbound.bytes = static_cast<std::uint64_t>(row.integer(9));
  outbound.sha256 = row.text(10);
  const auto state = outbound_state_from(row.text(11));
  const auto answer = answer_state_from(row.text(21));
  auto evidence = parse_facts(row.text(20));
  if (!state || !answer || !evidence) connection_.damaged("a row of the outbox cannot be read");
  outbound.state = *state;
  outbound.tries = static_cast<unsigned>(row.integer(12));
  outbound.created_at = row.instant(13);
  outbound.due = row.instant(14);
  outbound.sent_at = optional_instant(row, 15);
  outbound.trouble = read_trouble(row, 16);
  outbound.evidence = *std::move(evidence);
  outbound.answer = *answer;
  outbound.answer_due = optional_instant(row, 22);
  outbound.answer_key = {row.text(23), row.text(24), row.text(25), row.text(26)};
  outbound.answered_by = row.text(27);
  return outbound;
}

std::optional<StoredOutbound> Session::outbound(std::string_view id) {
  static const std::string sql =
      std::string(kOutboundColumns) + "FROM outbox JOIN payloads USING (payload) WHERE id = ?1";
  Statement row = connection_.prepare(sql);
  row.bind_all(id);
  if (!row.step()) return std::nullopt;
  return read_outbound(row);
}

std::vector<StoredOutbound> Session::outbox(const OutboundFilter& filter) {
  std::vector<StoredOutbound> found;
  static const std::string sql =
      std::string(kOutboundColumns) +
      "FROM outbox JOIN payloads USING (payload) "
      "WHERE number < ?1 AND (?2 = '' OR channel = ?2) AND (?3 = '' OR partner = ?3) "
      "  AND (?4 = '' OR kind = ?4) AND (?5 = '' OR in_answer_to = ?5) AND (?6 = '' OR state = ?6) "
      "  AND (?7 IS NULL OR (answer = 'expected' AND answer_due <= ?7)) "
      "ORDER BY number DESC LIMIT ?8";
  Statement rows = connection_.prepare(sql);
  const std::string_view state = filter.state ? to_string_view(*filter.state) : std::string_view();
  rows.bind_all(sql_limit(filter.before), filter.channel, filter.partner, filter.kind,
                filter.in_answer_to, state, seconds_of(filter.answer_overdue_at),
                sql_limit(filter.limit));
  while (rows.step()) found.push_back(read_outbound(rows));
  return found;
}

std::vector<StoredOutbound> Session::due_outbound(Instant now, std::size_t limit) {
  std::vector<StoredOutbound> found;
  static const std::string sql =
      std::string(kOutboundColumns) +
      "FROM outbox INDEXED BY outbox_due JOIN payloads USING (payload) "
      "WHERE state IN ('waiting', 'unconfirmed') AND due <= ?1 ORDER BY due, number LIMIT ?2";
  Statement rows = connection_.prepare(sql);
  rows.bind_all(seconds_of(now), sql_limit(limit));
  while (rows.step()) found.push_back(read_outbound(rows));
  return found;
}

bool Session::outbound_bytes(std::string_view id,
                             const std::function<void(std::string_view)>& visit) {
  Statement row = connection_.prepare("SELECT payload FROM outbox WHERE id = ?1");
  row.bind_all(id);
  return row.step() && payload_bytes(row.integer(0), visit);
}

QueueLength Session::outbox_queue() {
  QueueLength queue;
  Statement row = connection_.prepare(
      "SELECT count(*), min(created_at) FROM outbox INDEXED BY outbox_due "
      "WHERE state IN ('waiting', 'unconfirmed')");
  row.step();
  queue.waiting = static_cast<std::uint64_t>(row.integer(0));
  queue.oldest = optional_instant(row, 1);
  queue.given_up = static_cast<std::uint64_t>(connection_.integer(
      "SELECT count(*) FROM outbox INDEXED BY outbox_dead WHERE state = 'dead'"));
  return queue;
}

QueueLength Session::outbox_queue_of(std::string_view channel, std::string_view partner) {
  QueueLength queue;
  Statement row = connection_.prepare(
      "SELECT count(*), min(created_at) FROM outbox INDEXED BY outbox_due "
      "WHERE state IN ('waiting', 'unconfirmed') AND channel = ?1 AND partner = ?2");
  row.bind_all(channel, partner);
  row.step();
  queue.waiting = static_cast<std::uint64_t>(row.integer(0));
  queue.oldest = optional_instant(row, 1);
  Statement dead = connection_.prepare(
      "SELECT count(*) FROM outbox INDEXED BY outbox_dead "
      "WHERE state = 'dead' AND channel = ?1 AND partner = ?2");
  dead.bind_all(channel, partner);
  dead.step();
  queue.given_up = static_cast<std::uint64_t>(dead.integer(0));
  return queue;
}

std::vector<StoredOutbound> Session::expecting(std::string_view partner, const AnswerKey& key) {
  std::vector<StoredOutbound> found;
  static const std::string sql =
      std::string(kOutboundColumns) +
      "FROM outbox JOIN payloads USING (payload) "
      "WHERE answer <> 'none' AND answer_standard = ?2 AND (?1 = '' OR partner = ?1) "
      "  AND (?3 = '' OR answer_interchange = ?3) AND (?4 = '' OR answer_group = ?4) "
      "  AND (?5 = '' OR answer_set = ?5) ORDER BY number";
  Statement rows = connection_.prepare(sql);
  rows.bind_all(partner, key.standard, key.interchange, key.group, key.set);
  while (rows.step()) found.push_back(read_outbound(rows));
  return found;
}

std::string Session::add_outbound(const StoredOutbound& outbound, ByteSource& bytes) {
  if (!outbound.id.empty()) {
    Statement known = connection_.prepare("SELECT 1 FROM outbox WHERE id = ?1");
    known.bind_all(outbound.id);
    if (known.step()) return outbound.id;
  }
  KeptBytes kept;
  const std::int64_t payload = add_payload(bytes, kept);
  const TroubleColumns trouble(outbound.trouble);
  Statement row = connection_.prepare(
      "INSERT INTO outbox (id, channel, partner, kind, file_name, content_type, url, in_answer_to, "
      "  payload, state, tries, created_at, due, sent_at, error_class, code, text, mend, evidence, "
      "  answer, answer_due, answer_standard, answer_interchange, answer_group, answer_set, "
      "  answered_by) "
      "VALUES (CASE ?1 WHEN '' THEN lower(hex(randomblob(16))) ELSE ?1 END, ?2, ?3, ?4, ?5, ?6, "
      "        ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, "
      "        ?24, ?25, ?26) RETURNING id");
  const std::string evidence = facts_json(outbound.evidence);
  row.bind_all(outbound.id, outbound.channel, outbound.partner, outbound.kind, outbound.file_name,
               outbound.content_type, outbound.url, outbound.in_answer_to, payload,
               to_string_view(outbound.state), std::int64_t{outbound.tries},
               seconds_of(outbound.created_at), seconds_of(outbound.due),
               seconds_of(outbound.sent_at), trouble.error_class, trouble.code, trouble.message,
               trouble.mend, evidence, to_string_view(outbound.answer),
               seconds_of(outbound.answer_due), outbound.answer_key.standard,
               outbound.answer_key.interchange, outbound.answer_key.group, outbound.answer_key.set,
               outbound.answered_by);
  row.step();
  std::string id = row.text(0);
  row.step();
  return id;
}

void Session::update_outbound(const StoredOutbound& outbound) {
  const TroubleColumns trouble(outbound.trouble);
  connection_.run(
      "UPDATE outbox SET state = ?2, tries = ?3, due = ?4, sent_at = ?5, error_class = ?6, "
      "code = ?7, text = ?8, mend = ?9, evidence = ?10, answer = ?11, answer_due = ?12, "
      "answered_by = ?13 WHERE id = ?1",
      outbound.id, to_string_view(outbound.state), std::int64_t{outbound.tries},
      seconds_of(outbound.due), seconds_of(outbound.sent_at), trouble.error_class, trouble.code,
      trouble.message, trouble.mend, facts_json(outbound.evidence), to_string_view(outbound.answer),
      seconds_of(outbound.answer_due), outbound.answered_by);
}

}  // namespace weighbridge::store::sqlite
