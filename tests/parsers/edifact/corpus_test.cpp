// Real files, where a folder of them is at hand: every one is read to its end, good ones give their
// messages, bad ones their reasons.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "tests/parsers/edifact/reading.hpp"

namespace weighbridge::edifact {
namespace {

namespace fs = std::filesystem;

fs::path corpus() {
  if (const char* folder = std::getenv("WEIGHBRIDGE_CORPUS")) return fs::path(folder) / "edifact";
  return fs::path(WEIGHBRIDGE_SOURCE_DIR) / ".." / "shared" / "corpus" / "edifact";
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("edifact corpus: every file is read or explained") {
  if (!fs::is_directory(corpus())) {
    WARN("no corpus at " << corpus() << ": set WEIGHBRIDGE_CORPUS");
    return;
  }
  std::size_t files = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(corpus())) {
    if (!entry.is_regular_file()) continue;
    INFO(entry.path());
    ++files;
    const std::string text = bytes_of(entry.path());
    const std::vector<std::string> lines = read_all(text);
    CHECK(lines == read_all(text, 13));
    const std::string folder = entry.path().parent_path().filename();
    if (folder == "bad") CHECK_FALSE(findings_of(text).empty());
    if (folder == "desadv") CHECK(any_begins(lines, "message DESADV"));
    if (folder == "invoic") CHECK(any_begins(lines, "message INVOIC"));
    if (folder == "recadv") CHECK(any_begins(lines, "message RECADV"));
  }
  CHECK(files > 0);
}

}  // namespace
}  // namespace weighbridge::edifact
