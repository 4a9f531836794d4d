// What machines send over HTTP: taken once, durable before it is thanked for, every mistake told.
#include <csignal>
#include <fstream>
#include <sstream>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"
#include "tests/gateway/serve/running_gateway.hpp"

using namespace weighbridge;

namespace {

std::string order(const std::string& number, const std::string& supplier = "ACME") {
  return R"({"schema":"weighbridge.receipt/1","stage":"ordered","document":{"kind":"purchase_order",)"
         R"("number":")" +
         number + R"(","date":"2026-03-01"},"supplier":")" + supplier +
         R"(","site":"DC01","currency":"USD","references":{"po":")" + number +
         R"("},"lines":[{"line":"1","po":")" + number +
         R"(","po_line":"1","item":{"sku":"A-100"},"quantity":"48","uom":"EA","unit_price":"2.50"}]})";
}

Ask receipts(const std::string& token, const std::string& body, const std::string& key = {}) {
  Ask ask{"POST", "/api/v1/receipts", token, body, {{"Content-Type", "application/json"}}};
  if (!key.empty()) ask.fields.emplace_back("Idempotency-Key", key);
  return ask;
}

boost::json::value json_of(const Reply& reply) {
  return boost::json::parse(reply.body);
}

/// Asks until the answer says so, at most five seconds.
boost::json::value until(const RunningGateway& gateway, const Ask& ask, std::string_view text) {
  Reply reply;
  for (int i = 0; i < 50; ++i) {
    reply = gateway.ask(ask);
    if (reply.body.find(text) != std::string::npos) break;
    run_command("sleep 0.1");
  }
  INFO(reply.body);
  CHECK(reply.body.find(text) != std::string::npos);
  return json_of(reply);
}

}  // namespace

TEST_CASE("a receipt is taken, read and shown; the same key with the same body counts once") {
  const RunningGateway gateway;
  const std::string token = gateway.token("integration");
  const Reply first = gateway.ask(receipts(token, order("PO-1"), "key-1"));
  REQUIRE(first.status == 202);
  const boost::json::value taken = json_of(first);
  CHECK(first.field("Location") == "/api/v1/messages/" + std::string(taken.at("id").as_string()));
  CHECK_FALSE(taken.at("repeated").as_bool());

  const boost::json::value again = json_of(gateway.ask(receipts(token, order("PO-1"), "key-1")));
  CHECK(again.at("repeated").as_bool());
  CHECK(again.at("id") == taken.at("id"));
  const Reply other = gateway.ask(receipts(token, order("PO-2"), "key-1"));
  CHECK(other.status == 422);
  CHECK(other.body.find("problem:idempotency-key-reused") != std::string::npos);

  const auto list =
      until(gateway, {.path = "/api/v1/receipts?po=PO-1&supplier=ACME", .token = token}, "PO-1");
  CHECK(list.at("receipts").as_array().size() == 1);
  const auto view = until(gateway, {.path = "/api/v1/orders/ACME/PO-1", .token = token}, "OPEN");
  CHECK(view.at("lines").at(0).at("ordered") == "48");
  const auto open = until(gateway, {.path = "/api/v1/open-receipts", .token = token}, "PO-1");
  CHECK(open.at("open_receipts").at(0).at("open").at(0) == "not_shipped");
}

TEST_CASE("a body with a mistake is told all of them with place and mend, and nothing is taken") {
  const RunningGateway gateway;
  const std::string token = gateway.token("integration");
  const std::string bad = R"({"schema":"weighbridge.receipt/1","stage":"ordered","suplier":"X"})";
  const Reply reply = gateway.ask(receipts(token, order("PO-1") + "\n" + bad));
  REQUIRE(reply.status == 422);
  CHECK(reply.field("Content-Type") == "application/problem+json");
  const auto errors = json_of(reply).at("errors").as_array();
  REQUIRE(!errors.empty());
  CHECK(errors.at(0).at("line").as_int64() == 2);
  CHECK(!errors.at(0).at("mend").as_string().empty());
  CHECK(json_of(gateway.ask({.path = "/api/v1/receipts", .token = token}))
            .at("receipts")
            .as_array()
            .empty());
  const std::string event =
      R"({"schema":"weighbridge.event/1","kind":"movement","id":"M-1","at":"2026-03-02T08:00:00Z",)"
      R"("site":"DC01","location":"A1","sku":"A-100","quantity":"-3","uom":"EA","reason":"pick"})";
  CHECK(gateway.ask(receipts(token, event)).status == 422);
  Ask events = receipts(token, event);
  events.path = "/api/v1/events";
  CHECK(gateway.ask(events).status == 202);
  CHECK(gateway.ask(receipts(token, "")).status == 422);
}

