#include "store/access.hpp"

#include "store/sqlite/session.hpp"
#include "store/sqlite/word_lists.hpp"

namespace weighbridge::store::sqlite {
namespace {

// The columns stand in the order of the SELECTs below.
StoredToken read_token(const Connection& connection, const Statement& row) {
  StoredToken token;
  token.id = row.text(0);
  token.name = row.text(1);
  token.hash = row.text(2);
  token.roles = words_of(row.text(3));
  token.suppliers = texts_of(connection, row.text(4));
  token.sites = texts_of(connection, row.text(5));
  token.created_at = row.instant(6);
  token.expires_at = optional_instant(row, 7);
  token.revoked_at = optional_instant(row, 8);
  return token;
}

}  // namespace

std::optional<StoredToken> Session::token(std::string_view id) {
  Statement row = connection_.prepare(
      "SELECT id, name, hash, roles, suppliers, sites, created_at, expires_at, revoked_at "
      "FROM access_tokens WHERE id = ?1");
  row.bind_all(id);
  if (!row.step()) return std::nullopt;
  return read_token(connection_, row);
}

std::vector<StoredToken> Session::tokens() {
  Statement rows = connection_.prepare(
      "SELECT id, name, hash, roles, suppliers, sites, created_at, expires_at, revoked_at "
      "FROM access_tokens ORDER BY name, id");
  std::vector<StoredToken> found;
  while (rows.step()) found.push_back(read_token(connection_, rows));
  return found;
}

void Session::add_token(const StoredToken& token) {
  connection_.run(
      "INSERT INTO access_tokens (id, name, hash, roles, suppliers, sites, created_at, "
      "                           expires_at, revoked_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      token.id, token.name, token.hash, blank_separated(token.roles), json_list(token.suppliers),
      json_list(token.sites), seconds_of(token.created_at), seconds_of(token.expires_at),
      seconds_of(token.revoked_at));
}

bool Session::revoke_token(std::string_view id, Instant at) {
  connection_.run("UPDATE access_tokens SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL",
                  id, seconds_of(at));
  return connection_.changes() != 0;
}

}  // namespace weighbridge::store::sqlite
