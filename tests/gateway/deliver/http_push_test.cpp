// HTTP push against a real server.
#include "gateway/deliver/http_push.hpp"

#include <cstdlib>

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <netinet/in.h>

#include "gateway/curl/address_guard.hpp"
#include "gateway/curl/url_text.hpp"
#include "tests/gateway/peer_process.hpp"
#include "tests/gateway/temp_folder.hpp"

using namespace weighbridge;
using deliver::Delivered;
using deliver::Failed;

namespace {

deliver::Outbound message() {
  deliver::Outbound out;
  out.id = "out-0001";
  out.channel = "http";
  out.partner = "acme";
  out.kind = "posting";
  out.content_type = "application/json";
  out.bytes = spool::Payload::of(R"({"quantity": "40"})");
  return out;
}

deliver::HttpTarget target_of(const HttpPeer& peer) {
  deliver::HttpTarget target;
  target.partner = "acme";
  target.url = peer.url() + "/inbox";
  target.peer.network = curl::Network::internal;
  target.peer.timeout = std::chrono::seconds(2);
  return target;
}

deliver::Result push(const deliver::HttpTarget& target) {
  return deliver::HttpPushDeliverer({target}).deliver(message());
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a push carries its id and signs in", "[http_push]") {
  HttpPeer peer(R"([{"status": 201, "body": "thanks"}])");
  TempFolder temp;
  deliver::HttpTarget target = target_of(peer);
  SECTION("with a token from a file") {
    target.peer.sign_in.bearer.file = temp.write("token", "s3cret\n");
    REQUIRE(std::holds_alternative<Delivered>(push(target)));
    CHECK(contains(peer.requests().at(0), "\"authorization\": \"Bearer s3cret\""));
  }
  SECTION("with user and password from the environment") {
    ::setenv("WEIGHBRIDGE_TEST_PASSWORD", "pw", 1);
    target.peer.sign_in.user = "gate";
    target.peer.sign_in.password.environment = "WEIGHBRIDGE_TEST_PASSWORD";
    REQUIRE(std::holds_alternative<Delivered>(push(target)));
    CHECK(contains(peer.requests().at(0), "\"authorization\": \"Basic Z2F0ZTpwdw==\""));
  }
  SECTION("with a header of its own") {
    target.peer.sign_in.header = "X-API-Key";
    target.peer.sign_in.header_value.file = temp.write("key", "k1");
    REQUIRE(std::holds_alternative<Delivered>(push(target)));
    CHECK(contains(peer.requests().at(0), "\"x-api-key\": \"k1\""));
  }
  SECTION("not at all") {
    REQUIRE(std::holds_alternative<Delivered>(push(target)));
  }
  const std::string request = peer.requests().at(0);
  CHECK(contains(request, "\"idempotency-key\": \"out-0001\""));
  CHECK(contains(request, "\"content-type\": \"application/json\""));
  CHECK(contains(request, "\"path\": \"/inbox\""));
  CHECK(contains(request, R"("body": "{\"quantity\": \"40\"}")"));
}

TEST_CASE("OAuth 2: a token is asked for once, and again when it is refused", "[http_push]") {
  HttpPeer peer(R"([
    {"path": "/token", "times": 1, "body": {"access_token": "t1", "expires_in": 3600}},
    {"path": "/token", "body": {"access_token": "t2", "expires_in": 3600}},
    {"path": "/inbox", "when": {"authorization": "Bearer t1"}, "times": 2, "status": 200},
    {"path": "/inbox", "when": {"authorization": "Bearer t2"}, "status": 200},
    {"path": "/inbox", "status": 401}])");
  TempFolder temp;
  deliver::HttpTarget target = target_of(peer);
  target.peer.sign_in.token_url = peer.url() + "/token";
  target.peer.sign_in.client_id = "gate way";
  target.peer.sign_in.client_secret.file = temp.write("secret", "a&b");
  target.peer.sign_in.scope = "erp.write";
  deliver::HttpPushDeliverer out({target});
  CHECK(std::holds_alternative<Delivered>(out.deliver(message())));
  CHECK(std::holds_alternative<Delivered>(out.deliver(message())));
  CHECK(std::holds_alternative<Failed>(out.deliver(message())));  // t1 was revoked
  CHECK(std::holds_alternative<Delivered>(out.deliver(message())));
  CHECK(contains(peer.requests().at(0), "client_id=gate%20way&client_secret=a%26b"));
  CHECK(peer.requests().size() == 6);
}

TEST_CASE("what an answer means for the next try", "[http_push]") {
  const auto failed = [](const std::string& route) {
    HttpPeer peer("[" + route + "]");
    return std::get<Failed>(push(target_of(peer)));
  };
  CHECK(failed(R"({"status": 503})").transient);
  CHECK(failed(R"({"status": 500})").transient);
  CHECK(failed(R"({"status": 408})").transient);
  CHECK_FALSE(failed(R"({"status": 400, "body": "no"})").transient);
  CHECK_FALSE(failed(R"({"status": 401})").transient);
  const Failed busy = failed(R"({"status": 429, "headers": {"Retry-After": "120"}})");
  CHECK(busy.transient);
  CHECK(busy.retry_after == std::chrono::seconds(120));
  CHECK(busy.error_class == "DOWNSTREAM");
  const Failed dated =
      failed(R"({"status": 503, "headers": {"Retry-After": "Fri, 31 Dec 2100 23:59:59 GMT"}})");
  CHECK(dated.retry_after == std::chrono::hours(24));
  const Failed late = failed(R"({"status": 200, "sleep": 4})");
  CHECK(late.transient);
  CHECK(late.error_class == "TRANSPORT");
}

TEST_CASE("a redirect is not followed", "[http_push]") {
  HttpPeer peer(R"([{"path": "/inbox", "status": 307, "headers": {"Location": "/elsewhere"}},
                    {"path": "/elsewhere", "status": 200}])");
  const auto failed = std::get<Failed>(push(target_of(peer)));
  CHECK_FALSE(failed.transient);
  CHECK(peer.requests().size() == 1);
}

TEST_CASE("a long answer is not read to its end", "[http_push]") {
  HttpPeer peer(R"([{"status": 200, "body": "0123456789", "repeat": 1000000}])");
  deliver::HttpTarget target = target_of(peer);
  target.peer.response_bytes_max = 4096;
  CHECK(contains(std::get<Failed>(push(target)).message, "larger than we read"));
}

TEST_CASE("a private address is not reached unless it is meant", "[http_push]") {
  HttpPeer peer(R"([{"status": 200}])");
  deliver::HttpTarget target = target_of(peer);
  target.peer.network = curl::Network::open;
  const auto failed = std::get<Failed>(push(target));
  CHECK_FALSE(failed.transient);
  CHECK(contains(failed.mend, "network: internal"));
  CHECK(peer.requests().empty());
  target.url.replace(target.url.find("127.0.0.1"), 9, "localhost");  // nor by a name
  CHECK_FALSE(std::get<Failed>(push(target)).transient);
  CHECK(peer.requests().empty());
}

TEST_CASE("which addresses may be reached", "[http_push]") {
  const auto may = [](const std::string& text, curl::Network network) {
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    v4.sin_family = AF_INET;
    v6.sin6_family = AF_INET6;
    if (::inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1)
      return may_connect(reinterpret_cast<const sockaddr&>(v4), network);
    REQUIRE(::inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1);
    return may_connect(reinterpret_cast<const sockaddr&>(v6), network);
  };
  using curl::Network;
  for (const char* open : {"8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"}) {
    CAPTURE(open);
    CHECK(may(open, Network::open));
  }
  for (const char* internal : {"127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "172.31.255.255",
                               "192.168.1.1", "100.64.0.1", "::1", "fd00::1", "::ffff:10.0.0.1",
                               "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::10.0.0.1"}) {
    CAPTURE(internal);
    CHECK_FALSE(may(internal, Network::open));
    CHECK(may(internal, Network::internal));
  }
  for (const char* never : {"169.254.169.254", "0.0.0.0", "224.0.0.1", "255.255.255.255",
                            "::", "fe80::1", "ff02::1", "::ffff:169.254.169.254", "192.0.2.1"}) {
    CAPTURE(never);
    CHECK_FALSE(may(never, Network::open));
    CHECK_FALSE(may(never, Network::internal));
  }
}

TEST_CASE("addresses are put together from parts", "[http_push]") {
  using curl::same_origin;
  using curl::with_parameter;
  CHECK(with_parameter("https://e/r?$top=5", "$filter", "at ge 2026") ==
        "https://e/r?$top=5&%24filter=at%20ge%202026");
  CHECK(with_parameter("https://e/r?page=1&x=2", "page", "2") == "https://e/r?x=2&page=2");
  CHECK(with_parameter("https://e/r", "c", "a&b") == "https://e/r?c=a%26b");
  CHECK(same_origin("https://e/a/b?x", "https://e:443/c?page=2") == "https://e:443/c?page=2");
  CHECK(same_origin("https://e/a/b?x", "/c?page=2") == "https://e/c?page=2");
  CHECK_FALSE(same_origin("https://e/a", "https://evil/a"));
  CHECK_FALSE(same_origin("https://e/a", "http://e/a"));
  CHECK_FALSE(same_origin("https://e/a", "https://e:8443/a"));
  CHECK_FALSE(same_origin("https://e/a", "https://e@evil/a"));
  CHECK_FALSE(same_origin("https://e/a", "//evil/a"));
}
