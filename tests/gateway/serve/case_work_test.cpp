// A case worked over HTTP by several people, on the real server and store.
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"
#include "tests/gateway/serve/running_gateway.hpp"

using namespace weighbridge;

namespace {

namespace bj = boost::json;

const std::vector<std::pair<std::string, std::string>> kJson{{"Content-Type", "application/json"}};

// A delivery that agrees, billed with a freight charge that nobody agreed to: C01 over 120 dollars.
constexpr const char* kDocuments =
    R"({"stage":"ordered","document":{"number":"PO-7","date":"2026-03-02"},"supplier":"ACME",)"
    R"("site":"DC01","currency":"USD","lines":[{"line":"1","po":"PO-7","po_line":"10",)"
    R"("item":{"sku":"A-100"},"quantity":"48","uom":"EA","unit_price":"2.50"}]})"
    "\n"
    R"({"stage":"received","document":{"number":"WR-7","date":"2026-03-05"},"supplier":"ACME",)"
    R"("site":"DC01","lines":[{"line":"1","po":"PO-7","po_line":"10","item":{"sku":"A-100"},)"
    R"("quantity":"48","uom":"EA","final":true}]})"
    "\n"
    R"({"stage":"invoiced","document":{"number":"INV-7","date":"2026-03-06"},"supplier":"ACME",)"
    R"("currency":"USD","lines":[{"line":"1","po":"PO-7","po_line":"10","item":{"sku":"A-100"},)"
    R"("quantity":"48","uom":"EA","unit_price":"2.50","amount":"120.00"}],)"
    R"("charges":[{"kind":"freight","amount":"120.00"}],)"
    R"("totals":{"lines":"120.00","charges":"120.00","amount":"240.00"}})";

class Office {
 public:
  Office() {
    clara = hire("clara", "clerk");
    carl = hire("carl", "clerk");
    mara = hire("mara", "supervisor");
    wms = hire("wms", "integration");
    auditor = hire("otto", "auditor");
    const Reply taken = gateway.ask(
        {"POST", "/api/v1/receipts", wms, kDocuments, {{"Content-Type", "application/x-ndjson"}}});
    REQUIRE(taken.status == 202);
    for (int i = 0; i < 100 && id.empty(); ++i) {
      const Reply found =
          gateway.ask({.path = "/api/v1/cases?code=CHARGE_NOT_AGREED", .token = clara});
      const bj::value page = bj::parse(found.body);
      if (!page.at("cases").as_array().empty())
        id = page.at("cases").at(0).at("id").as_string().c_str();
      else
        run_command("sleep 0.1");
    }
    REQUIRE_FALSE(id.empty());
  }

  std::string hire(const std::string& name, const std::string& role) const {
    const ProgramRun run = run_program(
        {"token", "create", "--config", gateway.config(), "--name", name, "--role", role});
    REQUIRE(run.status == 0);
    return run.out.substr(0, run.out.find('\n'));
  }

  bj::value shown(const std::string& token) const {
    const Reply reply = gateway.ask({.path = "/api/v1/cases/" + id, .token = token});
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    return bj::parse(reply.body);
  }

  std::string etag() const {
    return gateway.ask({.path = "/api/v1/cases/" + id, .token = clara}).field("ETag");
  }

  /// With the version that the case has now.
  Reply act(const std::string& token, const std::string& body,
            std::vector<std::pair<std::string, std::string>> more = {}) const {
    std::vector<std::pair<std::string, std::string>> fields = kJson;
    fields.emplace_back("If-Match", etag());
    fields.insert(fields.end(), more.begin(), more.end());
    return gateway.ask({"POST", "/api/v1/cases/" + id + "/actions", token, body, fields});
  }

  void expect(int status, const std::string& token, const std::string& body) const {
    const Reply reply = act(token, body);
    INFO(body << '\n' << reply.body);
    REQUIRE(reply.status == status);
  }

