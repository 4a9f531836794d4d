// The running server does what its description says: every answer is one of those described, and
// looks as its schema asks.
#include "gateway/api/openapi.hpp"

#include <fstream>
#include <sstream>

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"
#include "tests/gateway/serve/browser.hpp"
#include "tests/gateway/serve/running_gateway.hpp"
#include "tests/gateway/serve/schema.hpp"

using namespace weighbridge;

namespace {

std::string sample(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(WEIGHBRIDGE_SOURCE_DIR "/tests/samples/" + path).rdbuf();
  return text.str();
}

/// The description of an answer, by the path as described.
class Description {
 public:
  Description() : root_(boost::json::parse(api::openapi_json())), check_(root_) {}

  /// Where `reply` departs from what is said of `method path`.
  std::vector<std::string> departures(std::string_view method, std::string_view path,
                                      const Reply& reply) {
    const auto& responses = root_.at("paths").at(path).at(method).at("responses").as_object();
    const auto* described = responses.if_contains(std::to_string(reply.status));
    if (described == nullptr && reply.status >= 400) described = responses.if_contains("default");
    if (described == nullptr) return {"the status " + std::to_string(reply.status)};
    const auto* content = check_.resolved(*described).as_object().if_contains("content");
    if (content == nullptr) return {};
    const std::string type = reply.field("Content-Type");
    const auto* media = content->as_object().if_contains(type);
    if (media == nullptr) return {"the type " + type};
    return check_.departures(media->at("schema"), boost::json::parse(reply.body));
  }

 private:
  boost::json::value root_;
  SchemaCheck check_;
};

/// A gateway that signs its ledger every second.
std::string signing_ledger() {
  static const TempFolder folder;
  const std::string file = folder.path() + "/ledger.key";
  run_program({"ledger", "keygen", "weighbridge.example.com/ledger", "--out", file});
  return "ledger:\n  checkpoint_every: 1s\n  key_file: " + file + '\n';
}

}  // namespace

TEST_CASE("the answers of a running server are what openapi.yaml describes") {
  const RunningGateway gateway(signing_ledger());
  const std::string token = gateway.token("admin");
  Description description;
  const auto expect = [&](std::string_view described, Ask ask, int status) {
    ask.token = token;
    const Reply reply = gateway.ask(ask);
    const std::string method = ask.method == "GET" ? "get" : "post";
    INFO(ask.method << ' ' << ask.path << '\n' << reply.body.substr(0, 2000));
    CHECK(reply.status == status);
    CHECK(description.departures(method, described, reply) == std::vector<std::string>{});
  };
  const std::string edi = sample("x12/856/flat-hierarchy.edi");
  REQUIRE(!edi.empty());
  expect("/api/v1/messages", {"POST", "/api/v1/messages", "", edi}, 202);
  expect("/api/v1/messages", {"POST", "/api/v1/messages", "", ""}, 422);
  expect("/api/v1/messages",
         {"POST", "/api/v1/messages", "", sample("x12/810/credit-memo.edi") + "x"}, 202);
  const std::vector<std::pair<std::string, std::string>> json{{"Content-Type", "application/json"}};
  expect("/api/v1/receipts", {"POST", "/api/v1/receipts", "", "{\"schema\": 1}", json}, 422);
  expect(
      "/api/v1/events",
      {"POST", "/api/v1/events", "",
       R"({"schema":"weighbridge.event/1","kind":"transfer_ship","id":"T/1","order":"TO-1",)"
       R"("line":"1","at":"2026-03-02T08:00:00Z","site":"DC01","to_site":"DC02","sku":"A",)"
       R"("quantity":"5","uom":"EA"})"
       "\n"
       R"({"schema":"weighbridge.event/1","kind":"count","id":"C/1","at":"2026-03-02T08:00:00Z",)"
       R"("site":"DC01","location":"A1","sku":"A","quantity":"5","book":"6","uom":"EA",)"
       R"("counter":"w.ortiz","count_no":"1"})",
       json},
      202);
  for (int i = 0; i < 50; ++i) {
    const Reply waiting = gateway.ask({.path = "/api/v1/messages?state=waiting", .token = token});
    if (waiting.body.starts_with("{\"messages\":[]")) break;
    run_command("sleep 0.1");
  }
  for (const char* path :
       {"/healthz", "/readyz", "/metrics", "/api/v1/openapi.json", "/api/v1/messages",
        "/api/v1/receipts", "/api/v1/events", "/api/v1/open-receipts", "/api/v1/transfers",
        "/api/v1/counts", "/api/v1/returns", "/api/v1/cases", "/api/v1/ledger", "/api/v1/partners",
        "/api/v1/policy", "/api/v1/policy/versions", "/api/v1/operations"}) {
    expect(path, {"GET", path}, 200);
    if (std::string_view(path).starts_with("/api/v1/") &&
        path != std::string_view("/api/v1/openapi.json"))
      expect(path, {"GET", std::string(path) + "?nonsense=1"}, 400);
  }
  const auto first = [&](const std::string& path, const char* list) {
    const Reply reply = gateway.ask({.path = path + "?limit=1", .token = token});
    return boost::json::parse(reply.body).at(list).at(0);
  };
  const std::string message(first("/api/v1/messages", "messages").at("id").as_string());
  expect("/api/v1/messages/{id}", {"GET", "/api/v1/messages/" + message}, 200);
  expect("/api/v1/messages/{id}", {"GET", "/api/v1/messages/none"}, 404);
  expect("/api/v1/messages/{id}/raw", {"GET", "/api/v1/messages/" + message + "/raw"}, 200);
  expect("/api/v1/messages/{id}/inspection", {"GET", "/api/v1/messages/" + message + "/inspection"},
         200);
  expect("/api/v1/messages/{id}/inspection", {"GET", "/api/v1/messages/none/inspection"}, 404);
  for (int i = 0; i < 200; ++i) {
    if (gateway.ask({"GET", "/api/v1/ledger/proof?entry=1", token}).status == 200) break;
    run_command("sleep 0.1");
  }
  for (const char* query : {"entry=1", "entry=1&from=1", "from=1", "from=1&to=2"})
    expect("/api/v1/ledger/proof", {"GET", std::string("/api/v1/ledger/proof?") + query},
           query == std::string_view("entry=1&from=1") ? 404 : 200);
  expect("/api/v1/ledger/proof", {"GET", "/api/v1/ledger/proof"}, 400);
  for (const char* by : {"supplier", "site", "owner"})
    expect("/api/v1/kpis", {"GET", std::string("/api/v1/kpis?from=2020-01-01&by=") + by}, 200);
  expect("/api/v1/kpis", {"GET", "/api/v1/kpis?from=2026-04-02&to=2026-04-01"}, 400);
  expect("/api/v1/suppliers/{id}/scorecard", {"GET", "/api/v1/suppliers/ACME/scorecard"}, 200);
  expect("/api/v1/ledger/checkpoint", {"GET", "/api/v1/ledger/checkpoint"}, 200);
  expect("/api/v1/ledger/verification", {"GET", "/api/v1/ledger/verification"}, 200);
  expect("/api/v1/policy/versions/{number}", {"GET", "/api/v1/policy/versions/1"}, 200);
  expect("/api/v1/policy/versions/{number}", {"GET", "/api/v1/policy/versions/none"}, 404);
  expect("/api/v1/policy/versions",
         {"POST", "/api/v1/policy/versions", "", R"({"text":"policy: X\n","reason":"r"})", json},
         409);
  expect("/api/v1/policy/versions/{number}/decision",
         {"POST", "/api/v1/policy/versions/1/decision", "", R"({"decision":"reject"})", json}, 409);
  expect("/api/v1/messages/{id}/replay", {"POST", "/api/v1/messages/" + message + "/replay"}, 202);
  const auto receipt = first("/api/v1/receipts", "receipts");
  expect("/api/v1/receipts/{id}",
         {"GET", "/api/v1/receipts/" + std::string(receipt.at("id").as_string())}, 200);
  expect("/api/v1/receipts/{id}", {"GET", "/api/v1/receipts/99999"}, 404);
  const auto& line = receipt.at("receipt").at("lines").at(0);
  const std::string order = "/api/v1/orders/" +
                            std::string(receipt.at("receipt").at("supplier").as_string()) + '/' +
                            std::string(line.at("po").as_string());
  expect("/api/v1/orders/{supplier}/{po}", {"GET", order}, 200);
  expect("/api/v1/orders/{supplier}/{po}", {"GET", "/api/v1/orders/NOBODY/NONE"}, 404);
  const std::string number(first("/api/v1/cases", "cases").at("id").as_string());
  expect("/api/v1/cases/{id}", {"GET", "/api/v1/cases/" + number}, 200);
  expect("/api/v1/cases/{id}", {"GET", "/api/v1/cases/DC-2020-00000009"}, 404);
}

