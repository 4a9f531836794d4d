// What changes is told to whoever listens and may hear it; lists leave as tables; the evidence of a
// case leaves as one file; another policy is tried without a trace.
#include <memory>
#include <set>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "gateway/api/token.hpp"
#include "tests/gateway/program.hpp"
#include "tests/gateway/serve/running_gateway.hpp"

using namespace weighbridge;

namespace {

const std::vector<std::pair<std::string, std::string>> kJson{{"Content-Type", "application/json"}};

/// An order, its receipt that is short, and the invoice for all of it.
std::string documents(const std::string& supplier, const std::string& po,
                      const std::string& item = "A") {
  const auto document = [&](const char* stage, const char* kind, const char* number,
                            const char* quantity) {
    return std::string(R"({"schema":"weighbridge.receipt/1","stage":")") + stage +
           R"(","document":{"kind":")" + kind + R"(","number":")" + number + po +
           R"(","date":"2026-03-01"},"supplier":")" + supplier +
           R"(","site":"DC01","currency":"USD","dates":{"posted":"2026-03-02T08:00:00Z"},)"
           R"("lines":[{"line":"1","po":")" +
           po + R"(","po_line":"1","item":{"sku":")" + item + R"("},"quantity":")" + quantity +
           R"(","uom":"EA","unit_price":"2.50","final":true}]})" + "\n";
  };
  return document("ordered", "purchase_order", "", "100") +
         document("received", "warehouse_receipt", "WR-", "90") +
         document("invoiced", "invoice", "INV-", "100");
}

void send(const RunningGateway& gateway, const std::string& token, const std::string& body) {
  REQUIRE(gateway.ask({"POST", "/api/v1/receipts", token, body, kJson}).status == 202);
  for (int i = 0; i < 100; ++i) {
    const Reply waiting = gateway.ask({"GET", "/api/v1/messages?state=waiting", token});
    if (waiting.body.starts_with("{\"messages\":[]")) return;
    run_command("sleep 0.1");
  }
  FAIL("the message is not read");
}

/// A stream of `token`; what comes within a few seconds of quiet is read by rest().
std::unique_ptr<Wire> listen(const RunningGateway& gateway, const std::string& token,
                             const std::string& more = {}) {
  auto wire = std::make_unique<Wire>(gateway.port());
  wire->send("GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n" +
             more + "\r\n");
  return wire;
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t n = 0;
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++n;
  return n;
}

/// What comes until `word` came `times` times and it is quiet. A busy machine pauses.
std::string hear(Wire& wire, const std::string& word, std::size_t times) {
  std::string heard;
  for (int i = 0; i < 6 && (i == 0 || count(heard, word) < times); ++i) heard += wire.rest();
  return heard;
}

std::vector<std::string> ids_in(const std::string& events) {
  std::vector<std::string> ids;
  for (std::size_t at = events.find("id: "); at != std::string::npos;
       at = events.find("id: ", at + 1))
    ids.push_back(events.substr(at, events.find('\n', at) - at + 1));
  return ids;
}

std::string first_case(const RunningGateway& gateway, const std::string& token) {
  const Reply reply = gateway.ask({"GET", "/api/v1/cases?limit=1", token});
  return std::string(boost::json::parse(reply.body).at("cases").at(0).at("id").as_string());
}

}  // namespace

TEST_CASE("a stream tells of cases and messages, goes on where it stopped, and only what may be") {
  const RunningGateway gateway;
  const std::string admin = gateway.token("admin");
  const std::string acme = gateway.token("clerk", {"--supplier", "ACME"});
  const auto all = listen(gateway, admin);
  const auto of_acme = listen(gateway, acme);
  CHECK(of_acme->reply().status == 200);
  const Reply opened = all->reply();
  CHECK(opened.status == 200);
  CHECK(opened.field("Content-Type") == "text/event-stream");
  send(gateway, admin, documents("GLOBEX", "PO-1"));
  send(gateway, admin, documents("ACME", "PO-2"));
  const std::string heard = hear(*all, "\"action\":\"case.opened\"", 2);
  CHECK(count(heard, "event: message") >= 2);
  CHECK(count(heard, "\"action\":\"case.opened\"") >= 2);
  const std::string heard_by_acme = hear(*of_acme, "\"action\":\"case.opened\"", 1);
  CHECK(count(heard_by_acme, "event: message") == 0);
  CHECK(count(heard_by_acme, "\"action\":\"case.opened\"") ==
        count(heard, "\"action\":\"case.opened\"") / 2);

  std::vector<std::string> ids = ids_in(heard);
  const std::string first = ids.front();
  ids.erase(ids.begin());
  const auto again =
      listen(gateway, admin, "Last-Event-ID: " + first.substr(4, first.size() - 5) + "\r\n");
  CHECK(again->reply().status == 200);
  const std::string missed = hear(*again, ids.back(), 1);
  CHECK(count(missed, first) == 0);
  for (const std::string& id : ids) CHECK(count(missed, id) == 1);
}

