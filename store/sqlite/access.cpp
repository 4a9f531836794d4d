#include "store/access.hpp"

#include <sstream>

#include "parsers/json/document.hpp"
#include "parsers/json/writer.hpp"
#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {
namespace {

std::string blank_separated(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::string json_list(const std::vector<std::string>& texts) {
  std::string out;
  json::Writer json(out);
  json.begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
  return out;
}

std::vector<std::string> texts_of(const Connection& connection, const std::string& list) {
  Findings findings;
  const auto document = json::Document::parse(list, findings);
  if (!document) connection.damaged("the scope of a token cannot be read");
  std::vector<std::string> texts;
  for (const json::Value value : document->root()) texts.emplace_back(value.text());
  return texts;
}

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
