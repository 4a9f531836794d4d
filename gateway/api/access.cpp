#include "gateway/api/access.hpp"

#include <algorithm>

#include "cases/journal.hpp"
#include "gateway/api/operations.hpp"
#include "gateway/api/person.hpp"
#include "gateway/api/token.hpp"
#include "gateway/http/media_type.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/people/records.hpp"
#include "gateway/people/same_origin.hpp"
#include "gateway/people/secrets.hpp"

namespace weighbridge::api {
namespace {

using http::Caller;
using http::Problem;
using http::Response;

/// A token that was revoked is refused after so long at the latest.
constexpr std::chrono::seconds kAskedAgain{5};
constexpr std::size_t kKnownMax = 10'000;

Response unauthenticated(std::string_view detail) {
  Response response = http::problem_response(Problem::unauthenticated, detail);
  response.fields.add("WWW-Authenticate", "Bearer realm=\"weighbridge\"");
  return response;
}

/// The token of `Authorization: Bearer TOKEN`; empty when there is none.
std::string_view bearer_token(const http::Request& head) {
  constexpr std::string_view kScheme = "Bearer ";
  std::string_view value = head.fields["Authorization"];
  if (value.size() <= kScheme.size() || !http::same_word(value.substr(0, kScheme.size()), kScheme))
    return {};
  value.remove_prefix(kScheme.size());
  return value;
}

bool has_role(const Caller& caller, std::string_view roles) {
  Operation asked;
  asked.roles = roles;
  return std::any_of(caller.roles.begin(), caller.roles.end(),
                     [&](const std::string& role) { return may_call(asked, role); });
}

/// Whether a person's role reaches all of the gateway: as far as the duties granted with it do
/// (M-0.4). Machines' role has no duty.
bool reaches_all(const Caller& caller, std::string_view role) {
  if (role == "integration") return true;
  return std::any_of(caller.grants.begin(), caller.grants.end(), [&](const cases::Grant& grant) {
    return cases::role_of(grant.duty) == role && grant.scope == cases::Scope{};
  });
}

/// A token is bound by its suppliers and sites alone, a person by his grants too.
bool has_role_everywhere(const Caller& caller, std::string_view roles) {
  if (is_scoped(caller)) return false;
  if (caller.id.empty()) return has_role(caller, roles);
  Caller unbound = caller;
  std::erase_if(unbound.roles, [&](const std::string& role) { return !reaches_all(caller, role); });
  return has_role(unbound, roles);
}

bool is_reading(const http::Request& head) {
  return head.method == "GET" || head.method == "HEAD";
}

bool is_about_session(const Operation& operation) {
  return operation.pattern.starts_with("/api/v1/session");
}

std::optional<Response> refuse(const Operation& operation, const Caller& caller,
                               std::string_view roles) {
  if (!has_role(caller, roles))
    return http::problem_response(Problem::forbidden,
                                  "this wants one of the roles: " + std::string(roles));
  if (!operation.scoped && !has_role_everywhere(caller, roles))
    return http::problem_response(Problem::forbidden,
                                  "this is not for callers who are bound to some suppliers or "
                                  "sites, nor for duties that were granted at some places only");
  if (caller.must_enrol && !is_about_session(operation))
    return http::problem_response(
        Problem::forbidden, "your role wants a second factor; set one up: /api/v1/session/totp");
  return std::nullopt;
}

bool names(const std::vector<std::string>& scope, std::string_view name) {
  return scope.empty() || std::find(scope.begin(), scope.end(), name) != scope.end();
}

}  // namespace

bool allows(const Operation& operation, const Caller& caller) {
  return operation.roles == "*" || !refuse(operation, caller, operation.roles);
}

bool is_scoped(const Caller& caller) {
  return !caller.suppliers.empty() || !caller.sites.empty();
}

bool in_scope(const Caller& caller, std::string_view supplier, std::string_view site) {
  return names(caller.suppliers, supplier) && names(caller.sites, site);
}

Access::Access(store::Store& store, http::WorkPool& pool, people::Sessions& sessions,
               people::Hashing& hashing, bool metrics_need_token)
    : store_(store),
      pool_(pool),
      sessions_(sessions),
      hashing_(hashing),
      metrics_need_token_(metrics_need_token) {}

boost::asio::awaitable<std::variant<Caller, Response>> Access::authorize(
    const http::Route& route, const http::Request& head) {
  const Operation* operation = find_operation(route.operation);
  if (operation == nullptr) co_return http::problem_response(Problem::forbidden, "nobody may");
  std::string_view roles = operation->roles;
  if (operation->name == "get_metrics" && metrics_need_token_) roles = "operator auditor admin";
  if (roles == "*") co_return Caller{};

  const std::string_view text = bearer_token(head);
  const bool over_tls = people::is_reached_over_tls(sessions_.settings(), head.secure);
  const std::string_view cookie = people::session_cookie(head, over_tls);
  if (text.empty() && cookie.empty())
    co_return unauthenticated(
        "sign in, or send Authorization: Bearer TOKEN (weighbridge token create)");
  Who who;
  if (text.empty())
    who = co_await by_session(head, cookie, operation->name != "get_stream");
  else
    who = co_await by_token(text);
  const Caller* caller = std::get_if<Caller>(&who);
  if (caller == nullptr) co_return who;
  std::optional<Response> refusal = refuse(*operation, *caller, roles);
  if (!refusal) co_return who;
  if (!is_reading(head)) {
    std::function<void()> record = [&] { record_refusal(*operation, *caller, head); };
    co_await pool_.run(std::move(record));
  }
  co_return std::move(*refusal);
}

void Access::record_refusal(const Operation& operation, const Caller& caller,
                            const http::Request& head) {
  const cases::Act act{sessions_.now(), caller.name, std::string(leading_role(caller)), head.id};
  cases::CanonicalObject after;
  after.text("operation", operation.name).text("wants", operation.roles);
  try {
    store_.write([&](store::Writer& writer) {
      const std::string object = caller.id.empty() ? "token" : people::object_of(caller.id);
      writer.append(cases::happened(act, "access.refused", object, after));
    });
  } catch (const store::StoreError&) {  // refused all the same; the log has it too
  }
}

boost::asio::awaitable<Access::Who> Access::by_session(const http::Request& head,
                                                       std::string_view id, bool is_use) {
  std::optional<Caller> caller;
  std::function<void()> look = [&] { caller = sessions_.caller(id, is_use); };
  co_await pool_.run(std::move(look));
  if (!caller) co_return unauthenticated("the session is over; sign in again");
  if (is_reading(head)) co_return std::move(*caller);
  // Browsers add cookies to whatever any page sends: only a page of ours knows the token.
  if (people::origin_of(head, sessions_.settings().url) != people::Origin::ours)
    co_return http::problem_response(
        Problem::forbidden, "a session changes nothing for a page of another site: send Origin");
  if (!people::same_secret(head.fields["X-CSRF-Token"], people::csrf_token_of(id)))
    co_return http::problem_response(
        Problem::forbidden, "send X-CSRF-Token with what GET /api/v1/session says as `csrf`");
  co_return std::move(*caller);
}

boost::asio::awaitable<Access::Who> Access::by_token(std::string_view text) {
  const std::optional<std::string> id = token_id(text);
  if (!id) co_return unauthenticated("this is no token of ours");
  const std::string digest = token_digest(text);
  std::optional<Known> known = remembered(digest);
  if (!known || std::chrono::steady_clock::now() - known->asked_at > kAskedAgain) {
    const bool was_verified = known && known->caller;
    Known answer{std::nullopt, std::chrono::steady_clock::now()};
    std::function<void()> ask = [&] { answer.caller = ask_store(*id, text, was_verified); };
    co_await pool_.run(std::move(ask));
    remember(digest, answer);
    known = std::move(answer);
  }
  if (!known->caller) co_return unauthenticated("the token does not hold (any more)");
  co_return *known->caller;
}

std::optional<Caller> Access::ask_store(const std::string& id, std::string_view text,
                                        bool was_verified) {
  std::optional<store::StoredToken> token;
  store_.read([&](store::Reader& reader) { token = reader.token(id); });
  if (!token || token->revoked_at) return std::nullopt;
  if (token->expires_at && *token->expires_at <= sessions_.now()) return std::nullopt;
  if (!was_verified) {
    // Those who came with the same token at the same time need not ask again.
    const std::optional<Known> meanwhile = remembered(token_digest(text));
    if (!(meanwhile && meanwhile->caller) && !hashing_.holds(token->hash, text))
      return std::nullopt;
    remember(token_digest(text), {Caller{token->name, token->roles, token->suppliers, token->sites},
                                  std::chrono::steady_clock::now()});
  }
  return Caller{token->name, token->roles, token->suppliers, token->sites};
}

std::optional<Access::Known> Access::remembered(const std::string& digest) {
  const std::lock_guard lock(mutex_);
  const auto found = known_.find(digest);
  if (found == known_.end()) return std::nullopt;
  return found->second;
}

void Access::remember(const std::string& digest, Known known) {
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kKnownMax) known_.clear();
  known_[digest] = std::move(known);
}

}  // namespace weighbridge::api
