#include "store/ledger_tree.hpp"

#include <algorithm>

#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {
namespace {

StoredCheckpoint read_checkpoint(const Statement& row) {
  return {static_cast<std::uint64_t>(row.integer(0)), row.instant(1), row.text(2)};
}

}  // namespace

std::optional<cases::MerkleHash> Session::ledger_subtree(unsigned level, std::uint64_t position) {
  Statement row =
      connection_.prepare("SELECT hash FROM ledger_tree WHERE level = ?1 AND position = ?2");
  row.bind_all(std::int64_t{level}, static_cast<std::int64_t>(position));
  if (!row.step()) return std::nullopt;
  const std::string_view bytes = row.blob(0);
  cases::MerkleHash hash;
  if (bytes.size() != hash.bytes.size()) connection_.damaged("a hash of the ledger's tree is cut");
  std::copy(bytes.begin(), bytes.end(), hash.bytes.begin());
  return hash;
}

std::uint64_t Session::ledger_subtrees(unsigned level) {
  Statement row = connection_.prepare("SELECT count(*) FROM ledger_tree WHERE level = ?1");
  row.bind_all(std::int64_t{level});
  row.step();
  return static_cast<std::uint64_t>(row.integer(0));
}

std::vector<StoredCheckpoint> Session::ledger_checkpoints() {
  std::vector<StoredCheckpoint> found;
  Statement rows =
      connection_.prepare("SELECT entries, at, note FROM ledger_checkpoints ORDER BY entries");
  while (rows.step()) found.push_back(read_checkpoint(rows));
  return found;
}

std::optional<StoredCheckpoint> Session::last_ledger_checkpoint() {
  Statement row = connection_.prepare(
      "SELECT entries, at, note FROM ledger_checkpoints ORDER BY entries DESC LIMIT 1");
  if (!row.step()) return std::nullopt;
  return read_checkpoint(row);
}

void Session::put_ledger_subtree(unsigned level, std::uint64_t position,
                                 const cases::MerkleHash& hash) {
  const std::string_view bytes(reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size());
  connection_.run("INSERT INTO ledger_tree (level, position, hash) VALUES (?1, ?2, ?3)",
                  std::int64_t{level}, static_cast<std::int64_t>(position), Blob{bytes});
}

void Session::put_ledger_checkpoint(const StoredCheckpoint& checkpoint) {
  connection_.run(
      "INSERT INTO ledger_checkpoints (entries, at, note) VALUES (?1, ?2, ?3) "
      "ON CONFLICT (entries) DO NOTHING",
      static_cast<std::int64_t>(checkpoint.entries), seconds_of(checkpoint.at), checkpoint.note);
}

}  // namespace weighbridge::store::sqlite
