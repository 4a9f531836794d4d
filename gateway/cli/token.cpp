#include "gateway/cli/token.hpp"

#include <algorithm>
#include <chrono>
#include <functional>

#include <unistd.h>

#include "cases/journal.hpp"
#include "gateway/api/operations.hpp"
#include "gateway/api/token.hpp"
#include "gateway/cli/complaint.hpp"
#include "gateway/cli/opened_store.hpp"
#include "gateway/cli/table.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "gateway/serve/settings.hpp"
#include "parsers/json/writer.hpp"
#include "parsers/nearest_name.hpp"

namespace weighbridge::cli {
namespace {

/// Opens the store of a gateway's settings and does `work` with it.
ExitStatus with_store_of(const std::string& config, const Screen& screen,
                         const std::function<ExitStatus(store::Store&)>& work) {
  std::vector<TableError> errors;
  const serve::Settings settings = serve::read_settings(config, serve::process_environment, errors);
  for (const TableError& error : errors) screen.err.write(complaint(error));
  if (!errors.empty()) return ExitStatus::configuration;
  try {
    return work(*store::open_sqlite(settings.store, settings.store_options));
  } catch (const store::StoreError& failure) {
    return tell_failure(settings.store, failure, screen);
  }
}

/// The ledger names who was at the keyboard, as far as the system knows.
cases::Act act_now() {
  const char* login = ::getlogin();
  const std::string who = login != nullptr ? login : "uid " + std::to_string(::getuid());
  return {intake::wall_clock(), who + " (weighbridge token)", "admin", "token"};
}

bool are_roles(const std::vector<std::string>& words, const Screen& screen) {
  const auto known = api::roles();
  for (const std::string& word : words) {
    if (std::find(known.begin(), known.end(), word) != known.end()) continue;
    screen.err.write(
        complaint("--role", "there is no role '" + word + "'", suggest_name(word, known)));
    return false;
  }
  return true;
}

std::string joined(const std::vector<std::string>& words, std::string_view none) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text.empty() ? std::string(none) : text;
}

std::string_view state_of(const store::StoredToken& token, Instant now) {
  if (token.revoked_at) return "revoked";
  return token.expires_at && *token.expires_at <= now ? "expired" : "holds";
}

std::string tokens_json(const std::vector<store::StoredToken>& tokens, Instant now) {
  std::string out;
  json::Writer json(out, 2, 2);
  json.begin_object().key("tokens").begin_array();
  for (const store::StoredToken& token : tokens) {
    json.begin_object().member("id", token.id).member("name", token.name);
    json.member("state", state_of(token, now));
    const auto list = [&](std::string_view name, const std::vector<std::string>& words) {
      json.key(name).begin_array();
      for (const std::string& word : words) json.string(word);
      json.end_array();
    };
    list("roles", token.roles);
    list("suppliers", token.suppliers);
    list("sites", token.sites);
    json.member("created", to_string(token.created_at));
    if (token.expires_at) json.member("expires", to_string(*token.expires_at));
    if (token.revoked_at) json.member("revoked", to_string(*token.revoked_at));
    json.end_object();
  }
  json.end_array().end_object();
  return out + '\n';
}

std::string tokens_text(const std::vector<store::StoredToken>& tokens, Instant now,
                        const Style& style) {
  if (tokens.empty()) return "No tokens.\n";
  Table table({{"Token"}, {"Name"}, {"State"}, {"Roles"}, {"Suppliers"}, {"Sites"}, {"Expires"}});
  for (const store::StoredToken& token : tokens)
    table.add({token.id, token.name, std::string(state_of(token, now)), joined(token.roles, ""),
               joined(token.suppliers, "all"), joined(token.sites, "all"),
               token.expires_at ? to_string(*token.expires_at).substr(0, 10) : "never"});
  return table.render(style);
}

}  // namespace

ExitStatus token_create(const TokenCreateOptions& options, const Screen& screen) {
  if (!are_roles(options.roles, screen)) return ExitStatus::usage;
  return with_store_of(options.config, screen, [&](store::Store& store) {
    const api::NewToken made = api::make_token();
    const cases::Act act = act_now();
    store::StoredToken token;
    token.id = made.id;
    token.name = options.name;
    token.hash = made.hash;
    token.roles = options.roles;
    token.suppliers = options.suppliers;
    token.sites = options.sites;
    token.created_at = act.at;
    if (options.days != 0)
      token.expires_at = act.at + std::chrono::days(std::min<std::uint64_t>(options.days, 36'500));
    cases::CanonicalObject after;
    after.text("name", token.name).text("roles", joined(token.roles, ""));
    after.text("suppliers", joined(token.suppliers, "")).text("sites", joined(token.sites, ""));
    store.write([&](store::Writer& writer) {
      writer.add_token(token);
      writer.append(cases::happened(act, "token.created", token.id, after));
    });
    screen.out.write(made.text + '\n');
    return ExitStatus::well;
  });
}

ExitStatus token_list(const TokenListOptions& options, const Screen& screen) {
  return with_store_of(options.config, screen, [&](store::Store& store) {
    std::vector<store::StoredToken> tokens;
    store.read([&](store::Reader& reader) { tokens = reader.tokens(); });
    const Instant now = intake::wall_clock();
    screen.out.write(options.format == Format::json ? tokens_json(tokens, now)
                                                    : tokens_text(tokens, now, screen.style));
    return ExitStatus::well;
  });
}

ExitStatus token_revoke(const TokenRevokeOptions& options, const Screen& screen) {
  return with_store_of(options.config, screen, [&](store::Store& store) {
    const cases::Act act = act_now();
    bool revoked = false;
    store.write([&](store::Writer& writer) {
      revoked = writer.revoke_token(options.id, act.at);
      if (revoked) writer.append(cases::happened(act, "token.revoked", options.id, {}));
    });
    if (revoked) return ExitStatus::well;
    screen.err.write(
        complaint(options.id, "there is no such token that still holds",
                  "see which there are: weighbridge token list --config " + options.config));
    return ExitStatus::rejected;
  });
}

}  // namespace weighbridge::cli
