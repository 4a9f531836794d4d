#include <limits>
#include <map>

#include "matching/parts/links.hpp"
#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {
namespace {

using matching::ResultKind;

Words words_of(Statement& rows) {
  Words words;
  while (rows.step()) words.insert(rows.text(0));
  return words;
}

std::int64_t change_of(Instant at) {
  return at == Instant::max() ? std::numeric_limits<std::int64_t>::max() : seconds_of(at);
}

/// Writes the rows of one kind, counted by owner.
class RowWriter {
 public:
  explicit RowWriter(Connection& connection)
      : insert_(connection.prepare(
            "INSERT INTO judged_rows (owner, kind, position, row) VALUES (?1, ?2, ?3, ?4)")) {}

  template <class Row>
  void write(ResultKind kind, const std::vector<Row>& rows) {
    std::map<std::string, std::int64_t> counts;
    for (const Row& row : rows) {
      const std::string owner = matching::owner_of(row);
      if (matching::is_stock_owner(owner)) continue;
      const std::string text = matching::pack(row);
      insert_.run(owner, static_cast<std::int64_t>(kind), counts[owner]++, text);
    }
  }

 private:
  Statement insert_;
};

}  // namespace

std::optional<JudgedState> Session::judged_state() {
  Statement row =
      connection_.prepare("SELECT fingerprint, as_of, latency, receipts, events FROM judged");
  if (!row.step()) return std::nullopt;
  JudgedState state{row.text(0),
                    row.instant(1),
                    {},
                    static_cast<std::uint64_t>(row.integer(3)),
                    static_cast<std::uint64_t>(row.integer(4))};
  if (const auto latency = row.optional_integer(2)) state.latency = std::chrono::seconds{*latency};
  return state;
}

void Session::judged_rows(
    const std::function<void(const std::string&, matching::ResultKind, std::string_view)>& visit) {
  Statement rows = connection_.prepare(
      "SELECT owner, kind, row FROM judged_rows ORDER BY owner, kind, position");
  while (rows.step()) {
    visit(rows.text(0), static_cast<ResultKind>(rows.integer(1)), rows.text(2));
  }
}

Words Session::owners_due(Instant as_of) {
  Statement rows = connection_.prepare("SELECT owner FROM judged_owners WHERE next_change <= ?1");
  rows.bind_all(seconds_of(as_of));
  return words_of(rows);
}

Words Session::owners_looking_at_latency() {
  Statement rows = connection_.prepare("SELECT owner FROM judged_owners WHERE latency = 1");
  return words_of(rows);
}

Words Session::owners_pricing(const Words& items) {
  Words found;
  for (const std::string& item : items) {
    Statement rows = connection_.prepare("SELECT owner FROM judged_prices WHERE item = ?1");
    rows.bind_all(item);
    found.merge(words_of(rows));
  }
  return found;
}

Words Session::owners_tied(const Words& ties) {
  Words found;
  for (const std::string& tie : ties) {
    Statement rows = connection_.prepare("SELECT owner FROM judged_ties WHERE tie = ?1");
    rows.bind_all(tie);
    found.merge(words_of(rows));
  }
  return found;
}

Words Session::ties_of(const Words& owners) {
  Words found;
  for (const std::string& owner : owners) {
    Statement rows = connection_.prepare("SELECT tie FROM judged_ties WHERE owner = ?1");
    rows.bind_all(owner);
    found.merge(words_of(rows));
  }
  return found;
}

std::vector<matching::Occurrence> Session::occurrences(const Words& keys) {
  std::vector<matching::Occurrence> found;
  for (const std::string& key : keys) {
    Statement rows = connection_.prepare(
        "SELECT owner, found_on, times FROM judged_occurrences WHERE key = ?1 ORDER BY found_on");
    rows.bind_all(key);
    while (rows.step()) {
      const Date on{std::chrono::days{rows.integer(1)}};
      found.push_back({key, rows.text(0), on, static_cast<int>(rows.integer(2))});
    }
  }
  return found;
}