  RunningGateway gateway;
  std::string clara, carl, mara, wms, auditor, id;
};

std::string rule_of(const Reply& reply) {
  return bj::parse(reply.body).at("rule").as_string().c_str();
}

bool may(const bj::value& shown, std::string_view action) {
  for (const bj::value& offer : shown.at("actions").as_array())
    if (offer.at("action").as_string() == action) return offer.at("allowed").as_bool();
  return false;
}

constexpr const char* kProposal =
    R"({"action":"propose","resolution":"ACC","reason_code":"AGREED","reason":"freight was agreed",)"
    R"("amount":"120.00"})";

}  // namespace

TEST_CASE("a case is taken, proposed by one, approved by another, carried out (S1, 16, 18)") {
  const Office office;
  bj::value shown = office.shown(office.clara);
  CHECK(shown.at("site").as_string() == "DC01");
  CHECK(may(shown, "assign"));
  CHECK_FALSE(may(shown, "propose"));
  CHECK(shown.at("arithmetic").as_array().size() == 1);
  CHECK(shown.at("documents").as_array().size() == 3);
  CHECK(shown.at("holds").at(0).at("open").as_bool());
  CHECK(shown.at("service").at("clock").as_string() == "running");
  CHECK(office.gateway
            .ask({"POST", "/api/v1/cases/" + office.id + "/actions", office.auditor,
                  R"({"action":"comment","text":"x"})", kJson})
            .status == 403);

  office.expect(200, office.clara, R"({"action":"assign"})");
  office.expect(409, office.clara, kProposal);
  office.expect(200, office.clara, R"({"action":"start"})");
  office.expect(403, office.carl, kProposal);
  office.expect(200, office.clara, kProposal);

  const Reply refused = office.act(office.clara, R"({"action":"approve"})");
  CHECK(refused.status == 403);
  CHECK(rule_of(refused) == "S1");
  shown = office.shown(office.carl);
  CHECK(may(shown, "approve"));
  CHECK(shown.at("proposal").at("amount").as_string() == "120.00");
  CHECK(shown.at("lacking").as_array().size() == 1);
  const Reply stale_amount = office.act(office.carl, R"({"action":"approve","amount":"119.00"})");
  CHECK(stale_amount.status == 409);
  CHECK(rule_of(stale_amount) == "M-14.4");
  office.expect(200, office.carl, R"({"action":"approve","amount":"120.00"})");

  shown = office.shown(office.clara);
  CHECK(shown.at("status").as_string() == "executing");
  const std::string effect = shown.at("effects").at(0).at("id").as_string().c_str();
  CHECK(shown.at("effects").at(0).at("way").as_string() == "by hand");
  office.expect(200, office.clara,
                R"({"action":"confirm","reason":"booked as 4711","effect":")" + effect + "\"}");
  shown = office.shown(office.clara);
  CHECK(shown.at("status").as_string() == "resolved");
  CHECK(shown.at("holds").at(0).at("release").as_string() == "decided");  // M-17.2

  // The ledger tells all of it, the refusals too.
  std::vector<std::string> actions;
  for (const bj::value& entry : shown.at("history").as_array())
    actions.emplace_back(entry.at("action").as_string());
  CHECK(actions == std::vector<std::string>{
                       "case.opened", "case.triaged", "case.hold_placed", "case.assigned",
                       "case.refused", "case.review_started", "case.refused", "case.proposed",
                       "case.refused", "case.refused", "case.approved", "case.executing",
                       "case.effect_confirmed", "case.resolved", "case.hold_released"});
  const ProgramRun verified = run_program(
      {"ledger", "verify", "--store", office.gateway.folder().path() + "/weighbridge.db"});
  CHECK(verified.status == 0);
}

