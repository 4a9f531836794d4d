// Each sample message beside what must be read of it. After a change that is meant, refresh the
// readings with WEIGHBRIDGE_REFRESH=1 and look at the difference.
#include <algorithm>
#include <cstdlib>

#include <catch2/catch.hpp>

#include "tests/mappings/xml_reading.hpp"

using namespace weighbridge;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> samples() {
  std::vector<fs::path> paths;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(WEIGHBRIDGE_SOURCE_DIR) / "tests/samples/xml"))
    if (entry.path().extension() == ".xml") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

TEST_CASE("every XML sample reads as its reading beside it says", "[maps][samples][xml]") {
  REQUIRE(samples().size() >= 5);
  for (const fs::path& sample : samples()) {
    const std::string actual = testing::describe(testing::read_xml_text(testing::slurp(sample)));
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
