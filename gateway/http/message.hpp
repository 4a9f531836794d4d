// A request and its response, as the handlers of all channels see them: sockets, TLS, chunking,
// limits and deadlines are behind them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "gateway/spool/payload.hpp"

namespace weighbridge::http {

/// Header fields in the order they came, names as written; folded lines are joined by one blank.
class Fields {
 public:
  void add(std::string name, std::string value) {
    all_.emplace_back(std::move(name), std::move(value));
  }
  /// Of the first field of that name, whatever its case; empty when there is none.
  std::string_view operator[](std::string_view name) const;
  bool contains(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& all() const { return all_; }

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

struct Request {
  std::string method;                                      ///< as sent: GET, POST ...
  std::string path;                                        ///< decoded, without the query
  std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in order
  Fields fields;
  spool::Payload body;
  std::string remote;   ///< address of who asks
  bool secure = false;  ///< over TLS
};

struct Response {
  unsigned status = 200;
  Fields fields;
  std::string body;
  std::optional<spool::Payload> payload{};  ///< in place of `body`, for what may be large
};

/// Takes a request and answers it. An exception that leaves it becomes a 500 without details and a
/// line in the log.
using Handler = std::function<boost::asio::awaitable<Response>(Request)>;

}  // namespace weighbridge::http