TEST_CASE("two people on one case: the stale tab is told, and with which version it is") {
  const Office office;
  const std::string seen = office.etag();
  office.expect(200, office.clara, R"({"action":"assign"})");
  const std::string path = "/api/v1/cases/" + office.id + "/actions";
  auto fields = kJson;
  CHECK(office.gateway.ask({"POST", path, office.clara, R"({"action":"start"})", fields}).status ==
        428);
  fields.emplace_back("If-Match", seen);
  const Reply stale =
      office.gateway.ask({"POST", path, office.clara, R"({"action":"start"})", fields});
  CHECK(stale.status == 412);
  CHECK('"' + std::to_string(bj::parse(stale.body).at("version").as_int64()) + '"' ==
        office.etag());
  fields.back().second = "W/" + seen;
  CHECK(office.gateway.ask({"POST", path, office.clara, R"({"action":"start"})", fields}).status ==
        400);
}

TEST_CASE("an action with an Idempotency-Key is done once and answered alike") {
  const Office office;
  const std::string path = "/api/v1/cases/" + office.id + "/actions";
  auto fields = kJson;
  fields.emplace_back("Idempotency-Key", "k-1");
  const Ask said{"POST", path, office.clara, R"({"action":"comment","text":"once"})", fields};
  const Reply first = office.gateway.ask(said);
  CHECK(first.status == 200);
  CHECK(office.gateway.ask(said).body == first.body);
  CHECK(office.shown(office.clara).at("comments").as_array().size() == 1);
  Ask other = said;
  other.body = R"({"action":"comment","text":"twice"})";
  const Reply refused = office.gateway.ask(other);
  CHECK(refused.status == 422);
  CHECK(refused.body.find("idempotency-key-reused") != std::string::npos);
}

TEST_CASE("bodies of actions are read strictly: no other members, no large texts, no markup") {
  const Office office;
  for (const char* body :
       {R"({"action":"comment","text":"x","state":"closed"})",  // mass assignment
        R"({"action":"comment","assignee":"me","text":"x"})",   // of another action
        R"({"action":"approve_all"})", R"({"text":"x"})", R"([1])", R"({"action":"comment"})",
        R"({"action":"comment","text":7})"}) {
    INFO(body);
    CHECK(office.act(office.clara, body).status == 422);
  }
  CHECK(office.act(office.clara, "{").status == 400);
  CHECK(office.act(office.clara, R"({"action":"comment","action":"close"})").status == 400);
  const std::string large(10 << 20, 'x');
  CHECK(office.act(office.clara, R"({"action":"comment","text":")" + large + "\"}").status == 413);
  office.expect(200, office.clara, R"({"action":"comment","text":"<img src=x onerror=alert(1)>"})");
  CHECK(office.shown(office.clara).at("comments").at(0).at("text").as_string() ==
        "<img src=x onerror=alert(1)>");
}

TEST_CASE("an attachment is checked, kept, and given back to be saved") {
  const Office office;
  office.expect(200, office.clara,
                R"({"action":"attach","name":"scan.txt","media_type":"text/plain",)"
                R"("content":"OTggcGllY2Vz"})");
  office.expect(422, office.clara,
                R"({"action":"attach","name":"x.html","media_type":"text/html","content":"eA=="})");
  const std::string path = "/api/v1/cases/" + office.id + "/attachments/1";
  const Reply file = office.gateway.ask({.path = path, .token = office.carl});
  CHECK(file.status == 200);
  CHECK(file.body == "98 pieces");
  CHECK(file.field("Content-Disposition") == "attachment");
  CHECK(office.gateway.ask({.path = path + "1", .token = office.carl}).status == 404);
}

TEST_CASE("one action on many cases: each has its own result") {
  const Office office;
  const std::string body = R"({"action":"assign","cases":[{"id":")" + office.id +
                           R"("},{"id":"DC-2020-00000009"},{"id":")" + office.id +
                           R"(","version":1}]})";
  const Reply reply =
      office.gateway.ask({"POST", "/api/v1/cases/actions", office.clara, body, kJson});
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  const bj::value results = bj::parse(reply.body).at("results");
  CHECK(results.at(0).at("status").as_int64() == 200);
  CHECK(results.at(1).at("status").as_int64() == 404);
  CHECK(results.at(2).at("status").as_int64() == 412);
}
