// Sign-in over OpenID Connect against a provider of our own (tests/gateway/oidc_issuer.py): what is
// right gets in, and each thing that is wrong does not.
#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"
#include "tests/gateway/serve/browser.hpp"

using namespace weighbridge;

namespace {

class Provider {
 public:
  Provider() : port_(free_port()) {
    says("{}");
    process_ = std::make_unique<PeerProcess>(
        std::vector<std::string>{"/usr/bin/python3",
                                 WEIGHBRIDGE_SOURCE_DIR "/tests/gateway/oidc_issuer.py",
                                 std::to_string(port_), temp_.path()},
        temp_.path() + "/log");
    if (!listens(port_)) throw std::runtime_error("the provider does not start");
  }
  void says(const std::string& json) const { temp_.write("issuer.json", json); }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::string settings(const std::string& more = {}) const {
    return "sign_in:\n  totp: [clerk]\n  oidc:\n    issuer: " + url() +
           "\n    client_id: weighbridge\n    client_secret: s3cret\n    internal: true\n"
           "    roles: [edi-clerks=clerk, edi-audit=auditor]\n" +
           more;
  }

 private:
  TempFolder temp_;
  std::uint16_t port_;
  std::unique_ptr<PeerProcess> process_;
};

/// The path on the gateway to which the provider sends the browser back.
std::string way_back(const std::string& location, const Browser& browser) {
  const std::string back =
      run_command("curl -s -o /dev/null -w '%{redirect_url}' '" + location + "'");
  REQUIRE(back.starts_with(browser.origin() + "/api/v1/session/oidc/callback?"));
  return back.substr(browser.origin().size());
}

struct Tried {
  std::string location;
  Browser browser;
};

/// The whole way, there and back.
Tried try_it(const RunningGateway& gateway) {
  Browser browser(gateway);
  const Reply begun = browser.keep(browser.get("/api/v1/session/oidc"));
  REQUIRE(begun.status == 302);
  const Reply done = browser.keep(browser.get(way_back(begun.field("Location"), browser)));
  REQUIRE(done.status == 302);
  return {done.field("Location"), browser};
}

}  // namespace

TEST_CASE("a person whom the provider vouches for gets in, with the roles of the groups") {
  const Provider provider;
  RunningGateway gateway(provider.settings());
  CHECK(gateway.ask({.path = "/api/v1/session/ways"}).body.find("company account") !=
        std::string::npos);
  for (const char* alg : {R"({"alg": "RS256"})", R"({"alg": "ES256"})"}) {
    INFO(alg);
    provider.says(alg);
    const Tried tried = try_it(gateway);
    CHECK(tried.location == "/");
    const Reply who = tried.browser.get("/api/v1/session");
    REQUIRE(who.status == 200);
    const boost::json::value session = boost::json::parse(who.body);
    CHECK(session.at("id").as_string() == "m.ortiz");
    CHECK(session.at("name").as_string() == "Maria Ortiz");
    CHECK(session.at("roles") == boost::json::array{"clerk"});
    CHECK(session.at("must_enrol") == false);  // the second factor is the provider's matter
  }
  provider.says(R"({"claims": {"groups": ["edi-audit"]}})");
  CHECK(boost::json::parse(try_it(gateway).browser.get("/api/v1/session").body).at("roles") ==
        boost::json::array{"auditor"});
  CHECK(gateway.log().find("s3cret") == std::string::npos);
}

TEST_CASE("a token that is not right in every part lets nobody in") {
  const Provider provider;
  const RunningGateway gateway(provider.settings());
  for (const char* wrong :
       {R"({"break": "signature"})", R"({"head": {"alg": "none"}})",
        R"({"head": {"alg": "HS256"}})", R"({"alg": "ES256", "head": {"alg": "RS256"}})",
        R"({"head": {"crit": ["b64"]}})", R"({"claims": {"iss": "http://evil.example"}})",
        R"({"claims": {"aud": "another"}})", R"({"claims": {"aud": ["weighbridge", "another"]}})",
        R"({"claims": {"azp": "another"}})", R"({"claims": {"exp": 1000000000}})",
        R"({"claims": {"exp": null}})", R"({"claims": {"iat": 4000000000, "exp": 4000000300}})",
        R"({"claims": {"nonce": "other"}})", R"({"claims": {"nonce": null}})",
        R"({"claims": {"sub": null}})", R"({"claims": {"groups": ["everybody"]}})",
        R"({"claims": {"groups": null}})"}) {
    INFO(wrong);
    provider.says(wrong);
    const Tried tried = try_it(gateway);
    CHECK(tried.location == "/#/sign-in?problem=refused");
    CHECK(tried.browser.get("/api/v1/session").status == 401);
  }
  provider.says("{}");
  CHECK(try_it(gateway).location == "/");
}

TEST_CASE("keys that the provider changed are asked for again, but not at every token") {
  const Provider provider;
  const RunningGateway gateway(provider.settings());
  CHECK(try_it(gateway).location == "/");
  provider.says(R"({"break": "rotate"})");
  CHECK(try_it(gateway).location == "/#/sign-in?problem=refused");
  run_command("sleep 3.1");
  CHECK(try_it(gateway).location == "/");
}

TEST_CASE("the way back holds once, and for the browser that began") {
  const Provider provider;
  const RunningGateway gateway(provider.settings());
  Browser victim(gateway), attacker(gateway);
  const Reply begun = attacker.keep(attacker.get("/api/v1/session/oidc"));
  CHECK(begun.field("Set-Cookie").find("SameSite=Lax") != std::string::npos);
  const std::string back = way_back(begun.field("Location"), attacker);
  const auto lands = [&](const Browser& browser) { return browser.get(back).field("Location"); };
  CHECK(lands(victim) == "/#/sign-in?problem=refused");  // login CSRF
  CHECK(lands(attacker) == "/");
  CHECK(lands(attacker) == "/#/sign-in?problem=refused");  // a replay
  CHECK(attacker.get("/api/v1/session/oidc/callback?error=access_denied").status == 302);
}

TEST_CASE("the provider takes over nobody: not a user of that name, not one who is disabled") {
  const Provider provider;
  const RunningGateway gateway(provider.settings());
  gateway.add_user("boss", "correct horse battery", {"--role", "admin"});
  provider.says(R"({"claims": {"preferred_username": "boss"}})");
  CHECK(try_it(gateway).location == "/#/sign-in?problem=refused");
  provider.says("{}");
  CHECK(try_it(gateway).location == "/");
  REQUIRE(run_program({"user", "disable", "m.ortiz", "--config", gateway.config()}).status == 0);
  CHECK(try_it(gateway).location == "/#/sign-in?problem=refused");
}

TEST_CASE("a provider that is not there, or calls itself otherwise, is said so") {
  const Provider provider;
  provider.says(R"({"issuer": "http://other.example"})");
  const RunningGateway gateway(provider.settings());
  CHECK(gateway.ask({.path = "/api/v1/session/oidc"}).field("Location") ==
        "/#/sign-in?problem=provider");
  const RunningGateway without;
  CHECK(without.ask({.path = "/api/v1/session/oidc"}).status == 404);
}
