#include "cases/ledger.hpp"

#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {
namespace {

// In the order in which the queries below name the columns.
cases::LedgerEntry read_entry(const Statement& row) {
  cases::LedgerEntry entry;
  entry.sequence = static_cast<std::uint64_t>(row.integer(0));
  entry.at = row.instant(1);
  entry.actor = row.text(2);
  entry.role = row.text(3);
  entry.action = row.text(4);
  entry.object = row.text(5);
  entry.before = row.text(6);
  entry.after = row.text(7);
  entry.reason = row.text(8);
  entry.correlation = row.text(9);
  entry.previous_hash = row.text(10);
  entry.hash = row.text(11);
  return entry;
}

}  // namespace

cases::LedgerHead Session::ledger_head() {
  if (head_) return *head_;
  Statement row = connection_.prepare("SELECT entries, hash FROM ledger_head WHERE only_row = 1");
  if (!row.step()) connection_.damaged("the ledger's head is missing");
  return {static_cast<std::uint64_t>(row.integer(0)), row.text(1)};
}

void Session::ledger(std::uint64_t after,
                     const std::function<bool(const cases::LedgerEntry&)>& visit) {
  Statement rows = connection_.prepare(
      "SELECT sequence, at, actor, role, action, object, before, after, reason, correlation, "
      "       previous_hash, hash "
      "FROM ledger WHERE sequence > ?1 ORDER BY sequence");
  // Entry 0 does not exist, but a row that claims to be it, or less, must be seen, not skipped.
  rows.bind_all(after == 0 ? INT64_MIN : static_cast<std::int64_t>(after));
  while (rows.step())
    if (!visit(read_entry(rows))) return;
}

std::vector<cases::LedgerEntry> Session::newest_of_ledger(std::uint64_t before,
                                                          std::string_view object,
                                                          std::size_t limit) {
  constexpr std::string_view kOfAll =
      "SELECT sequence, at, actor, role, action, object, before, after, reason, correlation, "
      "       previous_hash, hash "
      "FROM ledger WHERE sequence < ?1 ORDER BY sequence DESC LIMIT ?2";
  constexpr std::string_view kOfObject =
      "SELECT sequence, at, actor, role, action, object, before, after, reason, correlation, "
      "       previous_hash, hash "
      "FROM ledger WHERE sequence < ?1 AND object = ?3 ORDER BY sequence DESC LIMIT ?2";
  Statement rows = connection_.prepare(object.empty() ? kOfAll : kOfObject);
  if (object.empty())
    rows.bind_all(sql_limit(before), sql_limit(limit));
  else
    rows.bind_all(sql_limit(before), sql_limit(limit), object);
  std::vector<cases::LedgerEntry> found;
  while (rows.step()) found.push_back(read_entry(rows));
  return found;
}

std::vector<cases::LedgerEntry> Session::ledger_of(std::string_view object) {
  std::vector<cases::LedgerEntry> found;
  Statement rows = connection_.prepare(
      "SELECT sequence, at, actor, role, action, object, before, after, reason, correlation, "
      "       previous_hash, hash "
      "FROM ledger WHERE object = ?1 ORDER BY sequence");
  rows.bind_all(object);
  while (rows.step()) found.push_back(read_entry(rows));
  return found;
}

cases::LedgerEntry Session::append(cases::LedgerEntry entry) {
  entry = cases::chain(std::move(entry), ledger_head());
  connection_.run(
      "INSERT INTO ledger (sequence, at, actor, role, action, object, before, after, reason, "
      "                    correlation, previous_hash, hash) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
      static_cast<std::int64_t>(entry.sequence), seconds_of(entry.at), entry.actor, entry.role,
      entry.action, entry.object, entry.before, entry.after, entry.reason, entry.correlation,
      entry.previous_hash, entry.hash);
  head_ = cases::head_after(entry);
  return entry;
}

void Session::finish() {
  if (!head_) return;
  connection_.run("UPDATE ledger_head SET entries = ?1, hash = ?2 WHERE only_row = 1",
                  static_cast<std::int64_t>(head_->count), head_->hash);
}

}  // namespace weighbridge::store::sqlite