TEST_CASE("a raw message is kept as it came, shown with its documents, and replayed") {
  const RunningGateway gateway;
  const std::string sender = gateway.token("integration");
  const std::string reader = gateway.token("operator");
  std::ostringstream text;
  text << std::ifstream(WEIGHBRIDGE_SOURCE_DIR "/tests/samples/x12/856/flat-hierarchy.edi").rdbuf();
  const std::string edi = text.str();
  REQUIRE(!edi.empty());
  const Reply sent = gateway.ask(
      {"POST", "/api/v1/messages", sender, edi, {{"Content-Type", "application/edi-x12"}}});
  REQUIRE(sent.status == 202);
  const std::string id(json_of(sent).at("id").as_string());
  const std::string path = "/api/v1/messages/" + id;
  const auto message = until(gateway, {.path = path, .token = reader}, "\"state\":\"done\"");
  CHECK(message.at("channel") == "http");
  CHECK(!message.at("parts").as_array().empty());
  const Reply raw = gateway.ask({.path = path + "/raw", .token = reader});
  CHECK(raw.body == edi);
  CHECK(raw.field("Content-Type") == "application/octet-stream");
  const std::string auditor = gateway.token("auditor");
  const auto replays = [&] {
    const std::string ledger = "/api/v1/ledger?object=" + id;
    const std::string entries = gateway.ask({.path = ledger, .token = auditor}).body;
    std::size_t count = 0;
    for (std::size_t at = entries.find("message.replayed"); at != std::string::npos;
         at = entries.find("message.replayed", at + 1))
      ++count;
    return count;
  };
  CHECK(gateway.ask({"POST", path + "/replay", reader}).status == 202);
  CHECK(replays() == 1);
  const Ask keyed{"POST", path + "/replay", reader, "", {{"Idempotency-Key", "once"}}};
  const Reply first = gateway.ask(keyed);
  CHECK(first.status == 202);
  CHECK(gateway.ask(keyed).body == first.body);
  CHECK(replays() == 2);
  CHECK(gateway.ask({"POST", path + "/replay", sender}).status == 403);
  CHECK(gateway.ask({.path = "/api/v1/messages/" + std::string(64, '0'), .token = reader}).status ==
        404);
}

TEST_CASE("what was thanked for is there after a kill, and the key still holds") {
  RunningGateway gateway;
  const std::string token = gateway.token("integration");
  for (int round = 0; round < 3; ++round) {
    const std::string number = "PO-" + std::to_string(round);
    REQUIRE(gateway.ask(receipts(token, order(number), number)).status == 202);
    gateway.kill();
    gateway.start();
    const auto again = json_of(gateway.ask(receipts(token, order(number), number)));
    CHECK(again.at("repeated").as_bool());
  }
  const auto list = until(gateway, {.path = "/api/v1/receipts", .token = token}, "\"PO-2\"");
  CHECK(list.at("receipts").as_array().size() == 3);
  CHECK(gateway.stop() == 0);
  const ProgramRun audit =
      run_program({"ledger", "verify", "--store", gateway.folder().path() + "/weighbridge.db"});
  INFO(audit.out << audit.err);
  CHECK(audit.status == 0);
}

TEST_CASE("lists go page by page, and tell a parameter they do not know") {
  const RunningGateway gateway;
  const std::string token = gateway.token("admin");
  std::string body;
  for (int i = 0; i < 5; ++i) body += order("PO-" + std::to_string(i)) + "\n";
  REQUIRE(gateway.ask(receipts(token, body)).status == 202);
  until(gateway, {.path = "/api/v1/receipts", .token = token}, "\"PO-4\"");
  std::string seen;
  std::string cursor;
  for (int pages = 0; pages < 4; ++pages) {
    const auto page =
        json_of(gateway.ask({.path = "/api/v1/receipts?limit=2" + cursor, .token = token}));
    for (const auto& row : page.at("receipts").as_array())
      seen += std::string(row.at("id").as_string()) + ' ';
    if (page.at("next").is_null()) break;
    cursor = "&cursor=" + std::string(page.at("next").as_string());
  }
  CHECK(seen == "5 4 3 2 1 ");
  const Reply slip = gateway.ask({.path = "/api/v1/receipts?suplier=ACME", .token = token});
  CHECK(slip.status == 400);
  CHECK(slip.body.find("did you mean `supplier`?") != std::string::npos);
  CHECK(gateway.ask({.path = "/api/v1/receipts?limit=0", .token = token}).status == 400);
}

TEST_CASE("partners are read again at SIGHUP, whole or not at all") {
  const RunningGateway gateway;
  gateway.folder().write("partners/acme.yaml", "partner: acme\nversion: 1.0.0\nanswer: nothing\n");
  gateway.signal(SIGHUP);
  for (int i = 0; i < 50 && gateway.log().find("configuration.kept") == std::string::npos; ++i)
    run_command("sleep 0.1");
  CHECK(gateway.log().find("configuration.mistake") != std::string::npos);
  gateway.folder().write(
      "partners/acme.yaml",
      "partner: acme\nversion: 1.0.0\nsender: ZZ:ACME\nacknowledge: {x12: [999]}\n");
  gateway.signal(SIGHUP);
  for (int i = 0; i < 50 && gateway.log().find("configuration.read") == std::string::npos; ++i)
    run_command("sleep 0.1");
  CHECK(gateway.log().find("\"partners\":1") != std::string::npos);
}
