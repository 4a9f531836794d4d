#include "store/policy_versions.hpp"

#include "store/sqlite/session.hpp"
#include "store/sqlite/word_lists.hpp"

namespace weighbridge::store::sqlite {
namespace {

using cases::PolicyVersion;

// The columns stand in the order of this SELECT.
constexpr std::string_view kSelect =
    "SELECT number, text, from_file, state, authors, proposed_at, reason, decided_by, decided_at, "
    "decision, in_force_from, in_force_until FROM policy_versions ";

PolicyVersion read_version(const Connection& connection, const Statement& row) {
  PolicyVersion version;
  version.number = static_cast<std::uint64_t>(row.integer(0));
  version.text = row.text(1);
  version.from_file = row.integer(2) != 0;
  const auto state = cases::policy_state_from(row.text(3));
  if (!state) connection.damaged("a policy can not be '" + row.text(3) + "'");
  version.state = *state;
  version.authors = texts_of(connection, row.text(4));
  version.proposed_at = row.instant(5);
  version.reason = row.text(6);
  version.decided_by = row.text(7);
  version.decided_at = optional_instant(row, 8);
  version.decision = row.text(9);
  version.in_force_from = optional_instant(row, 10);
  version.in_force_until = optional_instant(row, 11);
  return version;
}

std::optional<PolicyVersion> one(const Connection& connection, Statement& row) {
  if (!row.step()) return std::nullopt;
  return read_version(connection, row);
}

}  // namespace

std::vector<PolicyVersion> Session::policy_versions(std::uint64_t before, std::size_t limit) {
  static const std::string sql =
      std::string(kSelect) + "WHERE number < ?1 ORDER BY number DESC LIMIT ?2";
  Statement rows = connection_.prepare(sql);
  rows.bind_all(sql_limit(before), sql_limit(limit));
  std::vector<PolicyVersion> found;
  while (rows.step()) found.push_back(read_version(connection_, rows));
  return found;
}

std::optional<PolicyVersion> Session::policy_version(std::uint64_t number) {
  static const std::string sql = std::string(kSelect) + "WHERE number = ?1";
  Statement row = connection_.prepare(sql);
  row.bind_all(sql_limit(number));
  return one(connection_, row);
}

std::optional<PolicyVersion> Session::policy_in_force() {
  static const std::string sql = std::string(kSelect) + "WHERE state = 'in_force'";
  Statement row = connection_.prepare(sql);
  return one(connection_, row);
}

std::optional<PolicyVersion> Session::policy_of_file() {
  static const std::string sql =
      std::string(kSelect) + "WHERE from_file ORDER BY number DESC LIMIT 1";
  Statement row = connection_.prepare(sql);
  return one(connection_, row);
}

std::size_t Session::count_proposed_policies() {
  Statement row =
      connection_.prepare("SELECT count(*) FROM policy_versions WHERE state = 'proposed'");
  return row.step() ? static_cast<std::size_t>(row.integer(0)) : 0;
}

std::uint64_t Session::add_policy_version(const PolicyVersion& version) {
  Statement row = connection_.prepare(
      "INSERT INTO policy_versions (text, from_file, state, authors, proposed_at, reason, "
      "                             decided_by, decided_at, decision, in_force_from, "
      "                             in_force_until) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING number");
  const std::string authors = json_list(version.authors);  // must outlive the step
  row.bind_all(version.text, std::int64_t{version.from_file}, to_string_view(version.state),
               authors, seconds_of(version.proposed_at), version.reason, version.decided_by,
               seconds_of(version.decided_at), version.decision, seconds_of(version.in_force_from),
               seconds_of(version.in_force_until));
  row.step();
  return static_cast<std::uint64_t>(row.integer(0));
}

void Session::put_policy_version(const PolicyVersion& version) {
  connection_.run(
      "UPDATE policy_versions SET state = ?2, decided_by = ?3, decided_at = ?4, decision = ?5, "
      "in_force_from = ?6, in_force_until = ?7 WHERE number = ?1",
      sql_limit(version.number), to_string_view(version.state), version.decided_by,
      seconds_of(version.decided_at), version.decision, seconds_of(version.in_force_from),
      seconds_of(version.in_force_until));
}

}  // namespace weighbridge::store::sqlite
