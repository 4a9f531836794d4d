// People sign in to the running gateway: cookies, CSRF, throttling, links, and what ends a session.
#include <chrono>
#include <thread>

#include <catch2/catch.hpp>

#include "gateway/people/totp.hpp"
#include "tests/gateway/program.hpp"
#include "tests/gateway/serve/browser.hpp"

using namespace weighbridge;

namespace {

constexpr auto kPassword = "correct horse battery";

std::string code_in(const std::string& text) {
  const std::size_t at = text.find("?code=");
  return at == std::string::npos ? "" : text.substr(at + 6, 43);
}

ProgramRun user_command(const RunningGateway& gateway, std::vector<std::string> words) {
  words.insert(words.begin(), "user");
  words.insert(words.end(), {"--config", gateway.config()});
  return run_program(words);
}

/// What an authenticator shows `steps` of thirty seconds from now.
std::string totp_now(const std::string& base32_secret, int steps = 0) {
  std::string bytes;
  std::uint32_t bits = 0, held = 0;
  for (const char c : base32_secret) {
    const auto digit = c >= 'A' ? c - 'A' : c - '2' + 26;
    bits = bits << 5U | static_cast<std::uint32_t>(digit);
    held += 5;
    if (held >= 8) bytes += static_cast<char>(bits >> (held -= 8) & 0xFFU);
  }
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return people::totp_code(bytes, people::totp_step(now) + static_cast<std::uint64_t>(steps));
}

}  // namespace

TEST_CASE("a person signs in, is told who that is, and signs out") {
  const RunningGateway gateway;
  gateway.add_user("m.ortiz", kPassword,
                   {"--name", "Maria Ortiz", "--role", "clerk", "--grant", "CONTROLLER@NG/DC01"});
  Browser browser(gateway);
  const Reply in = browser.sign_in("M.Ortiz", kPassword);
  REQUIRE(in.status == 200);
  const std::string cookie = in.field("Set-Cookie");
  CHECK(cookie.starts_with("weighbridge="));
  CHECK(cookie.find("; Path=/; HttpOnly; SameSite=Strict") != std::string::npos);
  CHECK(in.field("Cache-Control") == "no-store");

  const Reply who = browser.get("/api/v1/session");
  REQUIRE(who.status == 200);
  const boost::json::value session = boost::json::parse(who.body);
  CHECK(session.at("id").as_string() == "m.ortiz");
  CHECK(session.at("name").as_string() == "Maria Ortiz");
  CHECK(session.at("duties").at(0).at("duty").as_string() == "CONTROLLER");
  CHECK(session.at("csrf").as_string() == browser.csrf());
  CHECK(browser.get("/api/v1/cases").status == 200);
  CHECK(browser.get("/api/v1/ledger").status == 403);

  CHECK(browser.send("DELETE", "/api/v1/session", "").status == 204);
  CHECK(browser.get("/api/v1/session").status == 401);
}

TEST_CASE("an unknown user and a wrong password are answered alike, and the ledger is told") {
  const RunningGateway gateway;
  gateway.add_user("m.ortiz", kPassword, {"--role", "clerk"});
  const std::string auditor = gateway.token("auditor");
  const auto timed = [&](const std::string& user) {
    const auto from = std::chrono::steady_clock::now();
    const Reply reply = Browser(gateway).sign_in(user, "not the password");
    CHECK(reply.status == 401);
    return std::pair(reply.body, std::chrono::steady_clock::now() - from);
  };
  timed("m.ortiz");
  const auto wrong = timed("m.ortiz"), unknown = timed("hunter2 typed in the wrong field");
  CHECK(wrong.first == unknown.first);
  // Both are hashed: what is skipped would take a thousandth.
  CHECK(unknown.second > wrong.second / 8);
  const std::string ledger = gateway.ask({.path = "/api/v1/ledger", .token = auditor}).body;
  CHECK(ledger.find("session.refused") != std::string::npos);
  CHECK(ledger.find("user:m.ortiz") != std::string::npos);
  CHECK(ledger.find("hunter2") == std::string::npos);
}

