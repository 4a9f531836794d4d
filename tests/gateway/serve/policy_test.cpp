// Another policy comes into force by two persons, and policy.yaml of the folder beside it.
#include <chrono>
#include <csignal>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"
#include "tests/gateway/serve/browser.hpp"

using namespace weighbridge;

namespace {

constexpr auto kPassword = "correct horse battery";
constexpr auto kVersions = "/api/v1/policy/versions";

struct House {
  RunningGateway gateway;
  Browser paula{gateway}, jun{gateway};

  House() {
    gateway.add_user("p.silva", kPassword, {"--role", "procurement"});
    gateway.add_user("j.chen", kPassword, {"--role", "supervisor"});
    REQUIRE(paula.sign_in("p.silva", kPassword).status == 200);
    REQUIRE(jun.sign_in("j.chen", kPassword).status == 200);
  }

  Reply propose(const Browser& who, const std::string& text) const {
    return who.post(kVersions, json_text({{"text", text}, {"reason", "freight went up"}}));
  }
  Reply decide(const Browser& who, int number, const std::string& decision, int over) const {
    return who.post(
        kVersions + ("/" + std::to_string(number)) + "/decision",
        json_text({{"decision", decision}, {"reason", "seen"}, {"over", std::to_string(over)}}));
  }
  std::string policy() const {
    return std::string(boost::json::parse(jun.get("/api/v1/policy").body).at("id").as_string());
  }
  std::string state_of(int number) const {
    const Reply reply = jun.get(kVersions + ("/" + std::to_string(number)));
    return std::string(boost::json::parse(reply.body).at("state").as_string());
  }
  /// The gateway reads the folder again when it is told to, in its own time.
  bool becomes(const std::string& id) const {
    for (int tries = 0; tries < 600; ++tries) {
      if (policy() == id) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }
};

bool holds(const Reply& reply, const std::string& text) {
  return reply.body.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("S6: a proposed policy takes effect by a second person's word, and stays so") {
  House house;
  CHECK(house.policy() == "STD-1");
  const Reply proposed =
      house.propose(house.paula, "policy: NEXT\nauthors: [m.okafor]\napproved_by: x\n");
  INFO(proposed.body);
  REQUIRE(proposed.status == 201);
  CHECK(holds(proposed, R"("authors":["p.silva"])"));
  CHECK(house.policy() == "STD-1");

  const Reply own = house.decide(house.paula, 2, "activate", 1);
  CHECK(own.status == 403);
  CHECK(holds(own, R"("rule":"S6")"));
  CHECK(house.decide(house.jun, 2, "withdraw", 0).status == 403);
  CHECK(house.decide(house.jun, 2, "activate", 7).status == 409);  // saw something else in force
  CHECK(house.decide(house.jun, 9, "activate", 1).status == 404);
  CHECK(house.policy() == "STD-1");

  const Reply done = house.decide(house.jun, 2, "activate", 1);
  INFO(done.body);
  REQUIRE(done.status == 200);
  CHECK(house.policy() == "NEXT");
  CHECK(house.state_of(1) == "retired");
  CHECK(house.state_of(2) == "in_force");
  CHECK(house.decide(house.jun, 2, "reject", 0).status == 409);

  const std::string auditor = house.gateway.token("auditor");
  const std::string ledger =
      house.gateway.ask({.path = "/api/v1/ledger?object=policy", .token = auditor}).body;
  for (const char* told :
       {"policy.proposed", "policy.refused", "policy.written", "policy.approved"})
    CHECK_THAT(ledger, Catch::Contains(told));
  for (const char* told : {"policy.retired", "names_authors"})
    CHECK_THAT(ledger, Catch::Contains(told));
  // Whom a text names did nothing: neither is he told of as an actor, nor was he barred.
  CHECK_THAT(ledger, !Catch::Contains(R"("actor":"m.okafor")"));

  house.gateway.kill();
  house.gateway.start();
  CHECK(house.policy() == "NEXT");
}

TEST_CASE("S6: who proposes names nobody out of deciding") {
  House house;
  REQUIRE(house.propose(house.paula, "policy: X\nauthors: [j.chen]\napproved_by: x\n").status ==
          201);
  CHECK(house.decide(house.jun, 2, "activate", 1).status == 200);
}

TEST_CASE("access: duties at one place decide nothing that rules at all") {
  House house;
  REQUIRE(house.propose(house.paula, "policy: NEXT\n").status == 201);
  const auto signed_in = [&](const std::string& who) {
    Browser browser(house.gateway);
    REQUIRE(browser.sign_in(who, kPassword).status == 200);
    return browser;
  };
  house.gateway.add_user("g.lund", kPassword, {"--grant", "AP_MANAGER@/DC02,lead"});
  const Browser granted = signed_in("g.lund");
  CHECK(house.decide(granted, 2, "activate", 1).status == 403);
  CHECK(house.propose(granted, "policy: OTHER\n").status == 403);
  CHECK(granted.get("/api/v1/cases").status == 200);

  house.gateway.add_user("a.clerk", kPassword, {"--role", "clerk"});
  const auto stands_in = [&](const std::string& absent, const std::vector<std::string>& bound) {
    std::vector<std::string> words{"--role", "supervisor"};
    words.insert(words.end(), bound.begin(), bound.end());
    house.gateway.add_user(absent, kPassword, words);
    REQUIRE(run_program({"user", "delegate", absent, "--to", "a.clerk", "--until", "2999-01-01",
                         "--config", house.gateway.config()})
                .status == 0);
    return signed_in("a.clerk");
  };
  const Browser for_one_site = stands_in("s.dc02", {"--site", "DC02"});
  CHECK(house.decide(for_one_site, 2, "reject", 0).status == 403);
  CHECK(for_one_site.get("/api/v1/cases/none/pack").status == 403);
  CHECK(for_one_site.get("/api/v1/policy").status == 200);  // as a clerk
  const Browser for_one_supplier = stands_in("s.acme", {"--supplier", "ACME"});
  CHECK(house.decide(for_one_supplier, 2, "reject", 0).status == 403);
  const Browser for_all = stands_in("s.all", {});
  CHECK(house.decide(for_all, 2, "reject", 0).status == 200);
}

TEST_CASE("S6: after two persons decided, policy.yaml takes effect by two persons only") {
  House house;
  REQUIRE(house.propose(house.paula, "policy: NEXT\n").status == 201);
  REQUIRE(house.decide(house.jun, 2, "activate", 1).status == 200);
  house.gateway.folder().write("policy.yaml", "policy: BY-ONE-HAND\n");
  const ProgramRun doctor = run_program({"doctor", "--config", house.gateway.config()});
  CHECK(doctor.status == 1);
  CHECK_THAT(doctor.out, Catch::Contains("wrong    policy: policy.yaml: it was changed"));
  house.gateway.kill();
  house.gateway.start();
  CHECK(house.policy() == "NEXT");
  CHECK_THAT(house.gateway.log(), Catch::Contains("policy.kept"));

  house.gateway.folder().write("policy.yaml",
                               "policy: FROM-GIT\nauthors: [m.okafor]\napproved_by: w.ortiz\n");
  house.gateway.signal(SIGHUP);
  REQUIRE(house.becomes("FROM-GIT"));
  CHECK(house.state_of(2) == "retired");
  CHECK(house.state_of(3) == "in_force");
  const std::string auditor = house.gateway.token("auditor");
  CHECK_THAT(house.gateway.ask({.path = "/api/v1/ledger?object=policy", .token = auditor}).body,
             Catch::Contains("policy.put_in_force"));
  REQUIRE(house.propose(house.paula, "policy: AGAIN\n").status == 201);
  REQUIRE(house.decide(house.jun, 4, "activate", 3).status == 200);
  CHECK(house.policy() == "AGAIN");
}

TEST_CASE("a policy with mistakes is not proposed: each is told at its place") {
  House house;
  const Reply wrong =
      house.propose(house.paula, "policy: X\nnonsense: 1\nwindows: {line_due: z}\n");
  CHECK(wrong.status == 422);
  const auto problem = boost::json::parse(wrong.body);
  REQUIRE(problem.at("errors").as_array().size() == 2);
  CHECK(problem.at("errors").at(0).at("line").as_int64() == 2);
  CHECK(house.propose(house.paula, "").status == 422);
  CHECK(house.paula.post(kVersions, json_text({{"text", "policy: Y\n"}})).status == 422);
  CHECK(house.propose(house.paula, std::string(300U << 10U, '#')).status == 413);
  CHECK(house.propose(house.paula, "policy: Y\n").status == 201);
  CHECK(house.decide(house.paula, 2, "withdraw", 0).status == 200);
  CHECK(house.state_of(2) == "withdrawn");
}

TEST_CASE("a token proposes no policy and lets none take effect") {
  House house;
  REQUIRE(house.propose(house.paula, "policy: NEXT\n").status == 201);
  const std::string admin = house.gateway.token("admin");
  const auto post = [&](const std::string& path, const std::string& body) {
    return house.gateway.ask({"POST", path, admin, body, {{"Content-Type", "application/json"}}})
        .status;
  };
  CHECK(post(kVersions, R"({"text":"policy: Z\n","reason":"r"})") == 409);
  CHECK(post(std::string(kVersions) + "/2/decision",
             R"({"decision":"activate","reason":"r","over":"1"})") == 409);
  CHECK(house.state_of(2) == "proposed");
}
