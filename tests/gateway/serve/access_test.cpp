// Who may do what: every operation for every role, as the interface describes it.
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include "gateway/api/openapi.hpp"
#include "gateway/api/operations.hpp"
#include "gateway/api/token.hpp"
#include "tests/gateway/program.hpp"
#include "tests/gateway/serve/browser.hpp"
#include "tests/gateway/serve/running_gateway.hpp"

using namespace weighbridge;

namespace {

/// One operation of the description.
struct Described {
  std::string method, path;
  std::set<std::string> roles;
};

std::map<std::string, Described> described_operations() {
  std::map<std::string, Described> found;
  const boost::json::value root = boost::json::parse(api::openapi_json());
  for (const auto& path : root.at("paths").as_object())
    for (const auto& operation : path.value().as_object()) {
      Described& row = found[std::string(operation.value().at("operationId").as_string())];
      for (const char c : operation.key()) row.method += static_cast<char>(c - 'a' + 'A');
      row.path = std::string(path.key());
      for (const auto& role : operation.value().at("x-roles").as_array())
        row.roles.insert(std::string(role.as_string()));
    }
  return found;
}

std::string with_values(std::string path, const std::vector<std::string>& values) {
  for (std::size_t i = 0, at = path.find('{'); at != std::string::npos; at = path.find('{'), ++i)
    path.replace(at, path.find('}') - at + 1, i < values.size() ? values[i] : "none");
  return path;
}

std::string with_values(std::string path) {
  return with_values(std::move(path), {});
}

/// An order and an invoice that does not agree with it.
std::string documents_of(const std::string& supplier) {
  const std::string lines = R"("supplier":")" + supplier + R"(","currency":"USD","site":"DC01",)" +
                            R"("lines":[{"line":"1","po":"PO-)" + supplier +
                            R"(","po_line":"1","item":{"sku":"A"},"quantity":"10","uom":"EA",)";
  return R"({"stage":"ordered","document":{"number":"PO-)" + supplier +
         R"(","date":"2026-03-01"},)" + lines + R"("unit_price":"10.00"}]})" + "\n" +
         R"({"stage":"invoiced","document":{"number":"INV-)" + supplier +
         R"(","date":"2026-03-05"},)" + lines +
         R"("unit_price":"90.00","amount":"900.00"}],"totals":{"amount":"900.00"}})" + "\n";
}

/// What stands in the places of an operation's path, for one supplier's things.
class Things {
 public:
  Things(const RunningGateway& gateway, const std::string& admin, const std::string& supplier)
      : supplier_(supplier) {
    const Reply taken = gateway.ask({"POST",
                                     "/api/v1/receipts",
                                     admin,
                                     documents_of(supplier),
                                     {{"Content-Type", "application/x-ndjson"}}});
    if (taken.status != 202) throw std::runtime_error(taken.body);
    const std::string cases = "/api/v1/cases?supplier=" + supplier;
    for (int i = 0; i < 100 && case_.empty(); ++i) {
      run_command("sleep 0.1");
      const auto list = boost::json::parse(gateway.ask({.path = cases, .token = admin}).body);
      if (!list.at("cases").as_array().empty())
        case_ = std::string(list.at("cases").at(0).at("id").as_string());
    }
    const std::string receipts = "/api/v1/receipts?supplier=" + supplier;
    const auto list = boost::json::parse(gateway.ask({.path = receipts, .token = admin}).body);
    receipt_ = std::string(list.at("receipts").at(0).at("id").as_string());
    gateway.ask({"POST",
                 "/api/v1/cases/" + case_ + "/actions",
                 gateway.token("clerk"),
                 R"({"action":"attach","name":"a.txt","media_type":"text/plain","content":"eA=="})",
                 {{"Content-Type", "application/json"}}});
  }

  /// Nothing when nobody said what stands there.
  std::optional<std::vector<std::string>> places_of(const std::string& path) const {
    if (path.find('{') == std::string::npos) return std::vector<std::string>{};
    if (path.starts_with("/api/v1/receipts/{id}")) return std::vector{receipt_};
    if (path.ends_with("/attachments/{number}")) return std::vector<std::string>{case_, "1"};
    if (path.starts_with("/api/v1/cases/{id}")) return std::vector{case_};
    if (path.starts_with("/api/v1/orders/{supplier}/{po}"))
      return std::vector{supplier_, "PO-" + supplier_};
    if (path.starts_with("/api/v1/suppliers/{id}")) return std::vector{supplier_};
    if (path == "/assets/{file}") return std::vector<std::string>{"none"};
    return std::nullopt;
  }

 private:
  std::string supplier_, case_, receipt_;
};

