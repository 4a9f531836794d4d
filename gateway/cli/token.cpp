#include "gateway/cli/token.hpp"

#include <algorithm>
#include <chrono>

#include "cases/journal.hpp"
#include "gateway/api/token.hpp"
#include "gateway/cli/administration.hpp"
#include "gateway/cli/complaint.hpp"
#include "gateway/cli/table.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::cli {
namespace {

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
  const bool is_supplier =
      std::find(options.roles.begin(), options.roles.end(), "supplier") != options.roles.end();
  if (is_supplier && options.suppliers.empty()) {
    screen.err.write(
        complaint("--role", "a supplier's token is bound to its supplier", "add --supplier ID"));
    return ExitStatus::usage;
  }
  return with_gateway_store(
      options.config, screen, [&](store::Store& store, const serve::Settings&) {
        const api::NewToken made = api::make_token();
        const cases::Act act = act_now("token");
        store::StoredToken token;
        token.id = made.id;
        token.name = options.name;
        token.hash = made.hash;
        token.roles = options.roles;
        token.suppliers = options.suppliers;
        token.sites = options.sites;
        token.created_at = act.at;
        if (options.days != 0)
          token.expires_at =
              act.at + std::chrono::days(std::min<std::uint64_t>(options.days, 36'500));
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
  return with_gateway_store(
      options.config, screen, [&](store::Store& store, const serve::Settings&) {
        std::vector<store::StoredToken> tokens;
        store.read([&](store::Reader& reader) { tokens = reader.tokens(); });
        const Instant now = intake::wall_clock();
        screen.out.write(options.format == Format::json ? tokens_json(tokens, now)
                                                        : tokens_text(tokens, now, screen.style));
        return ExitStatus::well;
      });
}

ExitStatus token_revoke(const TokenRevokeOptions& options, const Screen& screen) {
  return with_gateway_store(
      options.config, screen, [&](store::Store& store, const serve::Settings&) {
        const cases::Act act = act_now("token");
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
