// A request and its response, as the handlers of all channels see them: sockets, TLS, chunking,
// limits and deadlines are behind them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "cases/duties/person.hpp"
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

/// Who asks, as far as the access rules know. Without a name nobody signed in.
struct Caller {
  std::string name;                      ///< of the token, or what the person signs in with
  std::vector<std::string> roles;        ///< of the contract
  std::vector<std::string> suppliers{};  ///< may speak of these only; empty: of all
  std::vector<std::string> sites{};      ///< the same

  // Of a person. A token is a machine's: it has no id, and decides no case.
  std::string id{};                          ///< what the person signs in with
  std::string display_name{};                ///< "Maria Ortiz"
  std::vector<cases::Grant> grants{};        ///< own ones, and those of the persons stood in for
  std::vector<std::string> stands_in_for{};  ///< ids; their bars are this person's too (S8)
  std::string session{};                     ///< which sign-in this is; empty for tokens
  bool must_enrol = false;  ///< may do nothing but set up the second factor, which the role wants
};

struct Request {
  std::string method;                                      ///< as sent: GET, POST ...
  std::string path;                                        ///< decoded, without the query
  std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in order
  Fields fields;
  spool::Payload body;
  std::string remote;   ///< address of who asks
  bool secure = false;  ///< over TLS
  std::string id{};     ///< names this request in logs and answers
  Caller caller{};
  /// What stands in the places of the route's pattern, decoded: {id} of /messages/{id}.
  std::map<std::string, std::string, std::less<>> parameters{};
  std::vector<std::string> segments{};  ///< of the path, decoded one by one

  /// The first query parameter of that name; nothing when there is none.
  std::optional<std::string_view> query_value(std::string_view name) const;
  /// The place of that name in the path; empty when the route has none.
  std::string_view parameter(std::string_view name) const;
};

/// What an answer without an end says next: empty for nothing yet, nothing at all when it is over.
/// It comes back within a second or so, whatever happens, so that a server that stops need not
/// wait.
using NextPiece = std::function<boost::asio::awaitable<std::optional<std::string>>()>;

struct Response {
  unsigned status = 200;
  Fields fields;
  std::string body;
  std::optional<spool::Payload> payload{};  ///< in place of `body`, for what may be large
  NextPiece stream{};  ///< in place of both, for what goes on until somebody ends it
};

/// Takes a request and answers it. An exception that leaves it becomes a 500 without details and a
/// line in the log.
using Handler = std::function<boost::asio::awaitable<Response>(Request)>;

/// What a request may do next, decided by its head alone, so that a body nobody wants is never
/// read.
struct Admission {
  Handler handler;
  std::uint64_t body_max = 0;  ///< bytes; 0: the request has no body
  std::string operation;       ///< name of the route, for logs and metrics
  Caller caller;
  std::map<std::string, std::string, std::less<>> parameters;
};
struct Denied {
  Response response;
  std::string operation;  ///< empty when no route has that path
};
using Admit =
    std::function<boost::asio::awaitable<std::variant<Admission, Denied>>(const Request& head)>;

/// The work queue is full: too busy to answer. Thrown by handlers; becomes a 503 with Retry-After.
class Overloaded : public std::runtime_error {
 public:
  Overloaded() : std::runtime_error("the gateway is too busy") {}
};

}  // namespace weighbridge::http