Words Session::occurrence_keys(const Words& owners) {
  Words found;
  for (const std::string& owner : owners) {
    Statement rows = connection_.prepare("SELECT key FROM judged_occurrences WHERE owner = ?1");
    rows.bind_all(owner);
    found.merge(words_of(rows));
  }
  return found;
}

Words Session::keys_to_look_at() {
  Statement rows = connection_.prepare("SELECT link FROM judged_again");
  return words_of(rows);
}

void Session::look_again(const Words& keys) {
  Statement insert =
      connection_.prepare("INSERT INTO judged_again (link) VALUES (?1) ON CONFLICT DO NOTHING");
  for (const std::string& key : keys) insert.run(key);
}

void Session::forget_keys_to_look_at() {
  connection_.execute("DELETE FROM judged_again");
}

void Session::forget_judged() {
  for (const char* table : {"judged", "judged_rows", "judged_owners", "judged_ties",
                            "judged_occurrences", "judged_prices"}) {
    connection_.execute(std::string("DELETE FROM ") + table);
  }
}

void Session::put_judged(const Words& owners, const matching::Judgement& judgement,
                         const matching::Trace& trace) {
  for (const std::string& owner : owners) {
    connection_.run("DELETE FROM judged_rows WHERE owner = ?1", owner);
    connection_.run("DELETE FROM judged_owners WHERE owner = ?1", owner);
    connection_.run("DELETE FROM judged_ties WHERE owner = ?1", owner);
    connection_.run("DELETE FROM judged_occurrences WHERE owner = ?1", owner);
    connection_.run("DELETE FROM judged_prices WHERE owner = ?1", owner);
  }
  RowWriter rows(connection_);
  rows.write(ResultKind::discrepancy, judgement.discrepancies);
  rows.write(ResultKind::note, judgement.notes);
  rows.write(ResultKind::line, judgement.lines);
  rows.write(ResultKind::invoice, judgement.invoices);
  rows.write(ResultKind::refusal, judgement.refusals);
  Statement owner_row = connection_.prepare(
      "INSERT INTO judged_owners (owner, next_change, latency) VALUES (?1, ?2, ?3)");
  for (const auto& [owner, leaning] : trace.owners) {
    owner_row.run(owner, change_of(leaning.next_change), std::int64_t{leaning.looks_at_latency});
  }
  Statement tie_row = connection_.prepare("INSERT INTO judged_ties (tie, owner) VALUES (?1, ?2)");
  for (const auto& [tie, owner] : trace.ties) tie_row.run(tie, owner);
  Statement occurrence_row = connection_.prepare(
      "INSERT INTO judged_occurrences (key, owner, found_on, times) VALUES (?1, ?2, ?3, ?4)");
  for (const matching::Occurrence& found : trace.occurrences) {
    const std::int64_t day{found.on.time_since_epoch().count()};
    occurrence_row.run(found.key, found.owner, day, std::int64_t{found.times});
  }
  Statement price_row =
      connection_.prepare("INSERT INTO judged_prices (item, owner) VALUES (?1, ?2)");
  for (const auto& [item, owner] : trace.priced) price_row.run(item, owner);
}

void Session::put_judged_state(const JudgedState& state) {
  std::optional<std::int64_t> latency;
  if (state.latency) latency = state.latency->count();
  connection_.run(
      "INSERT INTO judged (only_row, fingerprint, as_of, latency, receipts, events) "
      "VALUES (1, ?1, ?2, ?3, ?4, ?5) ON CONFLICT (only_row) DO UPDATE SET "
      "fingerprint = ?1, as_of = ?2, latency = ?3, receipts = ?4, events = ?5",
      state.fingerprint, seconds_of(state.as_of), latency,
      static_cast<std::int64_t>(state.receipts), static_cast<std::int64_t>(state.events));
}

}  // namespace weighbridge::store::sqlite