TEST_CASE("guessing gets slower: 429 with Retry-After, for the right password too") {
  const RunningGateway gateway("sign_in:\n  user_attempts: 2\n");
  gateway.add_user("m.ortiz", kPassword, {"--role", "clerk"});
  gateway.add_user("j.chen", kPassword, {"--role", "clerk"});
  for (int i = 0; i < 3; ++i) CHECK(Browser(gateway).sign_in("m.ortiz", "wrong").status == 401);
  const Reply slow = Browser(gateway).sign_in("m.ortiz", kPassword);
  CHECK(slow.status == 429);
  CHECK(!slow.field("Retry-After").empty());
  CHECK(Browser(gateway).sign_in("j.chen", kPassword).status == 200);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  CHECK(Browser(gateway).sign_in("m.ortiz", kPassword).status == 200);
}

TEST_CASE("one address that tries many names has to wait too, unless the settings say never") {
  for (const bool never : {false, true}) {
    const RunningGateway gateway(never ? "sign_in:\n  address_attempts: 0\n"
                                       : "sign_in:\n  address_attempts: 2\n");
    gateway.add_user("m.ortiz", kPassword, {"--role", "clerk"});
    for (int i = 0; i < 4; ++i) Browser(gateway).sign_in("name" + std::to_string(i), "wrong");
    CHECK(Browser(gateway).sign_in("m.ortiz", kPassword).status == (never ? 200 : 429));
  }
}

TEST_CASE("a cookie alone changes nothing: CSRF token and origin are wanted, of bearers neither") {
  const RunningGateway gateway;
  gateway.add_user("o.perez", kPassword, {"--role", "operator"});
  Browser browser(gateway);
  REQUIRE(browser.sign_in("o.perez", kPassword).status == 200);
  const std::pair<std::string, std::string> cookie{"Cookie", browser.cookie()},
      csrf{"X-CSRF-Token", browser.csrf()}, host{"Host", browser.origin().substr(7)},
      origin{"Origin", browser.origin()};
  const auto status = [&](std::vector<std::pair<std::string, std::string>> fields) {
    return gateway.ask({"POST", "/api/v1/messages/none/replay", "", "", std::move(fields)}).status;
  };
  CHECK(status({cookie, csrf, host, origin}) == 404);
  CHECK(status({cookie, host, origin}) == 403);
  CHECK(status({cookie, csrf, host}) == 403);
  CHECK(status({cookie, csrf, host, {"Origin", "http://evil.example"}}) == 403);
  CHECK(status({cookie, csrf, host, {"Origin", "null"}}) == 403);
  CHECK(status({cookie, csrf, host, origin, {"Sec-Fetch-Site", "cross-site"}}) == 403);
  CHECK(status({cookie, csrf, host, {"Sec-Fetch-Site", "same-origin"}}) == 404);
  CHECK(status({cookie, {"X-CSRF-Token", browser.csrf() + "x"}, host, origin}) == 403);
  // Nor does another site's page sign anybody in.
  const Ask elsewhere{
      "POST",
      "/api/v1/session",
      "",
      json_text({{"user", "o.perez"}, {"password", kPassword}}),
      {host, {"Content-Type", "application/json"}, {"Origin", "http://evil.example"}}};
  CHECK(gateway.ask(elsewhere).status == 403);
  CHECK(gateway.ask({"POST", "/api/v1/messages/none/replay", gateway.token("operator")}).status ==
        404);
}

TEST_CASE("the ledger is told who wanted to change what he may not") {
  const RunningGateway gateway;
  gateway.add_user("m.ortiz", kPassword, {"--role", "clerk"});
  Browser browser(gateway);
  REQUIRE(browser.sign_in("m.ortiz", kPassword).status == 200);
  CHECK(browser.post("/api/v1/messages/none/replay", "").status == 403);
  const std::string ledger =
      gateway.ask({.path = "/api/v1/ledger", .token = gateway.token("auditor")}).body;
  CHECK(ledger.find(R"("actor":"m.ortiz","role":"clerk","action":"access.refused")") !=
        std::string::npos);
  CHECK(ledger.find(R"("operation":"replay_message")") != std::string::npos);
}

