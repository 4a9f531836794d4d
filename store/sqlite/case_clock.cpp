// What time does to cases, lists that follow from it, and answers to be given again.
#include <algorithm>

#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {
namespace {

std::string case_id_of(const Statement& row) {
  return to_string(cases::CaseNumber{static_cast<int>(row.integer(0)),
                                     static_cast<std::uint64_t>(row.integer(1))});
}

std::vector<std::string> case_ids(Statement& rows) {
  std::vector<std::string> found;
  while (rows.step()) found.push_back(case_id_of(rows));
  return found;
}

}  // namespace

CaseClock Session::case_clock(std::string_view case_id) {
  const cases::CaseNumber number = number_of(case_id);
  Statement row = connection_.prepare(
      "SELECT resolve_due, money_date, look_at FROM cases WHERE year = ?1 AND number = ?2");
  row.bind_all(std::int64_t{number.year}, static_cast<std::int64_t>(number.number));
  if (!row.step()) return {};
  return {optional_instant(row, 0), row.integer(1) != 0, optional_instant(row, 2)};
}

void Session::put_case_clock(std::string_view case_id, const CaseClock& clock) {
  const cases::CaseNumber number = number_of(case_id);
  connection_.run(
      "UPDATE cases SET resolve_due = ?3, money_date = ?4, look_at = ?5 "
      "WHERE year = ?1 AND number = ?2",
      std::int64_t{number.year}, static_cast<std::int64_t>(number.number),
      seconds_of(clock.resolve_due), std::int64_t{clock.money_date}, seconds_of(clock.look_at));
}

std::vector<std::string> Session::cases_to_look_at(Instant now, std::size_t limit) {
  Statement rows = connection_.prepare(
      "SELECT year, number FROM cases INDEXED BY cases_to_look_at "
      "WHERE look_at IS NOT NULL AND look_at <= ?1 ORDER BY look_at LIMIT ?2");
  rows.bind_all(sqlite::seconds_of(now), sql_limit(limit));
  return case_ids(rows);
}

std::vector<std::string> Session::cases_with_news(std::size_t limit) {
  Statement rows = connection_.prepare(
      "SELECT DISTINCT year, case_effects.number FROM case_effects "
      "INDEXED BY case_effects_pending JOIN outbox ON outbox.id = case_effects.outbound "
      "WHERE case_effects.state = 'pending' AND case_effects.outbound <> '' "
      "  AND outbox.state IN ('delivered', 'dead') LIMIT ?1");
  rows.bind_all(sql_limit(limit));
  return case_ids(rows);
}

std::vector<cases::Case> Session::merged_into(std::string_view case_id) {
  std::vector<cases::Case> found;
  Statement rows = connection_.prepare(
      "SELECT year, number FROM cases WHERE merged_into = ?1 AND merged_into <> '' "
      "ORDER BY year, number");
  rows.bind_all(case_id);
  for (const std::string& id : case_ids(rows))
    if (auto value = find_case(id)) found.push_back(std::move(*value));
  return found;
}

std::vector<cases::Case> Session::earlier_cases(std::string_view supplier,
                                                const std::vector<std::string>& codes,
                                                Instant since, std::size_t limit) {
  std::vector<cases::Case> found;
  Statement rows = connection_.prepare(
      "SELECT year, number FROM cases WHERE supplier = ?1 AND opened_at >= ?2 "
      "ORDER BY opened_at DESC, year DESC, number DESC");
  rows.bind_all(supplier, sqlite::seconds_of(since));
  constexpr std::size_t kLookedAtMax = 2000;
  for (std::size_t looked = 0; found.size() < limit && looked < kLookedAtMax && rows.step();
       ++looked) {
    auto value = find_case(case_id_of(rows));
    const bool alike =
        value &&
        std::any_of(value->items.begin(), value->items.end(), [&](const cases::CaseItem& item) {
          return std::find(codes.begin(), codes.end(), item.code) != codes.end();
        });
    if (alike) found.push_back(std::move(*value));
  }
  return found;
}

std::optional<AnsweredRequest> Session::answered(std::string_view caller, std::string_view key) {
  Statement row = connection_.prepare(
      "SELECT sha256, status, body, at FROM answered_requests WHERE caller = ?1 AND key = ?2");
  row.bind_all(caller, key);
  if (!row.step()) return std::nullopt;
  return AnsweredRequest{std::string(caller), std::string(key),
                         row.text(0),         static_cast<unsigned>(row.integer(1)),
                         row.text(2),         row.instant(3)};
}

void Session::put_answered(const AnsweredRequest& request) {
  connection_.run(
      "INSERT OR REPLACE INTO answered_requests (caller, key, sha256, status, body, at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      request.caller, request.key, request.sha256, std::int64_t{request.status}, request.body,
      sqlite::seconds_of(request.at));
}

void Session::forget_answered(Instant before, std::size_t limit) {
  connection_.run(
      "DELETE FROM answered_requests WHERE (caller, key) IN "
      "(SELECT caller, key FROM answered_requests WHERE at < ?1 ORDER BY at LIMIT ?2)",
      sqlite::seconds_of(before), sql_limit(limit));
}

}  // namespace weighbridge::store::sqlite
