#include "store/people.hpp"

#include "store/sqlite/session.hpp"
#include "store/sqlite/word_lists.hpp"

namespace weighbridge::store::sqlite {
namespace {

std::vector<cases::Grant> read_grants(Connection& connection, std::string_view user) {
  Statement rows = connection.prepare(
      "SELECT duty, entity, site, supplier_group, lead FROM user_grants WHERE user = ?1 "
      "ORDER BY duty, entity, site, supplier_group");
  rows.bind_all(user);
  std::vector<cases::Grant> grants;
  while (rows.step()) {
    const std::optional<cases::Duty> duty = cases::duty_from(rows.text(0));
    if (!duty) connection.damaged("there is no duty '" + rows.text(0) + "'");
    grants.push_back({*duty, {rows.text(1), rows.text(2), rows.text(3)}, rows.integer(4) != 0});
  }
  return grants;
}

// The columns stand in the order of the SELECTs below.
StoredUser read_user(Connection& connection, const Statement& row) {
  StoredUser user;
  user.id = row.text(0);
  user.name = row.text(1);
  user.password_hash = row.optional_text(2);
  user.roles = words_of(row.text(3));
  user.suppliers = texts_of(connection, row.text(4));
  user.sites = texts_of(connection, row.text(5));
  user.identity = row.optional_text(6);
  if (!row.is_null(7))
    user.totp = StoredTotp{std::string(row.blob(7)), row.integer(8) != 0,
                           static_cast<std::uint64_t>(row.integer(9))};
  user.created_at = row.instant(10);
  user.disabled_at = optional_instant(row, 11);
  user.grants = read_grants(connection, user.id);
  return user;
}

constexpr std::string_view kUserById =
    "SELECT id, name, password_hash, roles, suppliers, sites, identity, totp_secret, "
    "totp_confirmed, totp_step, created_at, disabled_at FROM users WHERE id = ?1";
constexpr std::string_view kUserByIdentity =
    "SELECT id, name, password_hash, roles, suppliers, sites, identity, totp_secret, "
    "totp_confirmed, totp_step, created_at, disabled_at FROM users WHERE identity = ?1";
constexpr std::string_view kUsers =
    "SELECT id, name, password_hash, roles, suppliers, sites, identity, totp_secret, "
    "totp_confirmed, totp_step, created_at, disabled_at FROM users ORDER BY id";

std::optional<StoredUser> one_user(Connection& connection, std::string_view sql,
                                   std::string_view key) {
  Statement row = connection.prepare(sql);
  row.bind_all(key);
  if (!row.step()) return std::nullopt;
  return read_user(connection, row);
}

std::vector<StandIn> read_stand_ins(Statement& rows) {
  std::vector<StandIn> found;
  while (rows.step())
    found.push_back({rows.text(0), rows.text(1), rows.instant(2), rows.instant(3)});
  return found;
}

}  // namespace

std::optional<StoredUser> Session::user(std::string_view id) {
  return one_user(connection_, kUserById, id);
}

std::optional<StoredUser> Session::user_of_identity(std::string_view identity) {
  return one_user(connection_, kUserByIdentity, identity);
}

std::vector<StoredUser> Session::users() {
  Statement rows = connection_.prepare(kUsers);
  std::vector<StoredUser> found;
  while (rows.step()) found.push_back(read_user(connection_, rows));
  return found;
}

std::vector<StandIn> Session::stand_ins() {
  Statement rows = connection_.prepare(
      "SELECT stand_in, absent, starts_at, ends_at FROM stand_ins ORDER BY stand_in, absent");
  return read_stand_ins(rows);
}

std::vector<StandIn> Session::stand_ins_of(std::string_view stand_in) {
  Statement rows = connection_.prepare(
      "SELECT stand_in, absent, starts_at, ends_at FROM stand_ins WHERE stand_in = ?1 "
      "ORDER BY absent");
  rows.bind_all(stand_in);
  return read_stand_ins(rows);
}

std::optional<StoredSession> Session::session(std::string_view digest) {
  Statement row = connection_.prepare(
      "SELECT digest, user, opened_at, seen_at, way FROM user_sessions WHERE digest = ?1");
  row.bind_all(digest);
  if (!row.step()) return std::nullopt;
  return StoredSession{row.text(0), row.text(1), row.instant(2), row.instant(3), row.text(4)};
}

std::optional<SignInLink> Session::sign_in_link(std::string_view digest) {
  Statement row =
      connection_.prepare("SELECT digest, user, expires_at FROM sign_in_links WHERE digest = ?1");
  row.bind_all(digest);
  if (!row.step()) return std::nullopt;
  return SignInLink{row.text(0), row.text(1), row.instant(2)};
}

std::size_t Session::count_recovery_codes(std::string_view user) {
  Statement row = connection_.prepare("SELECT count(*) FROM recovery_codes WHERE user = ?1");
  row.bind_all(user);
  return row.step() ? static_cast<std::size_t>(row.integer(0)) : 0;
}

void Session::put_user(const StoredUser& user) {
  std::optional<Blob> secret;
  if (user.totp) secret = Blob{user.totp->secret};
  const StoredTotp totp = user.totp.value_or(StoredTotp{});
  // Not INSERT OR REPLACE: what refers to the user must stay.
  connection_.run(
      "INSERT INTO users (id, name, password_hash, roles, suppliers, sites, identity, "
      "                   totp_secret, totp_confirmed, totp_step, created_at, disabled_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) "
      "ON CONFLICT (id) DO UPDATE SET name = ?2, password_hash = ?3, roles = ?4, suppliers = ?5, "
      "  sites = ?6, identity = ?7, totp_secret = ?8, totp_confirmed = ?9, totp_step = ?10, "
      "  disabled_at = ?12",
      user.id, user.name, user.password_hash, blank_separated(user.roles),
      json_list(user.suppliers), json_list(user.sites), user.identity, secret,
      std::int64_t{totp.confirmed ? 1 : 0}, sql_limit(totp.step), seconds_of(user.created_at),
      seconds_of(user.disabled_at));
  connection_.run("DELETE FROM user_grants WHERE user = ?1", user.id);
  for (const cases::Grant& grant : user.grants)
    connection_.run(
        "INSERT OR REPLACE INTO user_grants (user, duty, entity, site, supplier_group, lead) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        user.id, cases::to_string_view(grant.duty), grant.scope.entity, grant.scope.site,
        grant.scope.supplier_group, std::int64_t{grant.lead ? 1 : 0});
}

void Session::put_stand_in(const StandIn& stand_in) {
  connection_.run(
      "INSERT OR REPLACE INTO stand_ins (stand_in, absent, starts_at, ends_at) "
      "VALUES (?1, ?2, ?3, ?4)",
      stand_in.stand_in, stand_in.absent, seconds_of(stand_in.starts_at),
      seconds_of(stand_in.ends_at));
}

bool Session::drop_stand_in(std::string_view stand_in, std::string_view absent) {
  connection_.run("DELETE FROM stand_ins WHERE stand_in = ?1 AND absent = ?2", stand_in, absent);
  return connection_.changes() != 0;
}

void Session::add_session(const StoredSession& session) {
  connection_.run(
      "INSERT INTO user_sessions (digest, user, opened_at, seen_at, way) "
      "VALUES (?1, ?2, ?3, ?4, ?5)",
      session.digest, session.user, seconds_of(session.opened_at), seconds_of(session.seen_at),
      session.way);
}

void Session::touch_session(std::string_view digest, Instant seen_at) {
  connection_.run("UPDATE user_sessions SET seen_at = ?2 WHERE digest = ?1", digest,
                  seconds_of(seen_at));
}

bool Session::drop_session(std::string_view digest) {
  connection_.run("DELETE FROM user_sessions WHERE digest = ?1", digest);
  return connection_.changes() != 0;
}

std::size_t Session::drop_sessions_of(std::string_view user) {
  connection_.run("DELETE FROM user_sessions WHERE user = ?1", user);
  return static_cast<std::size_t>(connection_.changes());
}

void Session::drop_sessions(Instant opened_before, Instant seen_before) {
  connection_.run("DELETE FROM user_sessions WHERE opened_at < ?1 OR seen_at < ?2",
                  seconds_of(opened_before), seconds_of(seen_before));
}

void Session::put_sign_in_link(const SignInLink& link) {
  drop_sign_in_links(link.user);
  connection_.run("INSERT INTO sign_in_links (digest, user, expires_at) VALUES (?1, ?2, ?3)",
                  link.digest, link.user, seconds_of(link.expires_at));
}

void Session::drop_sign_in_links(std::string_view user) {
  connection_.run("DELETE FROM sign_in_links WHERE user = ?1", user);
}

void Session::put_recovery_codes(std::string_view user, const std::vector<std::string>& digests) {
  connection_.run("DELETE FROM recovery_codes WHERE user = ?1", user);
  for (const std::string& digest : digests)
    connection_.run("INSERT OR REPLACE INTO recovery_codes (user, digest) VALUES (?1, ?2)", user,
                    digest);
}

bool Session::use_recovery_code(std::string_view user, std::string_view digest) {
  connection_.run("DELETE FROM recovery_codes WHERE user = ?1 AND digest = ?2", user, digest);
  return connection_.changes() != 0;
}

}  // namespace weighbridge::store::sqlite
