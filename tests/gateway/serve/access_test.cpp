// Who may do what: every operation for every role, as the interface describes it.
#include <map>
#include <set>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include "gateway/api/openapi.hpp"
#include "gateway/api/operations.hpp"
#include "gateway/api/token.hpp"
#include "tests/gateway/program.hpp"
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

std::string with_values(std::string path) {
  for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{'))
    path.replace(at, path.find('}') - at + 1, "none");
  return path;
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