TEST_CASE("a new sign-in ends the session of the browser; a made-up id is none") {
  const RunningGateway gateway;
  gateway.add_user("m.ortiz", kPassword, {"--role", "clerk"});
  Browser browser(gateway);
  REQUIRE(browser.sign_in("m.ortiz", kPassword).status == 200);
  const std::string first = browser.cookie();
  REQUIRE(browser.sign_in("m.ortiz", kPassword).status == 200);
  CHECK(browser.cookie() != first);
  CHECK(browser.get("/api/v1/session").status == 200);
  CHECK(gateway.ask({.path = "/api/v1/session", .fields = {{"Cookie", first}}}).status == 401);
  CHECK(gateway
            .ask({.path = "/api/v1/session",
                  .fields = {{"Cookie", "weighbridge=" + std::string(43, 'A')}}})
            .status == 401);
}

TEST_CASE("a session ends after the idle limit, unless it is used, and after the absolute one") {
  const RunningGateway gateway("sign_in:\n  idle: 6s\n  absolute: 16s\n");
  gateway.add_user("m.ortiz", kPassword, {"--role", "clerk"});
  Browser used(gateway), idle(gateway), watching(gateway);
  REQUIRE(used.sign_in("m.ortiz", kPassword).status == 200);
  const auto began = std::chrono::steady_clock::now();
  REQUIRE(idle.sign_in("m.ortiz", kPassword).status == 200);
  REQUIRE(watching.sign_in("m.ortiz", kPassword).status == 200);
  for (int second = 1; second <= 8; ++second) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    CHECK(used.get("/api/v1/session").status == 200);
    // A page that only listens is nobody who works.
    if (second < 4) CHECK(watching.get("/api/v1/stream").status == 200);
  }
  CHECK(idle.get("/api/v1/session").status == 401);
  CHECK(watching.get("/api/v1/session").status == 401);
  // Used all the time: what ends it now is the absolute limit.
  while (std::chrono::steady_clock::now() < began + std::chrono::seconds(17)) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    used.get("/api/v1/session");
  }
  CHECK(used.get("/api/v1/session").status == 401);
}

TEST_CASE("what a person may do changes, and the person signs in again") {
  const RunningGateway gateway;
  gateway.add_user("m.ortiz", kPassword, {"--role", "clerk"});
  Browser browser(gateway);
  const auto signed_in = [&] { return browser.get("/api/v1/session").status == 200; };
  REQUIRE(browser.sign_in("m.ortiz", kPassword).status == 200);
  REQUIRE(user_command(gateway, {"grant", "m.ortiz", "--role", "auditor"}).status == 0);
  CHECK_FALSE(signed_in());
  REQUIRE(browser.sign_in("m.ortiz", kPassword).status == 200);
  CHECK(browser.get("/api/v1/ledger").status == 200);
  REQUIRE(user_command(gateway, {"disable", "m.ortiz"}).status == 0);
  CHECK_FALSE(signed_in());
  CHECK(browser.sign_in("m.ortiz", kPassword).status == 401);
  REQUIRE(user_command(gateway, {"disable", "m.ortiz", "--enable"}).status == 0);
  REQUIRE(browser.sign_in("m.ortiz", kPassword).status == 200);
  const ProgramRun reset = user_command(gateway, {"reset", "m.ortiz", "--one-time-link"});
  REQUIRE(reset.status == 0);
  CHECK_FALSE(signed_in());
  CHECK(browser.sign_in("m.ortiz", kPassword).status == 401);
  CHECK(browser.welcome(code_in(reset.out), "another long password").status == 200);
}

