// weighbridge user: who is added, changed and listed, and what is refused.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"

using namespace weighbridge;

namespace {

class Place {
 public:
  Place() : config_(folder_.write("gateway.yaml", "sign_in:\n  password_length: 10\n")) {}

  ProgramRun user(std::vector<std::string> words, const std::string& input = {}) const {
    words.insert(words.begin(), "user");
    words.insert(words.end(), {"--config", config_});
    return run_program(words, {.input = input});
  }
  boost::json::value list() const {
    return boost::json::parse(user({"list", "--format", "json"}).out);
  }
  std::string ledger() const {
    return run_program({"ledger", "verify", "--store", folder_.path() + "/weighbridge.db"}).out;
  }

 private:
  TempFolder folder_;
  std::string config_;
};

}  // namespace

TEST_CASE("a user is added, changed, and listed with what was granted") {
  const Place place;
  const std::string password = "long enough\n";
  REQUIRE(place
              .user({"add", "M.Ortiz", "--name", "Maria Ortiz", "--role", "clerk", "--grant",
                     "AP_CLERK@NG/DC01", "--password-file", "-"},
                    password)
              .status == 0);
  CHECK(place.user({"add", "m.ortiz", "--password-file", "-"}, password).status == 4);
  REQUIRE(place
              .user({"grant", "m.ortiz", "--grant", "CONTROLLER,lead", "--no-grant",
                     "AP_CLERK@NG/DC01", "--site", "DC01"})
              .status == 0);
  const auto user = place.list().at("users").at(0);
  CHECK(user.at("id") == "m.ortiz");
  CHECK(user.at("state") == "may sign in");
  CHECK(user.at("roles") == boost::json::array{"clerk"});
  CHECK(user.at("grants") == boost::json::array{"CONTROLLER,lead"});
  CHECK(user.at("sites") == boost::json::array{"DC01"});
  CHECK(place.user({"list"}).out.find("Maria Ortiz") != std::string::npos);
  CHECK(place.ledger().find("holds: 2 entries") != std::string::npos);
}

TEST_CASE("what cannot be is refused with its mend, and nothing is kept") {
  const Place place;
  const auto refused = [&](std::vector<std::string> words, const std::string& input = {}) {
    const ProgramRun run = place.user(std::move(words), input);
    INFO(run.err);
    CHECK(run.out.empty());
    CHECK(run.err.find('(') != std::string::npos);
    return run.status;
  };
  CHECK(refused({"add", "m", "--role", "clerc"}) == 2);
  CHECK(refused({"add", "m", "--grant", "CLERK@NG"}) == 2);
  CHECK(refused({"add", "m ortiz", "--role", "clerk"}) == 2);
  CHECK(refused({"add", "m", "--role", "supplier"}) == 2);
  CHECK(refused({"add", "m", "--password-file", "-"}, "short\n") == 2);
  CHECK(refused({"add", "m", "--password-file", "/nowhere"}) == 2);
  CHECK(refused({"grant", "nobody", "--role", "clerk"}) == 4);
  CHECK(refused({"disable", "nobody"}) == 4);
  CHECK(refused({"link", "nobody"}) == 4);
  CHECK(refused({"link"}) == 2);
  CHECK(refused({"link", "m", "--admin"}) == 2);
  CHECK(refused({"delegate", "a", "--to", "b", "--until", "soon"}) == 2);
  CHECK(refused({"delegate", "a", "--to", "b", "--until", "2001-01-01"}) == 2);
  CHECK(refused({"delegate", "a", "--to", "b", "--until", "2999-01-01"}) == 4);
  CHECK(place.list().at("users").as_array().empty());
}

TEST_CASE("a supplier stays bound: its last supplier is not taken away") {
  const Place place;
  REQUIRE(place.user({"add", "acme", "--role", "supplier", "--supplier", "ACME"}).status == 0);
  CHECK(place.user({"grant", "acme", "--no-supplier", "ACME"}).status == 2);
  CHECK(place.list().at("users").at(0).at("suppliers") == boost::json::array{"ACME"});
  CHECK(place.user({"grant", "acme", "--no-supplier", "ACME", "--supplier", "ACME-EU"}).status ==
        0);
  CHECK(place.list().at("users").at(0).at("suppliers") == boost::json::array{"ACME-EU"});
}
