// HTTP as it comes over the wire, from clients that are right, wrong, slow and many.
#include <chrono>
#include <csignal>
#include <memory>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/gateway/serve/running_gateway.hpp"

using namespace weighbridge;

namespace {

constexpr auto kQuick =
    R"(  limits: {header_bytes: 2KiB, header_fields: 20, document_bytes: 1KiB, connections: 700}
  deadlines: {header: 1s, body: 1s, body_bytes: 100, idle: 2s, drain: 3s}
)";

std::string post(const std::string& token, const std::string& more) {
  return "POST /api/v1/receipts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
         "Authorization: Bearer " +
         token + "\r\n" + more;
}

int status_of(const RunningGateway& gateway, const std::string& request) {
  Wire wire(gateway.port());
  wire.send(request);
  return wire.reply().status;
}

/// Idle connections may end a moment before the last new one is turned away.
bool is_refused_soon(std::uint16_t port) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (std::chrono::steady_clock::now() < end) {
    try {
      const Wire late(port);
    } catch (const std::exception&) {
      return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

}  // namespace

TEST_CASE("a connection serves one request after the other, also sent at once") {
  const RunningGateway gateway(kQuick);
  Wire wire(gateway.port());
  const std::string one = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
  for (int i = 0; i < 3; ++i) {
    wire.send(one);
    CHECK(wire.reply().body == R"({"status":"up"})");
  }
  wire.send(one + "HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(wire.reply().status == 200);
  const std::string head = wire.rest();
  CHECK(head.find("Content-Length: 15") != std::string::npos);
  CHECK(head.ends_with("\r\n\r\n"));
}

TEST_CASE("HTTP/1.0 is answered and closed, unless it asks to go on") {
  const RunningGateway gateway(kQuick);
  Wire closes(gateway.port());
  closes.send("GET /healthz HTTP/1.0\r\n\r\n");
  CHECK(closes.rest().find("Connection: close") != std::string::npos);
  Wire stays(gateway.port());
  stays.send("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(stays.reply().field("Connection") == "keep-alive");
}

TEST_CASE("what is no HTTP, or could be read in two ways, is refused and the connection closed") {
  const RunningGateway gateway(kQuick);
  const std::string line = "POST /api/v1/messages HTTP/1.1\r\n";
  CHECK(status_of(gateway, "nonsense\r\n\r\n") == 400);
  CHECK(status_of(gateway, "GET /healthz HTTP/1.1\r\n\r\n") == 400);
  CHECK(status_of(gateway, "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") == 400);
  CHECK(status_of(gateway, "GET /healthz HTTP/2.0\r\nHost: a\r\n\r\n") == 505);
  CHECK(status_of(gateway, "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
  CHECK(status_of(gateway, "GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
  CHECK(status_of(gateway, line + "Host: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"
                                  "\r\n0\r\n\r\n") == 400);
  CHECK(status_of(gateway, line + "Host: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n") == 400);
  CHECK(status_of(gateway, line + "Host: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n") ==
        400);
  CHECK(status_of(gateway, "GET /healthz HTTP/1.1\r\nHost: a\r\nA B: c\r\n\r\n") == 400);
  CHECK(gateway.ask({.path = "/healthz"}).status == 200);
}

TEST_CASE("a header has a size, a number of fields and a time") {
  const RunningGateway gateway(kQuick);
  const std::string line = "GET /healthz HTTP/1.1\r\nHost: a\r\n";
  CHECK(status_of(gateway, line + "A: " + std::string(4000, 'x') + "\r\n\r\n") == 431);
  std::string many = line;
  for (int i = 0; i < 30; ++i) many += "A" + std::to_string(i) + ": b\r\n";
  CHECK(status_of(gateway, many + "\r\n") == 431);

  Wire slow(gateway.port());
  slow.send("GET /hea");
  CHECK(slow.closes_within(3));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  CHECK(gateway.log().find("\"status\":408") != std::string::npos);
}

TEST_CASE("folded header lines are taken as one") {
  const RunningGateway gateway(kQuick);
  CHECK(status_of(gateway,
                  "GET /healthz HTTP/1.1\r\nHost: a\r\nA: one\r\n  two\r\n\tthree\r\n\r\n") == 200);
}

TEST_CASE("an idle connection is closed after its time") {
  const RunningGateway gateway(kQuick);
  Wire wire(gateway.port());
  wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(wire.reply().status == 200);
  CHECK(wire.closes_within(4));
}

TEST_CASE("a body is asked for only when it will be taken") {
  const RunningGateway gateway(kQuick);
  const std::string token = gateway.token("integration");
  Wire large(gateway.port());
  large.send(post(token, "Content-Length: 5000\r\nExpect: 100-continue\r\n\r\n"));
  CHECK(large.reply().status == 413);

  Wire stranger(gateway.port());
  stranger.send(post("wb_nobody", "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n"));
  CHECK(stranger.reply().status == 401);

  Wire welcome(gateway.port());
  welcome.send(post(token, "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n"));
  CHECK(welcome.reply().status == 100);
  welcome.send("{}");
  CHECK(welcome.reply().status == 422);

  Wire odd(gateway.port());
  odd.send(post(token, "Content-Length: 2\r\nExpect: a-miracle\r\n\r\n"));
  CHECK(odd.reply().status == 417);
}

TEST_CASE("a body in chunks counts as it comes, and is cut off when it is too large or too slow") {
  const RunningGateway gateway(kQuick);
  const std::string token = gateway.token("integration");
  const std::string chunked = "Transfer-Encoding: chunked\r\n\r\n";
  CHECK(status_of(gateway, post(token, chunked + "1\r\n{\r\n1;x=y\r\n}\r\n0\r\nT: 1\r\n\r\n")) ==
        422);
  std::string much = post(token, chunked);
  for (int i = 0; i < 3; ++i) much += "200\r\n" + std::string(0x200, ' ') + "\r\n";
  CHECK(status_of(gateway, much) == 413);
  CHECK(status_of(gateway, post(token, chunked + "zz\r\n")) == 400);

  Wire slow(gateway.port());
  slow.send(post(token, "Content-Length: 900\r\n\r\n"));
  for (int i = 0; i < 8; ++i) {
    slow.send(" ");
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  CHECK(slow.closes_within(1));
}

TEST_CASE("500 connections at once are all served, and one too many is told so") {
  const RunningGateway gateway(kQuick);
  std::vector<std::unique_ptr<Wire>> wires;
  for (int i = 0; i < 500; ++i) wires.push_back(std::make_unique<Wire>(gateway.port()));
  int well = 0;
  for (const auto& wire : wires) wire->send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  for (const auto& wire : wires) well += wire->reply().status == 200 ? 1 : 0;
  CHECK(well == 500);
  while (wires.size() < 701) wires.push_back(std::make_unique<Wire>(gateway.port()));
  Wire last(gateway.port());
  const Reply turned_away = last.reply();
  CHECK(turned_away.status == 503);
  CHECK(turned_away.field("Retry-After") == "5");
}

TEST_CASE("SIGTERM lets a request under way finish, ends idle connections, and takes no new ones") {
  RunningGateway gateway(kQuick);
  const std::string token = gateway.token("integration");
  Wire idle(gateway.port());
  Wire busy(gateway.port());
  busy.send(post(token, "Content-Length: 4\r\n\r\n{"));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  gateway.signal(SIGTERM);
  CHECK(idle.closes_within(2));
  CHECK(is_refused_soon(gateway.port()));
  busy.send("   ");
  const Reply reply = busy.reply();
  CHECK(reply.status == 422);
  CHECK(reply.field("Connection") == "close");
  CHECK(gateway.stop() == 0);
}

TEST_CASE("problems are told as RFC 9457 asks") {
  const RunningGateway gateway(kQuick);
  const Reply lost = gateway.ask({.path = "/api/v1/nothing"});
  CHECK(lost.status == 404);
  CHECK(lost.field("Content-Type") == "application/problem+json");
  CHECK(lost.body.find("\"type\":\"urn:weighbridge:problem:not-found\"") != std::string::npos);
  const Reply method = gateway.ask({.method = "DELETE", .path = "/api/v1/messages"});
  CHECK(method.status == 405);
  CHECK(method.field("Allow") == "GET, HEAD, OPTIONS, POST");
  const Reply type = gateway.ask({.path = "/healthz", .fields = {{"Accept", "image/png"}}});
  CHECK(type.status == 406);
}
