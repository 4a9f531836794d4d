// Which handler takes which request: a table, looked through before a body is read.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "gateway/http/message.hpp"

namespace weighbridge::http {

/// One operation. Pattern segments in braces take any text: /api/v1/messages/{id}.
struct Route {
  std::string method, pattern;
  std::string operation;              ///< its name in OpenAPI, logs, metrics and access rules
  std::uint64_t body_max = 0;         ///< bytes; 0: takes no body
  std::vector<std::string> consumes;  ///< media types of the body; empty: any
  std::vector<std::string> produces;  ///< media types it can answer with; empty: whatever it has
  Handler handler;
};

/// Who may call the operation: the caller, or why not.
using Authorize = std::function<boost::asio::awaitable<std::variant<Caller, Response>>(
    const Route& route, const Request& head)>;

/// Immutable once made; used by all threads.
class Router {
 public:
  Router(std::vector<Route> routes, Authorize authorize);
  const std::vector<Route>& routes() const { return routes_; }

  /// 404, 405 with Allow, 401/403, 406, 415 and 413, asked in this order; else the route's handler.
  /// HEAD takes the way of GET, OPTIONS is answered here.
  boost::asio::awaitable<std::variant<Admission, Denied>> admit(const Request& head) const;

 private:
  std::vector<Route> routes_;
  std::vector<std::vector<std::string>> patterns_;  ///< of the routes, in their order
  Authorize authorize_;
};

}  // namespace weighbridge::http
