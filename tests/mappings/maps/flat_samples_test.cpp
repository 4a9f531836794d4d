// Each sample of a flat file beside its map and what must be read of it. After a change that is
// meant, refresh the readings with WEIGHBRIDGE_REFRESH=1 and look at the difference.
#include <algorithm>
#include <cstdlib>

#include <catch2/catch.hpp>

#include "tests/mappings/flat_reading.hpp"

using namespace weighbridge;
namespace fs = std::filesystem;

namespace {

fs::path folder() {
  return fs::path(WEIGHBRIDGE_SOURCE_DIR) / "tests/samples/flat";
}

std::vector<fs::path> maps() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder()))
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// The file that is read by the map beside it.
fs::path file_of(fs::path map) {
  map.replace_extension(".csv");
  return fs::exists(map) ? map : map.replace_extension(".txt");
}

}  // namespace

TEST_CASE("every flat sample reads as its reading beside it says", "[maps][samples][flat]") {
  REQUIRE(maps().size() >= 6);
  // All maps together: each file must find its own.
  std::vector<std::string> all;
  for (const fs::path& map : maps()) all.push_back(testing::slurp(map));
  for (const fs::path& map : maps()) {
    const fs::path sample = file_of(map);
    const auto reading =
        testing::read_flat_text(all, testing::slurp(sample), sample.filename().string());
    const std::string actual = testing::describe(reading);
    fs::path beside = map;
    beside.replace_extension(".receipt.json");
    if (std::getenv("WEIGHBRIDGE_REFRESH") != nullptr) {
      std::ofstream(beside, std::ios::binary) << actual;
      continue;
    }
    INFO(sample);
    CHECK(testing::slurp(beside) == actual);
  }
}
