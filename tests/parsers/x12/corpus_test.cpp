// Real files, where a folder of them is at hand: every one is read to its end, good ones give their
// sets, bad ones their reasons.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "tests/parsers/x12/reading.hpp"

namespace weighbridge::x12 {
namespace {

namespace fs = std::filesystem;

fs::path corpus() {
  if (const char* folder = std::getenv("WEIGHBRIDGE_CORPUS")) return fs::path(folder) / "x12";
  return fs::path(WEIGHBRIDGE_SOURCE_DIR) / ".." / "shared" / "corpus" / "x12";
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("x12 corpus: every file is read or explained") {
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
    CHECK(std::count(lines.begin(), lines.end(), "interchange end") ==
          std::count_if(lines.begin(), lines.end(), [](const std::string& l) {
            return l.starts_with("interchange ") && l.find("end") == std::string::npos &&
                   l.find(" error ") == std::string::npos &&
                   l.find(" warning ") == std::string::npos &&
                   l.find(" note ") == std::string::npos;
          }));
    const std::string folder = entry.path().parent_path().filename();
    if (folder == "bad") CHECK_FALSE((findings_of(text).empty() && sets_of(text).empty()));
    if (folder == "856" || folder == "810") CHECK(any_begins(sets_of(text), folder));
  }
  CHECK(files > 0);
}

}  // namespace
}  // namespace weighbridge::x12
