// Bytes of any size, in pieces.
#include "cases/sha256.hpp"
#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {

namespace {

/// Fills `room` as far as the bytes go.
std::string_view next_piece(ByteSource& bytes, std::string& room) {
  std::size_t filled = 0;
  while (filled < room.size()) {
    const std::size_t got = bytes.read(std::span(room).subspan(filled));
    if (got == 0) break;
    filled += got;
  }
  return std::string_view(room).substr(0, filled);
}

}  // namespace

Session::KeptBytes Session::keep_pieces(std::string_view insert_sql, std::int64_t owner,
                                        ByteSource& bytes) {
  KeptBytes kept;
  cases::Sha256 hash;
  std::string& room = connection_.piece();
  Statement insert = connection_.prepare(insert_sql);
  for (std::int64_t number = 0;; ++number) {
    const std::string_view piece = next_piece(bytes, room);
    if (piece.empty()) break;
    hash.update(piece);
    kept.bytes += piece.size();
    const auto packed = connection_.packer().pack(piece);
    insert.run(owner, number, std::int64_t{packed.has_value()}, Blob{packed.value_or(piece)});
  }
  kept.sha256 = hash.hex();
  return kept;
}

void Session::visit_pieces(Statement& rows, const std::function<void(std::string_view)>& visit) {
  while (rows.step()) {
    if (rows.integer(0) == 0) {
      visit(rows.blob(1));
      continue;
    }
    const auto piece = connection_.packer().unpack(rows.blob(1));
    if (!piece) connection_.damaged("a piece of a message cannot be unpacked");
    visit(*piece);
  }
}

std::int64_t Session::add_payload(ByteSource& bytes, KeptBytes& kept) {
  connection_.run("INSERT INTO payloads (bytes, sha256, kept) VALUES (0, '', 1)");
  const std::int64_t payload = connection_.last_rowid();
  kept = keep_pieces(
      "INSERT INTO payload_pieces (payload, piece, packed, bytes) VALUES (?1, ?2, ?3, ?4)", payload,
      bytes);
  connection_.run("UPDATE payloads SET bytes = ?2, sha256 = ?3 WHERE payload = ?1", payload,
                  static_cast<std::int64_t>(kept.bytes), kept.sha256);
  return payload;
}

bool Session::payload_bytes(std::int64_t payload,
                            const std::function<void(std::string_view)>& visit) {
  Statement kept = connection_.prepare("SELECT kept FROM payloads WHERE payload = ?1");
  kept.bind_all(payload);
  if (!kept.step() || kept.integer(0) == 0) return false;
  Statement rows = connection_.prepare(
      "SELECT packed, bytes FROM payload_pieces WHERE payload = ?1 ORDER BY piece");
  rows.bind_all(payload);
  visit_pieces(rows, visit);
  return true;
}

std::size_t Session::drop_bytes(Instant before, std::size_t limit) {
  const std::int64_t time = seconds_of(before);
  const auto most = static_cast<std::int64_t>(limit);
  connection_.run(
      "CREATE TEMP TABLE IF NOT EXISTS dropped (kind INTEGER, owner INTEGER, PRIMARY KEY (kind, "
      "owner)) WITHOUT ROWID");
  connection_.run("DELETE FROM dropped");
  // Whatever waits for somebody keeps its bytes: it may have to be read or sent again.
  connection_.run(
      "INSERT INTO dropped SELECT 0, arrival FROM messages WHERE bytes_kept = 1 "
      "AND received_at < ?1 AND NOT EXISTS (SELECT 1 FROM jobs WHERE message = arrival "
      "  AND state <> 'done') "
      "AND NOT EXISTS (SELECT 1 FROM documents WHERE message = arrival "
      "  AND state IN ('parked', 'quarantined')) ORDER BY arrival LIMIT ?2",
      time, most);
  connection_.run(
      "INSERT OR IGNORE INTO dropped SELECT 1, as_received FROM deliveries "
      "JOIN payloads ON payload = as_received WHERE kept = 1 AND received_at < ?1 "
      "ORDER BY number LIMIT ?2",
      time, most);
  connection_.run(
      "INSERT OR IGNORE INTO dropped SELECT 1, payload FROM outbox JOIN payloads USING (payload) "
      "WHERE kept = 1 AND created_at < ?1 AND state = 'delivered' AND answer <> 'expected' "
      "ORDER BY number LIMIT ?2",
      time, most);
  const auto count = static_cast<std::size_t>(connection_.integer("SELECT count(*) FROM dropped"));
  connection_.run(
      "DELETE FROM message_bytes WHERE message IN (SELECT owner FROM dropped WHERE kind = 0)");
  connection_.run(
      "UPDATE messages SET bytes_kept = 0 WHERE arrival IN (SELECT owner FROM dropped WHERE kind "
      "= 0)");
  connection_.run(
      "DELETE FROM payload_pieces WHERE payload IN (SELECT owner FROM dropped WHERE kind = 1)");
  connection_.run(
      "UPDATE payloads SET kept = 0 WHERE payload IN (SELECT owner FROM dropped WHERE kind = 1)");
  return count;
}

}  // namespace weighbridge::store::sqlite
