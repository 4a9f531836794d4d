// What a client may send over one connection: however broken, the answers are whole HTTP/1.1
// answers of ours, and nothing of a request begins a header field of its own in them.
#include <array>
#include <cstdint>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include "gateway/http/connection.hpp"
#include "gateway/http/media_type.hpp"
#include "gateway/http/router.hpp"
#include "gateway/http/target.hpp"
#include "tests/fuzz/fuzzed_source.hpp"

namespace {

using namespace weighbridge;
using namespace weighbridge::http;
using boost::asio::awaitable;
using fuzz::require;

/// Puts what the client said where a careless server would let it break out.
awaitable<Response> echo(Request request) {
  Response response;
  response.fields.add("X-Echo", request.path + request.caller.name +
                                    std::string(request.fields["X-Echo"]) +
                                    std::string(request.parameter("id")));
  response.fields.add("Content-Type", "text/plain");
  response.body = request.body.text();
  co_return response;
}

awaitable<std::variant<Caller, Response>> anybody(const Route&, const Request&) {
  co_return Caller{"somebody", {"clerk"}};
}

const Router& router() {
  static const Router made({{"GET", "/echo/{id}", "get_echo", 0, {}, {"text/plain"}, echo},
                            {"POST", "/echo", "post_echo", 4096, {"text/plain"}, {}, echo}},
                           anybody);
  return made;
}

Shared& shared() {
  static WorkPool pool(1, 16);
  static Shared made{{},
                     {},
                     pool,
                     [](const Request& head) { return router().admit(head); },
                     [](const Exchange&) {}};
  return made;
}

/// All that the server sends back before it closes.
std::string answers_to(std::string_view bytes) {
  std::array<int, 2> ends{};
  require(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
  // What is tested is small enough for the socket's own buffer.
  require(::send(ends[0], bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
          static_cast<ssize_t>(bytes.size()));
  ::shutdown(ends[0], SHUT_WR);
  boost::asio::io_context context(1);
  boost::asio::ip::tcp::socket socket(context);
  socket.assign(boost::asio::ip::tcp::v4(), ends[1]);
  boost::asio::co_spawn(context, serve_plain(std::move(socket), std::make_shared<Link>(), shared()),
                        boost::asio::detached);
  context.run();
  std::string all;
  std::array<char, 4096> piece{};
  for (ssize_t got = 0; (got = ::recv(ends[0], piece.data(), piece.size(), MSG_DONTWAIT)) > 0;)
    all.append(piece.data(), static_cast<std::size_t>(got));
  ::close(ends[0]);
  return all;
}

/// Takes one answer off `text`; `headless` answers have no body.
void take_answer(std::string_view& text) {
  require(text.starts_with("HTTP/1.1 "));
  const std::string status(text.substr(9, 3));
  const std::size_t end = text.find("\r\n\r\n");
  require(end != std::string_view::npos);
  std::string_view head = text.substr(0, end + 2);
  text.remove_prefix(end + 4);
  std::size_t length = 0;
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    require(line.find_first_of("\r\n") == std::string_view::npos);
    require(!line.starts_with("Set-Cookie"));
    if (line.starts_with("Content-Length: ")) length = std::stoul(std::string(line.substr(16)));
    head.remove_prefix(line.size() + 2);
  }
  // The answer to HEAD says how long it would be, and the next one follows at once.
  if (status[0] == '1' || text.starts_with("HTTP/1.1 ") || text.empty()) return;
  require(length <= text.size());
  text.remove_prefix(length);
}

void check_target(std::string_view text) {
  Request request;
  if (!read_target(text, request)) return;
  require(request.path.starts_with("/"));
  require(request.path.size() <= text.size() + 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  check_target(text);
  Fields fields;
  fields.add("Accept", std::string(text));
  static_cast<void>(accepts_one_of(fields, {"application/json"}));
  const std::string answers = answers_to(text);
  for (std::string_view rest = answers; !rest.empty();) take_answer(rest);
  return 0;
}
