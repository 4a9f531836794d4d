// The worked examples of section 23 as anybody would hand them to the program: a folder of files
// under tests/contract/NAME/input, and in expected.json the exit status and what the JSON must say.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include "tests/gateway/json_subset.hpp"
#include "tests/gateway/program.hpp"

using namespace weighbridge;

TEST_CASE("The worked examples, folder in, JSON out (O1-O15)") {
  std::set<std::filesystem::path> folders;
  for (const auto& entry :
       std::filesystem::directory_iterator(WEIGHBRIDGE_SOURCE_DIR "/tests/contract"))
    if (entry.is_directory()) folders.insert(entry.path());
  REQUIRE(folders.size() >= 14);
  for (const std::filesystem::path& folder : folders) {
    std::ostringstream text;
    text << std::ifstream(folder / "expected.json").rdbuf();
    const boost::json::value expected = boost::json::parse(text.str());
    const std::vector<std::string> words = {
        "reconcile", (folder / "input").string(),
        "--as-of",   std::string(expected.at("as_of").as_string()),
        "--format",  "json"};
    const ProgramRun run = run_program(words);
    INFO(folder.filename() << "\n" << run.err);
    CHECK(run.status == expected.at("status").as_int64());
    std::vector<std::string> departures;
    differences(expected.at("output"), boost::json::parse(run.out), "", departures);
    CHECK(departures == std::vector<std::string>{});
    CHECK(run_program(words).out == run.out);
  }
}