TEST_CASE("a stream ends when its token is revoked, and when the gateway stops") {
  RunningGateway gateway;
  const std::string token = gateway.token("clerk");
  const auto wire = listen(gateway, token);
  CHECK(wire->reply().status == 200);
  const std::string id = *api::token_id(token);
  REQUIRE(run_program({"token", "revoke", id, "--config", gateway.config()}).status == 0);
  std::string told;
  for (int i = 0; i < 4 && !told.ends_with("0\r\n\r\n"); ++i) told += wire->rest();
  CHECK(told.ends_with("0\r\n\r\n"));

  const auto another = listen(gateway, gateway.token("clerk"));
  CHECK(another->reply().status == 200);
  CHECK(gateway.stop() == 0);
  const std::string end = another->rest();
  CHECK(end.ends_with("0\r\n\r\n"));
}

TEST_CASE("one caller cannot take all streams") {
  const RunningGateway gateway;
  const std::string token = gateway.token("clerk");
  std::vector<std::unique_ptr<Wire>> wires;
  for (int i = 0; i < 16; ++i) {
    wires.push_back(listen(gateway, token));
    CHECK(wires.back()->reply().status == 200);
  }
  CHECK(listen(gateway, token)->reply().status == 503);
}

TEST_CASE("a list is a table on demand: same filters, no formula, strings as strings") {
  const RunningGateway gateway;
  const std::string token = gateway.token("admin");
  send(gateway, token, documents("=cmd|'/c calc'!A0", "PO-1"));
  send(gateway, token, documents("ACME", "PO-2"));
  const Reply csv = gateway.ask({"GET", "/api/v1/cases?format=csv", token});
  REQUIRE(csv.status == 200);
  CHECK(csv.field("Content-Type") == "text/csv");
  CHECK(csv.field("Weighbridge-Rows-Max") == "50000");
  CHECK(csv.field("Content-Disposition") == "attachment; filename=\"cases.csv\"");
  CHECK(csv.body.starts_with("id,title,supplier,"));
  CHECK(csv.body.find("\"'=cmd|'/c calc'!A0\"") != std::string::npos);
  CHECK(csv.body.find(",=cmd") == std::string::npos);
  CHECK(csv.field("Weighbridge-Rows") == std::to_string(count(csv.body, "\r\n") - 1));

  const Reply acme = gateway.ask(
      {.path = "/api/v1/cases?supplier=ACME", .token = token, .fields = {{"Accept", "text/csv"}}});
  CHECK(acme.body.find("cmd") == std::string::npos);
  CHECK(count(acme.body, "PO-2") >= 1);

  const Reply xlsx = gateway.ask({"GET", "/api/v1/receipts?format=xlsx", token});
  REQUIRE(xlsx.status == 200);
  gateway.folder().write("receipts.xlsx", xlsx.body);
  const std::string sheet = run_command("cd " + gateway.folder().path() +
                                        " && python3 -c \"import zipfile; z = "
                                        "zipfile.ZipFile('receipts.xlsx'); "
                                        "print(z.read('xl/worksheets/sheet1.xml').decode())\"");
  CHECK(sheet.find("=cmd|") != std::string::npos);
  CHECK(sheet.find("<f>") == std::string::npos);
  CHECK(gateway.ask({"GET", "/api/v1/cases?format=pdf", token}).status == 400);
  CHECK(gateway.ask({"GET", "/api/v1/cases?format=csv&nonsense=1", token}).status == 400);
  const std::string clerk = gateway.token("clerk", {"--supplier", "ACME"});
  CHECK(gateway.ask({"GET", "/api/v1/cases?format=csv", clerk}).body.find("cmd") ==
        std::string::npos);
  CHECK(gateway.ask({"GET", "/api/v1/ledger?format=csv", clerk}).status == 403);
}