TEST_CASE("a person changes the own password: other sessions end, this one has a new id") {
  const RunningGateway gateway;
  gateway.add_user("m.ortiz", kPassword, {"--role", "clerk"});
  Browser here(gateway), there(gateway);
  REQUIRE(here.sign_in("m.ortiz", kPassword).status == 200);
  REQUIRE(there.sign_in("m.ortiz", kPassword).status == 200);
  const std::string before = here.cookie();
  const auto change = [&](const std::string& current, const std::string& next) {
    return here
        .keep(here.post("/api/v1/session/password",
                        json_text({{"current", current}, {"password", next}})))
        .status;
  };
  CHECK(change("wrong", "another long password") == 401);
  CHECK(change(kPassword, "short") == 422);
  CHECK(change(kPassword, "another long password") == 200);
  CHECK(here.cookie() != before);
  CHECK(here.get("/api/v1/session").status == 200);
  CHECK(there.get("/api/v1/session").status == 401);
  CHECK(gateway.ask({.path = "/api/v1/session", .fields = {{"Cookie", before}}}).status == 401);
  CHECK(Browser(gateway).sign_in("m.ortiz", kPassword).status == 401);
}

TEST_CASE("first run: a one-time link makes the administrator, once") {
  RunningGateway gateway;
  // It is printed soon after the gateway listens.
  std::string code = code_in(gateway.log());
  for (int i = 0; i < 100 && code.empty(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    code = code_in(gateway.log());
  }
  REQUIRE(code.size() == 43);
  Browser browser(gateway);
  CHECK(browser.welcome(code, "short").status == 422);
  const Reply in = browser.welcome(code, "a long enough password");
  REQUIRE(in.status == 200);
  CHECK(boost::json::parse(in.body).at("roles").at(0).as_string() == "admin");
  CHECK(Browser(gateway).welcome(code, "a long enough password").status == 401);
  CHECK(Browser(gateway).sign_in("admin", "a long enough password").status == 200);
  // Nobody is asked a second time.
  gateway.stop();
  gateway.start();
  const std::string log = gateway.log();  // of both runs
  CHECK(log.find("?code=") == log.rfind("?code="));
  CHECK(browser.get("/api/v1/session").status == 200);
}

TEST_CASE("a person without a password signs in by nothing but the link") {
  const RunningGateway gateway;
  const ProgramRun added = user_command(gateway, {"add", "m.ortiz", "--role", "clerk"});
  REQUIRE(added.status == 0);
  CHECK(Browser(gateway).sign_in("m.ortiz", "").status == 422);
  CHECK(Browser(gateway).sign_in("m.ortiz", "anything at all").status == 401);
  const ProgramRun again = user_command(gateway, {"link", "m.ortiz"});
  CHECK(Browser(gateway).welcome(code_in(added.out), "a long enough password").status == 401);
  CHECK(Browser(gateway).welcome(code_in(again.out), "a long enough password").status == 200);
}

TEST_CASE(
    "an authenticator: its codes hold once, recovery codes too, and some roles must have one") {
  const RunningGateway gateway("sign_in:\n  totp: [supervisor]\n  user_attempts: 100\n");
  gateway.add_user("j.chen", kPassword, {"--role", "supervisor"});
  Browser browser(gateway);
  const Reply in = browser.sign_in("j.chen", kPassword);
  REQUIRE(in.status == 200);
  CHECK(boost::json::parse(in.body).at("must_enrol").as_bool());
  CHECK(browser.get("/api/v1/cases").status == 403);

  CHECK(browser.post("/api/v1/session/totp", json_text({{"password", "wrong"}})).status == 401);
  const Reply enrol = browser.post("/api/v1/session/totp", json_text({{"password", kPassword}}));
  REQUIRE(enrol.status == 200);
  const boost::json::value made = boost::json::parse(enrol.body);
  const std::string secret(made.at("secret").as_string());
  CHECK(
      made.at("uri").as_string().starts_with("otpauth://totp/Weighbridge:j.chen?secret=" + secret));
  const auto confirm = [&](const std::string& code) {
    return browser.keep(browser.post("/api/v1/session/totp/confirm", json_text({{"code", code}})));
  };
  CHECK(confirm("000000").status == 422);
  const std::string before = browser.cookie(), shown = totp_now(secret);
  const Reply confirmed = confirm(shown);
  REQUIRE(confirmed.status == 200);
  CHECK(browser.cookie() != before);
  CHECK(browser.get("/api/v1/cases").status == 200);

  const auto in_with = [&](const std::string& code) {
    return Browser(gateway).sign_in("j.chen", kPassword, code);
  };
  const Reply missing = in_with("");
  CHECK(missing.status == 401);
  CHECK(missing.body.find("urn:weighbridge:problem:code-required") != std::string::npos);
  CHECK(in_with(shown).status == 401);  // it was taken before
  CHECK(in_with("123456").status == 401);
  const std::string next = totp_now(secret, 1);
  CHECK(in_with(next).status == 200);
  CHECK(in_with(next).status == 401);
  const std::string recovery(
      boost::json::parse(confirmed.body).at("recovery_codes").at(0).as_string());
  CHECK(in_with(recovery).status == 200);
  CHECK(in_with(recovery).status == 401);
  REQUIRE(user_command(gateway, {"reset", "j.chen", "--totp"}).status == 0);
  CHECK(in_with("").status == 200);
}

TEST_CASE("no secret is in the log, whatever people type and wherever they type it") {
  const std::string canary = "canary-4f1d-secret";
  RunningGateway gateway("log:\n  level: debug\nsign_in:\n  user_attempts: 100\n");
  gateway.add_user("m.ortiz", canary, {"--role", "clerk"});
  const std::string token = gateway.token("auditor");
  Browser browser(gateway);
  Browser(gateway).sign_in("m.ortiz", canary + "-wrong");
  Browser(gateway).sign_in(canary, "whatever it is");
  REQUIRE(browser.sign_in("m.ortiz", canary).status == 200);
  browser.post("/api/v1/session/welcome",
               json_text({{"code", canary}, {"password", canary + canary}}));
  browser.post("/api/v1/session/password",
               json_text({{"current", canary}, {"password", canary + "!!"}, {"x", canary}}));
  browser.post("/api/v1/session", "{\"user\": \"" + canary);
  const Reply enrol = browser.post("/api/v1/session/totp", json_text({{"password", canary}}));
  REQUIRE(enrol.status == 200);
  const std::string authenticator(boost::json::parse(enrol.body).at("secret").as_string());
  browser.post("/api/v1/session/totp/confirm", json_text({{"code", canary}}));
  gateway.ask({.path = "/api/v1/ledger", .token = canary});
  const std::string ledger = gateway.ask({.path = "/api/v1/ledger", .token = token}).body;
  const std::string secret = browser.cookie().substr(browser.cookie().find('=') + 1);
  gateway.stop();
  const std::string log = gateway.log();
  REQUIRE(log.find("sign_in") != std::string::npos);
  for (const std::string& text : {log, ledger}) {
    CHECK(text.find(canary) == std::string::npos);
    CHECK(text.find(secret) == std::string::npos);
    CHECK(text.find(browser.csrf()) == std::string::npos);
    CHECK(text.find(authenticator) == std::string::npos);
    CHECK(text.find(token.substr(16)) == std::string::npos);
  }
}

TEST_CASE("S8: whoever stands in has the other's duties, and the other's name") {
  const RunningGateway gateway;
  gateway.add_user("m.ortiz", kPassword, {"--role", "clerk"});
  gateway.add_user("j.chen", kPassword, {"--grant", "AP_MANAGER@NG/DC01,lead"});
  REQUIRE(user_command(gateway, {"delegate", "j.chen", "--to", "m.ortiz", "--until", "2999-01-01"})
              .status == 0);
  Browser browser(gateway);
  REQUIRE(browser.sign_in("m.ortiz", kPassword).status == 200);
  const auto session = [&] {
    return boost::json::parse(browser.get("/api/v1/session").body).as_object();
  };
  CHECK(session()["stands_in_for"] == boost::json::array{"j.chen"});
  CHECK(boost::json::serialize(session()["duties"]).find("AP_MANAGER") != std::string::npos);
  REQUIRE(user_command(gateway, {"delegate", "j.chen", "--to", "m.ortiz", "--end"}).status == 0);
  REQUIRE(browser.sign_in("m.ortiz", kPassword).status == 200);
  CHECK(session()["stands_in_for"] == boost::json::array{});
}
