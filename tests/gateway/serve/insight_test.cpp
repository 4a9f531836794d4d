// What the interface tells of messages, the ledger and the gateway's own configuration is what the
// command line and the bytes say.
#include <fstream>
#include <sstream>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"
#include "tests/gateway/serve/running_gateway.hpp"

using namespace weighbridge;

namespace {

constexpr const char* kSample = WEIGHBRIDGE_SOURCE_DIR "/tests/samples/x12/856/flat-hierarchy.edi";

std::string sample() {
  std::ostringstream text;
  text << std::ifstream(kSample, std::ios::binary).rdbuf();
  return text.str();
}

/// Sends the sample; its id.
std::string send_sample(const RunningGateway& gateway) {
  const std::string token = gateway.token("operator");
  const Reply reply = gateway.ask({"POST", "/api/v1/messages", token, sample()});
  REQUIRE(reply.status == 202);
  return std::string(boost::json::parse(reply.body).at("id").as_string());
}

boost::json::value asked(const RunningGateway& gateway, const std::string& token,
                         const std::string& path) {
  const Reply reply = gateway.ask({"GET", path, token});
  INFO(path << '\n' << reply.body);
  REQUIRE(reply.status == 200);
  return boost::json::parse(reply.body);
}

}  // namespace

TEST_CASE("an inspection is what weighbridge inspect prints, with the place of every row") {
  const RunningGateway gateway;
  const std::string token = gateway.token("auditor");
  const std::string id = send_sample(gateway);
  const auto page = asked(gateway, token, "/api/v1/messages/" + id + "/inspection");
  const auto& transaction =
      page.at("interchanges").at(0).at("groups").at(0).at("transactions").at(0);
  const ProgramRun run = run_program({"inspect", kSample, "--format", "json"});
  const auto printed = boost::json::parse(run.out);
  for (const char* member : {"set", "control", "accepted", "errors", "warnings", "receipt", "map"})
    CHECK(transaction.at(member) ==
          printed.at("interchanges").at(0).at("groups").at(0).at("transactions").at(0).at(member));
  const std::string bytes = sample();
  REQUIRE(transaction.at("tree").as_array().size() > 5);
  for (const auto& row : transaction.at("tree").as_array()) {
    INFO(boost::json::serialize(row));
    const auto offset = static_cast<std::size_t>(row.at("offset").as_int64());
    const std::string name(row.at("name").as_string());
    CHECK(bytes.compare(offset, name.find(' '), name, 0, name.find(' ')) == 0);
  }
  REQUIRE(transaction.at("taken").as_array().size() > 5);
  for (const auto& value : transaction.at("taken").as_array()) {
    INFO(boost::json::serialize(value));
    const auto offset = static_cast<std::size_t>(value.at("offset").as_int64());
    const std::string tag(value.at("segment").as_string());
    const std::size_t begin = bytes.rfind('~', offset);
    CHECK(bytes.substr(begin == bytes.npos ? 0 : begin, offset + 3).find(tag) != bytes.npos);
  }
  // Looking changes nothing.
  const auto before = asked(gateway, token, "/api/v1/ledger?limit=1000");
  asked(gateway, token, "/api/v1/messages/" + id + "/inspection");
  CHECK(asked(gateway, token, "/api/v1/ledger?limit=1000") == before);
}

TEST_CASE("a proof over HTTP holds for weighbridge ledger check, and no other entry's") {
  const TempFolder folder;
  const std::string secret = folder.path() + "/ledger.key";
  const ProgramRun made =
      run_program({"ledger", "keygen", "weighbridge.example.com/ledger", "--out", secret});
  const std::string key = folder.write("ledger.pub", made.out);
  const RunningGateway gateway("ledger:\n  checkpoint_every: 1s\n  key_file: " + secret + '\n');
  const std::string token = gateway.token("auditor");
  const std::string clerk = gateway.token("clerk");
  send_sample(gateway);
  run_command("sleep 2.5");
  const auto head = asked(gateway, token, "/api/v1/ledger/checkpoint");
  const auto size = head.at("size").as_int64();
  REQUIRE(size > 1);
  CHECK(head.at("entries").as_int64() == size);

  const Reply proof = gateway.ask({"GET", "/api/v1/ledger/proof?entry=1", token});
  REQUIRE(proof.status == 200);
  const std::string file = folder.write("proof.json", proof.body);
  CHECK(run_program({"ledger", "check", file, "--key", key}).status == 0);
  std::string wrong = proof.body;
  const std::size_t action = wrong.find("user.added");
  REQUIRE(action != std::string::npos);
  wrong[action] = 'b';
  CHECK(run_program({"ledger", "check", folder.write("wrong.json", wrong), "--key", key}).status ==
        1);
  const auto verified = asked(gateway, token, "/api/v1/ledger/verification");
  CHECK(verified.at("holds").as_bool());
  CHECK(verified.at("broken").is_null());
  CHECK(verified.at("entries").as_int64() >= size);
  CHECK(verified.at("checkpoints").as_int64() >= 1);
  CHECK(verified.at("signed_by") == "weighbridge.example.com/ledger");
  CHECK(gateway.ask({"GET", "/api/v1/ledger/verification", clerk}).status == 403);
  const auto growth = asked(gateway, token, "/api/v1/ledger/proof?from=1");
  CHECK(growth.at("to").at("checkpoint") == head.at("checkpoint"));
  const Reply beyond =
      gateway.ask({"GET", "/api/v1/ledger/proof?entry=" + std::to_string(size + 1), token});
  CHECK(beyond.status == 404);
  CHECK(gateway.ask({"GET", "/api/v1/ledger/proof?entry=1", clerk}).status == 403);
}

TEST_CASE("the policy and the partners are told as they are configured, without secrets") {
  const TempFolder setup;
  setup.write("policy.yaml",
              "policy: STD-1+acme\ntolerances:\n"
              "  - {leg: PRICE, direction: over, pct: 5, scope: {supplier: S7}}\n");
  setup.write("partners/northwind.yaml",
              "partner: northwind\nversion: 1.2.0\nsender: [ZZ:NORTHWIND]\nsupplier: S-NW\n"
              "http: {url: \"https://northwind.example.com/in\", auth: {bearer_file: " +
                  setup.write("token", "canary-secret\n") +
                  "}}\nmaps:\n  - extends: x12-856\n    defaults: {site: DC07}\n");
  const RunningGateway gateway("configuration: " + setup.path() + '\n');
  const std::string token = gateway.token("auditor");
  const auto policy = asked(gateway, token, "/api/v1/policy");
  CHECK(policy.at("id").as_string() == "STD-1+acme");
  const auto& last = policy.at("tolerances").as_array().back();
  CHECK(last.at("pct").as_string() == "5");
  CHECK(last.at("abs_amt").is_null());
  CHECK(last.at("scope").at("supplier").as_string() == "S7");
  const auto partners = asked(gateway, token, "/api/v1/partners");
  const auto& northwind = partners.at("partners").at(0);
  CHECK(northwind.at("id").as_string() == "northwind");
  CHECK(northwind.at("maps").at(0).at("id").as_string() == "x12-856");
  CHECK(northwind.at("channels").at(0).as_string() == "http");
  CHECK(boost::json::serialize(partners).find("canary-secret") == std::string::npos);
}