TEST_CASE("the answers about signing in are what openapi.yaml describes") {
  const RunningGateway gateway("sign_in:\n  user_attempts: 1\n");
  const std::string password = "correct horse battery";
  gateway.add_user("m.ortiz", password, {"--role", "clerk", "--grant", "CONTROLLER@NG/DC01,lead"});
  Description description;
  Browser browser(gateway);
  const auto expect = [&](std::string_view method, const std::string& path, int status,
                          const Reply& reply) {
    INFO(method << ' ' << path << '\n' << reply.body);
    CHECK(reply.status == status);
    CHECK(description.departures(method, path, reply) == std::vector<std::string>{});
  };
  const std::string session = "/api/v1/session";
  expect("get", session, 401, browser.get(session));
  expect("get", session + "/ways", 200, browser.get(session + "/ways"));
  expect("get", session + "/oidc", 404, browser.get(session + "/oidc"));
  expect("post", session, 422, browser.post(session, "{}"));
  expect("post", session, 400, browser.post(session, "nonsense"));
  expect("post", session, 422, browser.post(session, R"({"user": 1, "password": "x"})"));
  expect("post", session, 200, browser.sign_in("m.ortiz", password));
  expect("get", session, 200, browser.get(session));
  const std::string own = json_text({{"password", password}});
  expect("post", session + "/totp", 200, browser.post(session + "/totp", own));
  expect("post", session + "/totp/confirm", 422,
         browser.post(session + "/totp/confirm", R"({"code": "000000"})"));
  expect("post", session + "/password", 422,
         browser.post(session + "/password", R"({"current": "x", "password": "short"})"));
  expect("delete", session, 204, browser.send("DELETE", session, ""));
  expect("post", session + "/welcome", 401, browser.welcome("none", "a long enough password"));
  expect("post", session, 401, browser.sign_in("m.ortiz", "wrong"));
  expect("post", session, 401, browser.sign_in("m.ortiz", "wrong"));
  expect("post", session, 429, browser.sign_in("m.ortiz", "wrong"));
  const std::string token = gateway.token("auditor");
  expect("get", session, 200, gateway.ask({.path = session, .token = token}));
  expect("delete", session, 409,
         gateway.ask({.method = "DELETE", .path = session, .token = token}));
}