/// docs/operating/access-matrix.md, as the table of operations has it.
std::string matrix_page() {
  std::string page =
      "# Who may call what\n\n"
      "Made from the table of operations, which tests hold against openapi.yaml and a running "
      "gateway. `own`: callers who are bound to\nsuppliers or sites may call it too, and see what "
      "is of these. `all`: only callers who are bound to none.\n\n"
      "| operation | call | bound callers |";
  std::string rule = "|---|---|---|";
  for (const std::string_view role : api::roles()) {
    page += ' ' + std::string(role) + " |";
    rule += "---|";
  }
  page += '\n' + rule + '\n';
  for (const api::Operation& operation : api::operations()) {
    page += "| `" + std::string(operation.name) + "` | `" + std::string(operation.method) + ' ' +
            std::string(operation.pattern) + "` | " + (operation.scoped ? "own" : "all") + " |";
    for (const std::string_view role : api::roles())
      page += operation.roles == "*" || api::may_call(operation, role) ? " yes |" : " - |";
    page += '\n';
  }
  return page;
}

}  // namespace

TEST_CASE("openapi.yaml describes the operations there are, with the roles they have") {
  const auto described = described_operations();
  CHECK(described.size() == api::operations().size());
  for (const api::Operation& operation : api::operations()) {
    INFO(operation.name);
    const auto row = described.find(std::string(operation.name));
    REQUIRE(row != described.end());
    CHECK(row->second.method == operation.method);
    CHECK(row->second.path == operation.pattern);
    std::set<std::string> roles;
    if (operation.roles == "*") roles.insert("*");
    for (const std::string_view role : api::roles())
      if (api::may_call(operation, role)) roles.insert(std::string(role));
    CHECK(row->second.roles == roles);
  }
}

TEST_CASE("every operation answers each role as the description says, and nobody without one") {
  const RunningGateway gateway;
  std::map<std::string, std::string> tokens;
  for (const std::string_view role : api::roles())
    tokens[std::string(role)] = gateway.token(
        std::string(role), role == "supplier" ? std::vector<std::string>{"--supplier", "ACME"}
                                              : std::vector<std::string>{});
  for (const auto& [name, operation] : described_operations()) {
    Ask ask{operation.method, with_values(operation.path)};
    const bool open = operation.roles.count("*") != 0;
    const int stranger = gateway.ask(ask).status;
    INFO(name);
    CHECK((stranger == 401) != open);
    for (const auto& [role, token] : tokens) {
      INFO(role);
      ask.token = token;
      const int status = gateway.ask(ask).status;
      CHECK(status != 401);
      CHECK((status == 403) != (open || operation.roles.count(role) != 0));
      CHECK(status < 500);
    }
  }
}

TEST_CASE("every operation has its row in access-matrix.md") {
  std::ostringstream written;
  written << std::ifstream(WEIGHBRIDGE_SOURCE_DIR "/docs/operating/access-matrix.md").rdbuf();
  const std::string wanted = matrix_page();
  std::ofstream(WEIGHBRIDGE_BINARY_DIR "/access-matrix.md") << wanted;
  INFO("after looking at what changed, copy access-matrix.md from the build folder");
  CHECK(written.str() == wanted);
}

TEST_CASE("bound to a supplier, every operation shows what is the own and nothing of others") {
  const RunningGateway gateway;
  const std::string admin = gateway.token("admin");
  const Things own(gateway, admin, "ACME"), others(gateway, admin, "BOLT");
  std::map<std::string, std::string> tokens;
  for (const std::string_view role : api::roles())
    tokens[std::string(role)] = gateway.token(std::string(role), {"--supplier", "ACME"});
  const std::map<std::string, Described> operations = described_operations();
  for (const auto& described : operations) {
    const std::string& name = described.first;
    const Described& operation = described.second;
    const api::Operation& row = *api::find_operation(name);
    if (row.roles == "*") continue;
    const auto own_places = own.places_of(operation.path),
               other_places = others.places_of(operation.path);
    INFO(name);
    if (row.scoped) REQUIRE(own_places);  // say in Things what stands in the path
    for (const auto& each : tokens) {
      const std::string &role = each.first, &token = each.second;
      INFO(role);
      const bool may = row.scoped && operation.roles.count(role) != 0;
      const auto ask = [&](const std::optional<std::vector<std::string>>& places) {
        Ask what{operation.method,
                 with_values(operation.path, places.value_or(std::vector<std::string>{})), token};
        if (name == "act_on_case") {
          what.body = R"({"action":"comment","text":"seen"})";
          what.fields = {{"Content-Type", "application/json"}, {"If-Match", "*"}};
        }
        return gateway.ask(what);
      };
      const Reply mine = ask(own_places);
      CHECK((mine.status == 403) == !may);
      CHECK(mine.body.find("BOLT") == std::string::npos);
      if (!may || !other_places || other_places->empty()) continue;
      if (operation.method == "GET") CHECK(mine.status == 200);
      CHECK(ask(other_places).status == 404);
    }
  }
  // Nor do filters and cursors lead there.
  const std::string& supplier = tokens["supplier"];
  for (const char* path : {"/api/v1/cases?supplier=BOLT", "/api/v1/cases?q=BOLT",
                           "/api/v1/cases?cursor=DC-2999-00000001",
                           "/api/v1/receipts?supplier=BOLT", "/api/v1/receipts?po=PO-BOLT",
                           "/api/v1/receipts?cursor=99", "/api/v1/receipts?document=INV-BOLT"}) {
    INFO(path);
    const Reply reply = gateway.ask({.path = path, .token = supplier});
    CHECK(reply.body.find("BOLT") == std::string::npos);
    CHECK((reply.status == 200 || reply.status == 400));
  }
}

