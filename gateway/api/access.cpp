#include "gateway/api/access.hpp"

#include <algorithm>

#include "gateway/api/operations.hpp"
#include "gateway/api/token.hpp"
#include "gateway/http/media_type.hpp"
#include "gateway/http/problem.hpp"

namespace weighbridge::api {
namespace {

using http::Caller;
using http::Problem;
using http::Response;

/// A token that was revoked is refused after so long at the latest.
constexpr std::chrono::seconds kAskedAgain{5};
constexpr std::size_t kKnownMax = 10'000;
/// How long a request waits for its turn to be hashed.
constexpr std::chrono::milliseconds kHashWait{500};

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

std::optional<Response> refuse(const Operation& operation, const Caller& caller,
                               std::string_view roles) {
  Operation asked = operation;
  asked.roles = roles;
  const bool has_role = std::any_of(caller.roles.begin(), caller.roles.end(),
                                    [&](const std::string& role) { return may_call(asked, role); });
  if (!has_role)
    return http::problem_response(Problem::forbidden,
                                  "this wants one of the roles: " + std::string(roles));
  if (!operation.scoped && is_scoped(caller))
    return http::problem_response(
        Problem::forbidden, "this is not for tokens that are bound to some suppliers or sites");
  return std::nullopt;
}

bool names(const std::vector<std::string>& scope, std::string_view name) {
  return scope.empty() || std::find(scope.begin(), scope.end(), name) != scope.end();
}

}  // namespace

bool is_scoped(const Caller& caller) {
  return !caller.suppliers.empty() || !caller.sites.empty();
}

bool in_scope(const Caller& caller, std::string_view supplier, std::string_view site) {
  return names(caller.suppliers, supplier) && names(caller.sites, site);
}

Access::Access(store::Store& store, http::WorkPool& pool, std::function<Instant()> clock,
               bool metrics_need_token)
    : store_(store),
      pool_(pool),
      clock_(std::move(clock)),
      metrics_need_token_(metrics_need_token) {}

boost::asio::awaitable<std::variant<Caller, Response>> Access::authorize(
    const http::Route& route, const http::Request& head) {
  const Operation* operation = find_operation(route.operation);
  if (operation == nullptr) co_return http::problem_response(Problem::forbidden, "nobody may");
  std::string_view roles = operation->roles;
  if (operation->name == "get_metrics" && metrics_need_token_) roles = "operator auditor admin";
  if (roles == "*") co_return Caller{};

  const std::string_view text = bearer_token(head);
  if (text.empty())
    co_return unauthenticated("send Authorization: Bearer TOKEN (weighbridge token create)");
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
  if (auto refusal = refuse(*operation, *known->caller, roles)) co_return std::move(*refusal);
  co_return *known->caller;
}

std::optional<Caller> Access::ask_store(const std::string& id, std::string_view text,
                                        bool was_verified) {
  std::optional<store::StoredToken> token;
  store_.read([&](store::Reader& reader) { token = reader.token(id); });
  if (!token || token->revoked_at) return std::nullopt;
  if (token->expires_at && *token->expires_at <= clock_()) return std::nullopt;
  if (!was_verified) {
    // Each takes 64 MiB and a core for 50 ms: strangers must not have them all.
    if (!hashing_.try_acquire_for(kHashWait)) throw http::Overloaded();
    // Those who came with the same token at the same time need not ask again.
    const std::optional<Known> meanwhile = remembered(token_digest(text));
    const bool holds = (meanwhile && meanwhile->caller) || holds_token(token->hash, text);
    if (holds)
      remember(token_digest(text),
               {Caller{token->name, token->roles, token->suppliers, token->sites},
                std::chrono::steady_clock::now()});
    hashing_.release();
    if (!holds) return std::nullopt;
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
