#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {

bool Session::has_message(std::string_view id) {
  Statement row = connection_.prepare("SELECT 1 FROM messages WHERE id = ?1");
  row.bind_all(id);
  return row.step();
}

std::vector<StoredMessage> Session::messages() {
  std::vector<StoredMessage> found;
  Statement rows = connection_.prepare(
      "SELECT id, source, bytes, received_at, bytes_kept FROM messages ORDER BY arrival");
  while (rows.step())
    found.push_back({rows.text(0), rows.text(1), static_cast<std::uint64_t>(rows.integer(2)),
                     rows.instant(3), rows.integer(4) != 0});
  return found;
}

bool Session::message_bytes(std::string_view id,
                            const std::function<void(std::string_view)>& visit) {
  Statement message =
      connection_.prepare("SELECT arrival FROM messages WHERE id = ?1 AND bytes_kept = 1");
  message.bind_all(id);
  if (!message.step()) return false;
  Statement pieces = connection_.prepare(
      "SELECT packed, bytes FROM message_bytes WHERE message = ?1 ORDER BY piece");
  const std::int64_t arrival = message.integer(0);
  pieces.bind_all(arrival);
  visit_pieces(pieces, visit);
  return true;
}

bool Session::add_message(const StoredMessage& message, ByteSource* bytes) {
  if (has_message(message.id)) return false;
  const bool kept = bytes != nullptr && message.bytes <= options_.message_bytes_max;
  connection_.run(
      "INSERT INTO messages (id, source, bytes, bytes_kept, received_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5)",
      message.id, message.source, static_cast<std::int64_t>(message.bytes),
      static_cast<std::int64_t>(kept), seconds_of(message.received_at));
  if (kept) keep_bytes(connection_.last_rowid(), message.id, *bytes);
  return true;
}

void Session::keep_bytes(std::int64_t message, std::string_view id, ByteSource& bytes) {
  const KeptBytes kept = keep_pieces(
      "INSERT INTO message_bytes (message, piece, packed, bytes) VALUES (?1, ?2, ?3, ?4)", message,
      bytes);
  if (kept.sha256 != id)
    throw StoreError(StoreError::Kind::other,
                     "a message changed while it was taken in (its bytes are not those of " +
                         std::string(id) + "); send it again when it is complete");
}

std::int64_t Session::arrival_of(std::string_view message) {
  Statement row = connection_.prepare("SELECT arrival FROM messages WHERE id = ?1");
  row.bind_all(message);
  if (!row.step())
    throw StoreError(StoreError::Kind::other,
                     "'" + connection_.path() + "' knows no message " + std::string(message));
  return row.integer(0);
}

}  // namespace weighbridge::store::sqlite
