#include <span>

#include "cases/sha256.hpp"
#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {

// Large enough that a message of ordinary size is one row, small enough to be held in memory.
constexpr std::size_t kPieceBytes = 1U << 20U;

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
  Statement pieces =
      connection_.prepare("SELECT bytes FROM message_bytes WHERE message = ?1 ORDER BY piece");
  const std::int64_t arrival = message.integer(0);
  pieces.bind_all(arrival);
  while (pieces.step()) visit(pieces.blob(0));
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
  cases::Sha256 hash;
  std::string piece(kPieceBytes, '\0');
  Statement insert =
      connection_.prepare("INSERT INTO message_bytes (message, piece, bytes) VALUES (?1, ?2, ?3)");
  for (std::int64_t number = 0;; ++number) {
    std::size_t filled = 0;
    while (filled < piece.size()) {
      const std::size_t got = bytes.read(std::span(piece).subspan(filled));
      if (got == 0) break;
      filled += got;
    }
    if (filled == 0) break;
    const std::string_view content(piece.data(), filled);
    hash.update(content);
    insert.run(message, number, Blob{content});
  }
  if (hash.hex() != id)
    throw StoreError(StoreError::Kind::other,
                     "a message changed while it was taken in (its bytes are not those of " +
                         std::string(id) + "); send it again when it is complete");
}

}  // namespace weighbridge::store::sqlite
