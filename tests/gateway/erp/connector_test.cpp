// ERP connectors against a real HTTP server, with the worked example of Business Central.
#include "gateway/erp/connector.hpp"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "gateway/erp/circuit_breaker.hpp"
#include "gateway/erp/push.hpp"
#include "gateway/erp/raw_value.hpp"
#include "gateway/erp/watermark.hpp"
#include "gateway/partners/transports.hpp"
#include "parsers/json/writer.hpp"
#include "tests/gateway/peer_process.hpp"
#include "tests/gateway/receive/recording_intake.hpp"
#include "tests/gateway/temp_folder.hpp"

using namespace weighbridge;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string example(const std::string& name) {
  const std::string text = text_of(fs::path(WEIGHBRIDGE_SOURCE_DIR "/examples/connectors") / name);
  REQUIRE_FALSE(text.empty());
  return text;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

std::string quoted(const std::string& text) {
  std::string json;
  json::append_string(json, text);
  return json;
}

erp::Connector connector_of(const std::string& yaml) {
  std::vector<TableError> errors;
  const auto sections = partners::partner_sections({{"partners/erp.yaml", yaml}}, errors);
  partners::Transports transports = partners::read_transports(sections, errors);
  for (const TableError& error : errors) FAIL(error.line << ": " << error.message);
  return transports.connectors.at(0);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Business Central's example, answered by a server here.
struct BusinessCentral {
  BusinessCentral() : peer("[]") {
    const std::string page_1 =
        replaced(example("business-central/answers/page-1.json"), "ADDRESS", peer.url() + "/api");
    const std::string page_2 = example("business-central/answers/page-2.json");
    peer.answer_by(
        R"([{"path": "/token", "body": {"access_token": "t1", "expires_in": 3599}},
            {"path": "/api/purchaseReceipts?$expand=purchaseReceiptLines&$skiptoken",
             "when": {"authorization": "Bearer t1"}, "body": )" +
        quoted(page_2) + R"(},
            {"path": "/api/purchaseReceipts", "when": {"authorization": "Bearer t1"}, "body": )" +
        quoted(page_1) + "}, " + R"({"path": "/api/journals", "times": 1, "status": 201},
            {"path": "/api/journals", "status": 409}])");
    std::string yaml = example("business-central/partners/business-central.yaml");
    yaml = replaced(yaml,
                    "https://api.businesscentral.dynamics.com/v2.0/TENANT/production/api/v2.0/"
                    "companies(COMPANY)",
                    peer.url() + "/api\n  network: internal");
    yaml = replaced(yaml, "https://login.microsoftonline.com/TENANT/oauth2/v2.0/token",
                    peer.url() + "/token");
    yaml = replaced(yaml, "/etc/weighbridge/secrets/business-central",
                    temp.write("secret", "the secret"));
    connector = connector_of(replaced(yaml, "every: 5m", "every: 1s"));
  }
  std::string state() const { return temp.path() + "/state"; }

  TempFolder temp;
  HttpPeer peer;
  erp::Connector connector;
};

}  // namespace

TEST_CASE("the worked example pulls all pages, record by record, and goes on where it was",
          "[erp]") {
  BusinessCentral erp;
  RecordingIntake intake;
  {
    erp::Puller puller({erp.connector}, intake, erp.state(), [](const receive::Notice&) {});
    puller.start();
    REQUIRE(intake.wait_for(3));
    REQUIRE(soon([&] { return erp.peer.requests().size() >= 5; }));  // token, two pages, again
  }
  const auto received = intake.received();
  REQUIRE(received.size() == 3);  // each record once, though it was pulled again
  CHECK(received[0].channel == "erp");
  CHECK(received[0].partner == "business-central");
  CHECK(received[0].file_name == "purchase-receipts.json");
  CHECK(received[0].text.front() == '{');
  CHECK(received[0].text.back() == '}');
  CHECK(contains(received[0].text, "\"number\": \"107031\""));
  CHECK_FALSE(contains(received[0].text, "107032"));
  CHECK(contains(received[2].text, "\"number\": \"107033\""));

  const auto requests = erp.peer.requests();
  CHECK(contains(requests[1], "filter=lastModifiedDateTime%20ge%202026-01-01T00%3A00%3A00Z"));
  CHECK(contains(requests[1], "odata.maxpagesize=200"));
  CHECK(contains(requests[2], "$skiptoken=107032"));
  CHECK(contains(requests[3], "ge%202026-03-04T07%3A45%3A10Z"));  // the newest of page 2
  const auto mark = erp::read_watermark(erp.state(), "business-central.purchase-receipts.json");
  CHECK(mark.since == "2026-03-04T07:45:10Z");

  erp::Puller again({erp.connector}, intake, erp.state(), [](const receive::Notice&) {});
  again.start();
  const std::size_t before = requests.size();
  REQUIRE(soon([&] { return erp.peer.requests().size() > before + 1; }));
  CHECK(contains(erp.peer.requests()[before + 1], "ge%202026-03-04T07%3A45%3A10Z"));
}