TEST_CASE("a pack of a case holds for weighbridge ledger check, and lineage leads both ways") {
  const TempFolder folder;
  const std::string secret = folder.path() + "/ledger.key";
  const std::string key = folder.write(
      "ledger.pub",
      run_program({"ledger", "keygen", "weighbridge.example.com/ledger", "--out", secret}).out);
  const RunningGateway gateway("ledger:\n  key_file: " + secret + '\n');
  const std::string token = gateway.token("auditor");
  send(gateway, gateway.token("admin"), documents("ACME", "PO-1"));
  const std::string id = first_case(gateway, token);
  const Reply pack = gateway.ask({"GET", "/api/v1/cases/" + id + "/pack", token});
  INFO(pack.body.substr(0, 500));
  REQUIRE(pack.status == 200);
  const std::string file = folder.write("pack.tar", pack.body);
  const ProgramRun checked = run_program({"ledger", "check", file, "--key", key});
  INFO(checked.err);
  CHECK(checked.status == 0);
  CHECK(checked.out.find(id) != std::string::npos);
  CHECK(run_command("tar tf " + file).find("manifest.json") != std::string::npos);
  std::string changed = pack.body;
  changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
  CHECK(
      run_program({"ledger", "check", folder.write("changed.tar", changed), "--key", key}).status ==
      1);

  const std::string out = folder.path() + "/exported.tar";
  const std::string store = gateway.folder().path() + "/weighbridge.db";
  const ProgramRun exported =
      run_program({"ledger", "export", id, "--store", store, "-o", out, "--key", secret});
  INFO(exported.err);
  CHECK(exported.status == 0);
  CHECK(run_program({"ledger", "check", out, "--key", key}).status == 0);
  CHECK(gateway.ask({"GET", "/api/v1/cases/DC-2020-00000001/pack", token}).status == 404);

  const auto kinds = [&](const std::string& object) {
    const Reply reply = gateway.ask({"GET", "/api/v1/lineage?object=" + object, token});
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    std::set<std::string> found;
    const auto graph = boost::json::parse(reply.body);
    for (const auto& node : graph.at("nodes").as_array())
      found.insert(std::string(node.at("kind").as_string()));
    CHECK_FALSE(graph.at("edges").as_array().empty());
    return found;
  };
  const std::set<std::string> whole{"case",    "delivery", "document", "invoiced",
                                    "message", "ordered",  "received"};
  CHECK(kinds(id) == whole);
  CHECK(kinds("D-1") == whole);
  CHECK(gateway.ask({"GET", "/api/v1/lineage?object=nothing", token}).status == 404);
}

TEST_CASE("another policy is tried on all evidence, and leaves no trace") {
  const RunningGateway gateway;
  const std::string token = gateway.token("auditor");
  send(gateway, gateway.token("admin"), documents("ACME", "PO-1"));
  const std::vector<std::pair<std::string, std::string>> yaml{{"Content-Type", "application/yaml"}};
  const Reply before = gateway.ask({"GET", "/api/v1/ledger?limit=1000", token});
  const Reply reply = gateway.ask({"POST", "/api/v1/policy/what-if", token,
                                   "policy: GENEROUS\ntolerances:\n"
                                   "  - {leg: QTY_INV_PAYABLE, direction: over, pct: 50}\n"
                                   "  - {leg: QTY_RCV_PO, direction: under, pct: 50}\n",
                                   yaml});
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  const auto what_if = boost::json::parse(reply.body);
  CHECK(what_if.at("policy").as_string() == "GENEROUS");
  CHECK(what_if.at("closes").at("count").as_int64() > 0);
  CHECK(what_if.at("payable_now").at(0).at("from") != what_if.at("payable_now").at(0).at("to"));
  CHECK(gateway.ask({"GET", "/api/v1/ledger?limit=1000", token}).body == before.body);
  const Reply wrong =
      gateway.ask({"POST", "/api/v1/policy/what-if", token, "policy: X\nnonsense: 1\n", yaml});
  CHECK(wrong.status == 422);
  CHECK(wrong.body.find("\"line\":2") != std::string::npos);
  const std::string clerk = gateway.token("clerk");
  CHECK(gateway.ask({"POST", "/api/v1/policy/what-if", clerk, "policy: X\n", yaml}).status == 403);
}
