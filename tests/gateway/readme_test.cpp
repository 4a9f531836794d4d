// What the README shows is what the program prints.
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"

using namespace weighbridge;

namespace {

/// The text blocks of README.md that show output: those that begin with `first`.
std::string shown(const std::string& first) {
  std::ifstream file(WEIGHBRIDGE_SOURCE_DIR "/README.md");
  std::stringstream text;
  text << file.rdbuf();
  const std::string readme = text.str();
  const std::string fence = "```\n";
  const std::size_t begin = readme.find(fence + first);
  REQUIRE(begin != std::string::npos);
  const std::size_t from = begin + fence.size();
  return readme.substr(from, readme.find("```", from) - from);
}

/// Every line of `excerpt` stands in `output`, in the same order.
void check_excerpt(const std::string& excerpt, const std::string& output) {
  std::istringstream lines(excerpt);
  std::size_t at = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    INFO(line);
    const std::size_t found = output.find(line + "\n", at);
    REQUIRE(found != std::string::npos);
    at = found + line.size();
  }
}

const ProgramSetting kInSource{.folder = WEIGHBRIDGE_SOURCE_DIR};

}  // namespace

TEST_CASE("the README shows what the demonstration prints") {
  const ProgramRun run = run_program(
      {"reconcile", "examples/march-2026", "--as-of", "2026-04-05T00:00:00Z"}, kInSource);
  check_excerpt(shown("Reconciliation as of"), run.out);
}

TEST_CASE("the README shows what inspect says of a flaw") {
  const ProgramRun run =
      run_program({"inspect", "examples/march-2026/edi/lumen/week-of-2026-03-16.x12"}, kInSource);
  check_excerpt(shown("    BIG Beginning Segment for Invoice"), run.out);
}