TEST_CASE("a pull that the gateway has no room for does not move on", "[erp]") {
  BusinessCentral erp;
  RecordingIntake intake;
  intake.refuse_next(3);
  erp::Puller puller({erp.connector}, intake, erp.state(), [](const receive::Notice&) {});
  puller.start();
  REQUIRE(intake.wait_for(3));
  CHECK(intake.received().size() == 3);
}

TEST_CASE("what has not changed is not taken again", "[erp]") {
  HttpPeer peer(R"([{"path": "/stock", "when": {"if-none-match": "\"v1\""}, "status": 304},
                    {"path": "/stock", "headers": {"ETag": "\"v1\""}, "body": {"a": 1}}])");
  TempFolder temp;
  RecordingIntake intake;
  erp::Connector connector =
      connector_of("partner: wms\nversion: 1.0.0\nerp: {url: \"" + peer.url() +
                   "\", network: internal, pull: [{name: stock, path: /stock, every: 1s}]}\n");
  erp::Puller puller({connector}, intake, temp.path(), [](const receive::Notice&) {});
  puller.start();
  REQUIRE(soon([&] { return peer.requests().size() >= 3; }));
  puller.stop();
  CHECK(intake.calls() == 1);
  CHECK(intake.received().at(0).text == "{\"a\": 1}");
}

TEST_CASE("pages by cursor, by number, by offset and by Link", "[erp]") {
  const auto pulled = [](const std::string& next, const std::string& routes) {
    HttpPeer peer(routes);
    TempFolder temp;
    RecordingIntake intake;
    erp::Puller puller({connector_of("partner: wms\nversion: 1.0.0\nerp: {url: \"" + peer.url() +
                                     "\", network: internal, pull: [{name: a, path: /a, each: "
                                     "/items/*, every: 1h, next: " +
                                     next + "}]}\n")},
                       intake, temp.path(), [](const receive::Notice&) {});
    puller.start();
    intake.wait_for(3, 5s);
    std::this_thread::sleep_for(100ms);
    return intake.received().size();
  };
  CHECK(pulled("{cursor: /next, parameter: after}",
               R"([{"path": "/a?after=c%2F2", "body": {"items": [3], "next": null}},
                   {"path": "/a", "body": {"items": [1, 2], "next": "c/2"}}])") == 3);
  CHECK(pulled("{page: p}", R"([{"path": "/a?p=3", "body": {"items": []}},
                   {"path": "/a?p=2", "body": {"items": [3]}},
                   {"path": "/a", "body": {"items": [1, 2]}}])") == 3);
  CHECK(pulled("{offset: from}", R"([{"path": "/a?from=3", "body": {"items": []}},
                   {"path": "/a?from=2", "body": {"items": [3]}},
                   {"path": "/a", "body": {"items": [1, 2]}}])") == 3);
  CHECK(pulled("{header: Link}", R"([{"path": "/a?two", "body": {"items": [3]}},
                   {"path": "/a", "headers": {"Link": "</a>; rel=\"first\", </a?two>; rel=\"next\""},
                    "body": {"items": [1, 2]}}])") == 3);
}

TEST_CASE("a next page at another server is not asked for: our token is for this one", "[erp]") {
  HttpPeer evil(R"([{"body": {"items": []}}])");
  HttpPeer peer(R"([{"path": "/a", "body": {"items": [1], "next": ")" + evil.url() + R"(/a"}}])");
  TempFolder temp;
  RecordingIntake intake;
  std::mutex mutex;
  std::string told;
  erp::Puller puller({connector_of("partner: wms\nversion: 1.0.0\nerp: {url: \"" + peer.url() +
                                   "\", network: internal, pull: [{name: a, path: /a, each: "
                                   "/items/*, next: {link: /next}}]}\n")},
                     intake, temp.path(), [&](const receive::Notice& notice) {
                       const std::scoped_lock lock(mutex);
                       told = notice.what;
                     });
  puller.start();
  REQUIRE(soon([&] {
    const std::scoped_lock lock(mutex);
    return contains(told, "the next page is said to be at");
  }));
  CHECK(evil.requests().empty());
}

