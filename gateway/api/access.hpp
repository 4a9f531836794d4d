// Who asks, and whether he may: by token, or by the cookie of a session. Default deny: an operation
// that names no role is nobody's.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/api/operations.hpp"
#include "gateway/http/router.hpp"
#include "gateway/http/work_pool.hpp"
#include "gateway/people/password.hpp"
#include "gateway/people/sessions.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

class Access {
 public:
  /// What it refers to must outlive it. With `metrics_need_token` /metrics is for operators,
  /// auditors and administrators.
  Access(store::Store& store, http::WorkPool& pool, people::Sessions& sessions,
         people::Hashing& hashing, bool metrics_need_token);

  /// The caller; or 401 without a token or session that holds, 403 when none of its roles may call,
  /// or when a cookie alone wants to change something (cross-site request forgery).
  boost::asio::awaitable<std::variant<http::Caller, http::Response>> authorize(
      const http::Route& route, const http::Request& head);

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;
  /// What is remembered of a token that was shown: argon2 is asked once.
  struct Known {
    std::optional<http::Caller> caller;  ///< nothing: it does not hold
    SteadyTime asked_at;
  };

  using Who = std::variant<http::Caller, http::Response>;

  boost::asio::awaitable<Who> by_token(std::string_view text);
  boost::asio::awaitable<Who> by_session(const http::Request& head, std::string_view id,
                                         bool is_use);
  /// Tells the ledger who wanted to change what he may not.
  void record_refusal(const Operation& operation, const http::Caller& caller,
                      const http::Request& head);
  std::optional<Known> remembered(const std::string& digest);
  void remember(const std::string& digest, Known known);
  std::optional<http::Caller> ask_store(const std::string& id, std::string_view text,
                                        bool was_verified);

  store::Store& store_;
  http::WorkPool& pool_;
  people::Sessions& sessions_;
  people::Hashing& hashing_;
  bool metrics_need_token_;
  std::mutex mutex_;
  std::map<std::string, Known> known_;  ///< by token_digest()
};

/// Whether the caller may call it, whatever is asked for there.
bool allows(const Operation& operation, const http::Caller& caller);

/// Whether the caller may see what is of this supplier and site; empty ones are of nobody.
bool in_scope(const http::Caller& caller, std::string_view supplier, std::string_view site);
bool is_scoped(const http::Caller& caller);

}  // namespace weighbridge::api
