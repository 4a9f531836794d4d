#include "gateway/cli/arguments.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;
using namespace weighbridge::cli;

namespace {

template <class Options>
Options parsed(std::vector<std::string> words) {
  const auto result = parse_arguments(std::move(words));
  const auto* reply = std::get_if<Reply>(&result);
  INFO((reply != nullptr ? reply->err + reply->out : std::string()));
  REQUIRE(reply == nullptr);
  return std::get<Options>(std::get<Invocation>(result).command);
}

Reply refused(std::vector<std::string> words) {
  const auto result = parse_arguments(std::move(words));
  REQUIRE(std::holds_alternative<Reply>(result));
  return std::get<Reply>(result);
}

}  // namespace

TEST_CASE("Arguments become options") {
  CHECK(parsed<InspectOptions>({"inspect", "-"}).file == "-");
  CHECK(parsed<InspectOptions>({"inspect", "x.edi", "--format", "json"}).format == Format::json);
  const auto run = parsed<ReconcileOptions>({"reconcile", "a", "--as-of", "2026-03-31", "b",
                                             "--fail-on=high", "--store", "s.db", "--format=csv"});
  CHECK(run.paths == std::vector<std::string>{"a", "b"});
  CHECK(run.as_of == parse_instant("2026-03-31T00:00:00Z"));
  CHECK(run.fail_on == matching::Severity::high);
  CHECK(run.store == "s.db");
  CHECK(run.format == Format::csv);
  CHECK_FALSE(parsed<ReconcileOptions>({"reconcile", "a", "--fail-on", "never"}).fail_on);
  const auto list =
      parsed<CasesListOptions>({"cases", "list", "--store", "s", "--min-amount", "10.50"});
  CHECK(list.min_amount->value == *Decimal::parse("10.50"));
}

TEST_CASE("The colour mode may stand before or after the command") {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"--color", "always", "inspect", "x"},
        std::vector<std::string>{"inspect", "x", "--color", "always"}})
    CHECK(std::get<Invocation>(parse_arguments(words)).colour == ColourMode::always);
}

TEST_CASE("Wrong usage is one line that names the mistake and where to look") {
  const auto check = [](std::vector<std::string> words, const std::string& line) {
    const Reply reply = refused(std::move(words));
    CHECK(reply.status == ExitStatus::usage);
    CHECK(reply.out.empty());
    CHECK(reply.err == "weighbridge: " + line + "\n");
  };
  check({}, "a command is required (see: weighbridge --help)");
  check({"frobnicate"}, "there is no command 'frobnicate' (see: weighbridge --help)");
  check({"cases", "lost"}, "there is no command 'lost' (see: weighbridge cases --help)");
  check({"inspect"}, "FILE is required (see: weighbridge inspect --help)");
  check({"inspect", "x", "--format", "xml"},
        "--format: 'xml' is none of json|text (see: weighbridge inspect --help)");
  check({"reconcile", "x", "--as-of", "soon"},
        "--as-of: 'soon' is no time; write it like 2026-03-31 or 2026-03-31T00:00:00Z (see: "
        "weighbridge reconcile --help)");
  check({"ledger", "verify"}, "--store is required (see: weighbridge ledger verify --help)");
  CHECK(refused({"inspect", "x", "--frob"}).status == ExitStatus::usage);
  CHECK(refused({"inspect", "x", "y"}).status == ExitStatus::usage);
}

TEST_CASE("Every command has help, and its examples stand last") {
  const std::vector<std::vector<std::string>> commands = {{},
                                                          {"inspect"},
                                                          {"reconcile"},
                                                          {"cases"},
                                                          {"cases", "list"},
                                                          {"cases", "show"},
                                                          {"ledger"},
                                                          {"ledger", "verify"},
                                                          {"config"},
                                                          {"config", "check"}};
  for (std::vector<std::string> words : commands) {
    words.push_back("--help");
    const Reply reply = refused(words);
    INFO(reply.out);
    CHECK(reply.status == ExitStatus::well);
    CHECK(reply.err.empty());
    const std::size_t examples = reply.out.rfind("Examples:");
    REQUIRE(examples != std::string::npos);
    CHECK(reply.out.find("Options:") < examples);
    CHECK(reply.out.find("\n\n", examples) == std::string::npos);
  }
  CHECK(refused({"--version"}).out == "weighbridge 0.1.0\n");
}
