#include "gateway/people/sessions.hpp"

#include <algorithm>

#include "gateway/api/person.hpp"
#include "gateway/people/secrets.hpp"

namespace weighbridge::people {
namespace {

// A browser takes a __Host- cookie over TLS only, for this host only and from this host only (RFC
// 6265bis, 4.1.3.2).
constexpr std::string_view kTlsCookie = "__Host-weighbridge", kPlainCookie = "weighbridge";

void add_role(http::Caller& caller, std::string_view role) {
  if (std::find(caller.roles.begin(), caller.roles.end(), role) == caller.roles.end())
    caller.roles.emplace_back(role);
}

/// Whoever stands in does the absent person's daily work; to run or to read the gateway is nobody's
/// to hand over.
bool is_handed_over(std::string_view role) {
  return role == "clerk" || role == "supervisor" || role == "procurement" || role == "warehouse";
}

/// No duty can be bound to single suppliers. Those of somebody who is go to whom the same suppliers
/// bind, and to nobody else: he would have them for all suppliers.
bool are_bound_alike(const http::Caller& caller, const store::StoredUser& absent) {
  if (absent.suppliers.empty()) return true;
  const auto is_of_absent = [&](const std::string& supplier) {
    return std::find(absent.suppliers.begin(), absent.suppliers.end(), supplier) !=
           absent.suppliers.end();
  };
  return !caller.suppliers.empty() &&
         std::all_of(caller.suppliers.begin(), caller.suppliers.end(), is_of_absent);
}

/// What is taken over reaches no farther than it did with the absent person: the grants carry the
/// sites.
void stand_in_for(http::Caller& caller, const store::StoredUser& absent) {
  caller.stands_in_for.push_back(absent.id);
  if (!are_bound_alike(caller, absent)) return;
  for (const std::string& role : absent.roles)
    if (is_handed_over(role)) add_role(caller, role);
  for (const cases::Grant& grant : api::granted(absent.roles, absent.grants, absent.sites)) {
    caller.grants.push_back(grant);
    if (is_handed_over(cases::role_of(grant.duty))) add_role(caller, cases::role_of(grant.duty));
  }
}

bool needs_totp(const http::Caller& caller, const SignInSettings& settings) {
  return std::any_of(caller.roles.begin(), caller.roles.end(), [&](const std::string& role) {
    return std::find(settings.totp_roles.begin(), settings.totp_roles.end(), role) !=
           settings.totp_roles.end();
  });
}

}  // namespace

http::Caller caller_of(const store::StoredUser& user, store::Reader& reader, Instant now,
                       const SignInSettings& settings) {
  http::Caller caller;
  caller.name = caller.id = user.id;
  caller.display_name = user.name;
  if (user.disabled_at) return caller;
  caller.roles = user.roles;
  caller.suppliers = user.suppliers;
  caller.sites = user.sites;
  caller.grants = api::granted(user.roles, user.grants, user.sites);
  for (const cases::Grant& grant : caller.grants) add_role(caller, cases::role_of(grant.duty));
  for (const store::StandIn& row : reader.stand_ins_of(user.id)) {
    if (now < row.starts_at || now >= row.ends_at) continue;
    const std::optional<store::StoredUser> absent = reader.user(row.absent);
    if (absent && !absent->disabled_at) stand_in_for(caller, *absent);
  }
  // No supplier named would mean all of them.
  if (caller.suppliers.empty()) std::erase(caller.roles, "supplier");
  const bool enrolled = user.totp && user.totp->confirmed;
  caller.must_enrol = !enrolled && needs_totp(caller, settings);
  return caller;
}

bool Sessions::is_over(const store::StoredSession& session, Instant now) const {
  return now >= session.opened_at + settings_.absolute || now >= session.seen_at + settings_.idle;
}

std::optional<http::Caller> Sessions::caller(std::string_view id, bool is_use) {
  const std::string digest = digest_of(id);
  const Instant now = clock_();
  std::optional<store::StoredSession> session;
  std::optional<http::Caller> caller;
  store_.read([&](store::Reader& reader) {
    session = reader.session(digest);
    if (!session || is_over(*session, now)) return;
    const std::optional<store::StoredUser> user = reader.user(session->user);
    if (!user || user->disabled_at) return;
    caller = caller_of(*user, reader, now, settings_);
    caller->session = digest;
    if (session->way == "oidc") caller->must_enrol = false;  // the provider's matter
  });
  if (!caller) return std::nullopt;
  const std::chrono::seconds rarely = std::min(std::chrono::seconds{60}, settings_.idle / 30);
  if (is_use && now - session->seen_at > rarely) {
    try {
      store_.write([&](store::Writer& writer) { writer.touch_session(digest, now); });
    } catch (const store::StoreError&) {  // a full disk must not sign people out who only read
    }
  }
  return caller;
}

std::string Sessions::open(store::Writer& writer, const std::string& user,
                           std::string_view way) const {
  const Instant now = clock_();
  writer.drop_sessions(now - settings_.absolute, now - settings_.idle);
  std::string id = new_secret();
  writer.add_session({digest_of(id), user, now, now, std::string(way)});
  return id;
}

std::optional<std::string> Sessions::renew(store::Writer& writer, std::string_view id) const {
  const std::string digest = digest_of(id);
  std::optional<store::StoredSession> session = writer.session(digest);
  if (!session || is_over(*session, clock_())) return std::nullopt;
  writer.drop_session(digest);
  std::string renewed = new_secret();
  session->digest = digest_of(renewed);
  session->seen_at = clock_();
  writer.add_session(*session);
  return renewed;
}

std::optional<Instant> Sessions::ends_at(std::string_view digest) {
  std::optional<store::StoredSession> session;
  store_.read([&](store::Reader& reader) { session = reader.session(digest); });
  if (!session) return std::nullopt;
  return session->opened_at + settings_.absolute;
}

std::string csrf_token_of(std::string_view id) {
  return derived_secret(id, "csrf");
}

std::string_view cookie_value(const http::Request& request, std::string_view name) {
  std::string_view rest = request.fields["Cookie"];
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return pair.substr(name.size() + 1);
  }
  return {};
}

std::string_view session_cookie(const http::Request& request, bool over_tls) {
  return cookie_value(request, over_tls ? kTlsCookie : kPlainCookie);
}

std::string set_session_cookie(std::string_view id, bool over_tls) {
  std::string cookie(over_tls ? kTlsCookie : kPlainCookie);
  cookie.append("=").append(id).append("; Path=/; HttpOnly; SameSite=Strict");
  if (over_tls) cookie += "; Secure";
  if (id.empty()) cookie += "; Max-Age=0";
  return cookie;
}

}  // namespace weighbridge::people