TEST_CASE("a server that fails is left alone for a while", "[erp]") {
  HttpPeer peer(R"([{"status": 500}])");
  TempFolder temp;
  RecordingIntake intake;
  erp::Puller puller(
      {connector_of("partner: wms\nversion: 1.0.0\nerp: {url: \"" + peer.url() +
                    "\", network: internal, failures_max: 2, rest: 1h, pull: [{name: a, path: /a, "
                    "every: 1s}, {name: b, path: /b, every: 1s}]}\n")},
      intake, temp.path(), [](const receive::Notice&) {});
  puller.start();
  REQUIRE(soon([&] { return peer.requests().size() == 2; }));
  std::this_thread::sleep_for(1500ms);
  CHECK(peer.requests().size() == 2);
}

TEST_CASE("the circuit breaker opens, lets one try through, and rests longer each time", "[erp]") {
  using Clock = erp::CircuitBreaker::Clock;
  erp::CircuitBreaker breaker(3, 60s);
  Clock::time_point now{};
  for (int i = 0; i < 3; ++i) {
    CHECK_FALSE(breaker.wait(now));
    breaker.failed(now);
  }
  CHECK(breaker.wait(now) == 60s);
  now += 60s;
  CHECK_FALSE(breaker.wait(now));
  CHECK(breaker.wait(now).has_value());  // one is enough to see
  breaker.failed(now);
  CHECK(breaker.wait(now) == 120s);
  now += 120s;
  CHECK_FALSE(breaker.wait(now));
  breaker.succeeded();
  CHECK_FALSE(breaker.wait(now));
  breaker.failed(now);
  CHECK_FALSE(breaker.wait(now));
}

TEST_CASE("the worked example pushes a posting once, in the shape that is asked for", "[erp]") {
  BusinessCentral erp;
  erp::ErpDeliverer out({erp.connector});
  deliver::Outbound posting;
  posting.id = "out-77";
  posting.channel = "erp";
  posting.partner = "business-central";
  posting.kind = "posting";
  posting.bytes = spool::Payload::of(
      R"({"journal": "G/1", "document": "INV-5", "date": "2026-03-05", "account": "5410", "amount": "20.00", "reason": "short"})");
  const auto first = out.deliver(posting);
  if (const auto* failed = std::get_if<deliver::Failed>(&first)) FAIL(failed->message);
  CHECK(std::holds_alternative<deliver::Delivered>(out.deliver(posting)));  // 409: it is known
  const std::string request = erp.peer.requests().at(1);
  CHECK(contains(request, "\"path\": \"/api/journals(G%2F1)/journalLines\""));
  CHECK(contains(request, "\"idempotency-key\": \"out-77\""));
  CHECK(contains(request,
                 R"({\"documentNumber\":\"INV-5\",\"postingDate\":\"2026-03-05\",)"
                 R"(\"accountNumber\":\"5410\",\"amount\":20,\"description\":\"short\",)"));

  posting.kind = "hold";
  CHECK_FALSE(std::get<deliver::Failed>(out.deliver(posting)).transient);
  posting.kind = "posting";
  posting.bytes = spool::Payload::of(R"({"journal": "1", "document": "INV-6"})");
  CHECK_THAT(std::get<deliver::Failed>(out.deliver(posting)).message, Catch::Contains("/date"));
}

TEST_CASE("times and numbers are compared as such", "[erp]") {
  CHECK(erp::is_before("2026-03-02T08:00:00Z", "2026-03-02T10:00:00+01:00"));
  CHECK_FALSE(erp::is_before("2026-03-02T08:00:00Z", "2026-03-02T08:00:00+01:00"));
  CHECK(erp::is_before("9", "10"));
  CHECK(erp::is_before("a", "b"));
}

TEST_CASE("a record's own bytes are cut out of the answer", "[erp]") {
  const std::string text = R"({"a": [{"s": "}]\"", "n": [1, 2]}, 12.50 , "x\"y", null]})";
  Findings none;
  const auto document = json::Document::parse(text, none);
  REQUIRE(document);
  const auto list = document->root().find("a");
  REQUIRE(list);
  std::vector<std::string> pieces;
  for (const json::Value value : *list) pieces.emplace_back(erp::raw_value(text, value));
  CHECK(pieces ==
        std::vector<std::string>{R"({"s": "}]\"", "n": [1, 2]})", "12.50", R"("x\"y")", "null"});
}
