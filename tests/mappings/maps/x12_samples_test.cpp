// Each sample message beside what must be read of it. After a change that is meant, refresh the
// readings with WEIGHBRIDGE_REFRESH=1 and look at the difference.
#include <algorithm>
#include <cstdlib>

#include <catch2/catch.hpp>

#include "tests/mappings/x12_reading.hpp"

using namespace weighbridge;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> samples() {
  std::vector<fs::path> paths;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(WEIGHBRIDGE_SOURCE_DIR) / "tests/samples/x12"))
    if (entry.path().extension() == ".edi") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

TEST_CASE("every X12 sample reads as its reading beside it says", "[maps][samples]") {
  REQUIRE(samples().size() >= 20);
  for (const fs::path& sample : samples()) {
    const std::string actual = testing::describe(testing::read_x12_text(testing::slurp(sample)));
    fs::path beside = sample;
    beside.replace_extension(".receipt.json");
    if (std::getenv("WEIGHBRIDGE_REFRESH") != nullptr) {
      std::ofstream(beside, std::ios::binary) << actual;
      continue;
    }
    INFO(sample);
    CHECK(testing::slurp(beside) == actual);
  }
}