TEST_CASE("a person who is bound to a supplier sees its documents and cases only") {
  const RunningGateway gateway;
  const std::string admin = gateway.token("admin");
  const Things own(gateway, admin, "ACME"), others(gateway, admin, "BOLT");
  CHECK(run_program({"user", "add", "anyone", "--role", "supplier", "--config", gateway.config()})
            .status == 2);
  CHECK(run_program(
            {"token", "create", "--name", "x", "--role", "supplier", "--config", gateway.config()})
            .status == 2);
  gateway.add_user("acme", "correct horse battery", {"--role", "supplier", "--supplier", "ACME"});
  Browser browser(gateway);
  REQUIRE(browser.sign_in("acme", "correct horse battery").status == 200);
  const auto status = [&](const std::string& path, const Things& whose) {
    return browser.get(with_values(path, *whose.places_of(path))).status;
  };
  for (const char* path :
       {"/api/v1/cases/{id}", "/api/v1/receipts/{id}", "/api/v1/orders/{supplier}/{po}"}) {
    INFO(path);
    CHECK(status(path, own) == 200);
    CHECK(status(path, others) == 404);
  }
  for (const char* path : {"/api/v1/messages", "/api/v1/ledger", "/api/v1/partners",
                           "/api/v1/policy", "/api/v1/operations", "/api/v1/open-receipts"})
    CHECK(browser.get(path).status == 403);
  const std::string cases = browser.get("/api/v1/cases").body;
  CHECK(cases.find("ACME") != std::string::npos);
  CHECK(cases.find("BOLT") == std::string::npos);
}

TEST_CASE("a token that is wrong, revoked or of somebody else does not hold") {
  const RunningGateway gateway;
  const std::string token = gateway.token("auditor");
  const Ask good{.path = "/api/v1/ledger", .token = token};
  CHECK(gateway.ask(good).status == 200);
  std::string wrong = token;
  wrong.back() = wrong.back() == 'A' ? 'E' : 'A';
  const Reply refused = gateway.ask({.path = "/api/v1/ledger", .token = wrong});
  CHECK(refused.status == 401);
  CHECK(refused.field("WWW-Authenticate") == "Bearer realm=\"weighbridge\"");
  CHECK(gateway.ask({.path = "/api/v1/ledger", .token = "x"}).status == 401);

  const std::string id = *api::token_id(token);
  REQUIRE(run_program({"token", "revoke", id, "--config", gateway.config()}).status == 0);
  const ProgramRun list = run_program({"token", "list", "--config", gateway.config()});
  CHECK(list.out.find("revoked") != std::string::npos);
  CHECK(list.out.find(token.substr(16)) == std::string::npos);
  run_command("sleep 5.2");
  CHECK(gateway.ask(good).status == 401);
  CHECK(gateway.log().find(token.substr(16)) == std::string::npos);
}

TEST_CASE("a token of one supplier sees and sends what is of that supplier") {
  const RunningGateway gateway;
  const std::string all = gateway.token("integration");
  const std::string acme = gateway.token("integration", {"--supplier", "ACME"});
  const auto order = [](const std::string& supplier) {
    return R"({"schema":"weighbridge.receipt/1","stage":"ordered","document":{"kind":)"
           R"("purchase_order","number":"PO-)" +
           supplier +
           R"(","date":"2026-03-01"},)"
           R"("supplier":")" +
           supplier + R"(","currency":"USD","lines":[{"line":"1","po":"PO-)" + supplier +
           R"(","po_line":"1","item":{"sku":"A"},"quantity":"1","uom":"EA",)"
           R"("unit_price":"1.00"}]})";
  };
  Ask ask{"POST", "/api/v1/receipts", acme, order("ACME"), {{"Content-Type", "application/json"}}};
  CHECK(gateway.ask(ask).status == 202);
  ask.body = order("BOLT");
  CHECK(gateway.ask(ask).status == 403);
  ask.token = all;
  CHECK(gateway.ask(ask).status == 202);
  for (int i = 0; i < 50; ++i) {
    if (gateway.ask({.path = "/api/v1/receipts", .token = all}).body.find("BOLT") !=
        std::string::npos)
      break;
    run_command("sleep 0.1");
  }
  const std::string seen = gateway.ask({.path = "/api/v1/receipts", .token = acme}).body;
  CHECK(seen.find("ACME") != std::string::npos);
  CHECK(seen.find("BOLT") == std::string::npos);
  CHECK(gateway.ask({.path = "/api/v1/orders/BOLT/PO-BOLT", .token = acme}).status == 404);
  CHECK(gateway.ask({.path = "/api/v1/orders/BOLT/PO-BOLT", .token = all}).status == 200);
  CHECK(gateway.ask({"POST", "/api/v1/messages", acme, "x"}).status == 403);
}
