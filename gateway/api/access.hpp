// Who asks, and whether he may. Default deny: an operation that names no role is nobody's.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>

#include "gateway/http/router.hpp"
#include "gateway/http/work_pool.hpp"
#include "mappings/canonical/time.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

class Access {
 public:
  /// What it refers to must outlive it. With `metrics_need_token` /metrics is for operators,
  /// auditors and administrators.
  Access(store::Store& store, http::WorkPool& pool, std::function<Instant()> clock,
         bool metrics_need_token);

  /// The caller; or 401 without a token that holds, 403 when none of its roles may call.
  boost::asio::awaitable<std::variant<http::Caller, http::Response>> authorize(
      const http::Route& route, const http::Request& head);

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;
  /// What is remembered of a token that was shown: argon2 is asked once.
  struct Known {
    std::optional<http::Caller> caller;  ///< nothing: it does not hold
    SteadyTime asked_at;
  };

  std::optional<Known> remembered(const std::string& digest);
  void remember(const std::string& digest, Known known);
  std::optional<http::Caller> ask_store(const std::string& id, std::string_view text,
                                        bool was_verified);

  store::Store& store_;
  http::WorkPool& pool_;
  std::function<Instant()> clock_;
  bool metrics_need_token_;
  std::mutex mutex_;
  std::map<std::string, Known> known_;  ///< by token_digest()
  std::counting_semaphore<2> hashing_{2};
};

/// Whether the caller may see what is of this supplier and site; empty ones are of nobody.
bool in_scope(const http::Caller& caller, std::string_view supplier, std::string_view site);
bool is_scoped(const http::Caller& caller);

}  // namespace weighbridge::api
