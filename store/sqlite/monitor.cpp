#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {

namespace {

std::uint64_t unsigned_of(std::int64_t value) {
  return static_cast<std::uint64_t>(value);
}

// The columns stand in the order of the SELECTs below.
MonitoredMessage read_message(Statement& row) {
  MonitoredMessage message;
  message.number = unsigned_of(row.integer(0));
  message.id = row.text(1);
  message.source = row.text(2);
  message.bytes = unsigned_of(row.integer(3));
  message.bytes_kept = row.integer(4) != 0;
  message.received_at = row.instant(5);
  message.delivery = unsigned_of(row.optional_integer(6).value_or(0));
  message.channel = row.optional_text(7).value_or(std::string());
  message.partner = row.optional_text(8).value_or(std::string());
  message.file_name = row.optional_text(9).value_or(std::string());
  return message;
}

void count_documents_of(Connection& connection, MonitoredMessage& message) {
  Statement rows =
      connection.prepare("SELECT state, count(*) FROM documents WHERE message = ?1 GROUP BY state");
  rows.bind_all(sql_limit(message.number));
  while (rows.step()) {
    const std::uint64_t count = unsigned_of(rows.integer(1));
    switch (document_state_from(rows.text(0)).value_or(DocumentState::accepted)) {
      case DocumentState::accepted:
        message.accepted = count;
        break;
      case DocumentState::duplicate:
        message.duplicate = count;
        break;
      case DocumentState::answer:
        message.answers = count;
        break;
      case DocumentState::parked:
        message.parked = count;
        break;
      case DocumentState::quarantined:
        message.quarantined = count;
        break;
      case DocumentState::ignored:
        message.ignored = count;
        break;
    }
  }
}

}  // namespace

std::optional<MonitoredMessage> Session::monitored(std::string_view id) {
  Statement row = connection_.prepare(
      "SELECT arrival, id, source, bytes, bytes_kept, messages.received_at, number, channel, "
      "       partner, file_name "
      "FROM messages LEFT JOIN delivery_files AS file ON file.message = arrival "
      "  AND file.delivery = (SELECT min(delivery) FROM delivery_files WHERE message = arrival) "
      "LEFT JOIN deliveries ON number = file.delivery WHERE id = ?1 LIMIT 1");
  row.bind_all(id);
  if (!row.step()) return std::nullopt;
  MonitoredMessage message = read_message(row);
  message.job = job(message.id);
  count_documents_of(connection_, message);
  return message;
}

std::vector<MonitoredMessage> Session::monitored(const MessageFilter& filter) {
  std::vector<MonitoredMessage> found;
  Statement rows = connection_.prepare(
      "SELECT arrival, id, source, bytes, bytes_kept, messages.received_at, number, channel, "
      "       partner, file_name "
      "FROM messages LEFT JOIN delivery_files AS file ON file.message = arrival "
      "  AND file.delivery = (SELECT min(delivery) FROM delivery_files WHERE message = arrival) "
      "  AND file.position = (SELECT min(position) FROM delivery_files AS same "
      "                       WHERE same.delivery = file.delivery AND same.message = arrival) "
      "LEFT JOIN deliveries ON number = file.delivery "
      "WHERE arrival < ?1 AND (?2 = '' OR channel = ?2) AND (?3 = '' OR partner = ?3) "
      "  AND (?4 = '' OR EXISTS (SELECT 1 FROM jobs WHERE jobs.message = arrival "
      "                          AND state = ?4)) "
      "  AND (?5 = '' OR EXISTS (SELECT 1 FROM documents WHERE documents.message = arrival "
      "                          AND state = ?5)) "
      "ORDER BY arrival DESC LIMIT ?6");
  const std::string_view job_word = filter.job ? to_string_view(*filter.job) : std::string_view();
  const std::string_view document =
      filter.document ? to_string_view(*filter.document) : std::string_view();
  rows.bind_all(sql_limit(filter.before), filter.channel, filter.partner, job_word, document,
                sql_limit(filter.limit));
  while (rows.step()) found.push_back(read_message(rows));
  for (MonitoredMessage& message : found) {
    message.job = job(message.id);
    count_documents_of(connection_, message);
  }
  return found;
}

}  // namespace weighbridge::store::sqlite
