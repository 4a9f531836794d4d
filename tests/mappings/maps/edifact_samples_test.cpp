// Each sample message beside what must be read of it. After a change that is meant, refresh the
// readings with WEIGHBRIDGE_REFRESH=1 and look at the difference.
#include <algorithm>
#include <cstdlib>

#include <catch2/catch.hpp>

#include "tests/mappings/edifact_reading.hpp"

using namespace weighbridge;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> samples() {
  std::vector<fs::path> paths;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(WEIGHBRIDGE_SOURCE_DIR) / "tests/samples/edifact"))
    if (entry.path().extension() == ".edi") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

fs::path corpus() {
  if (const char* named = std::getenv("WEIGHBRIDGE_CORPUS")) return fs::path(named) / "edifact";
  return fs::path(WEIGHBRIDGE_SOURCE_DIR) / "../shared/corpus/edifact";
}

/// Where WEIGHBRIDGE_READINGS names a folder, the readings are written there, to be looked at.
void keep(const fs::path& file, const testing::X12Reading& reading) {
  if (const char* folder = std::getenv("WEIGHBRIDGE_READINGS"))
    std::ofstream(fs::path(folder) / (file.filename().string() + ".json"))
        << testing::describe(reading);
}

}  // namespace

TEST_CASE("every EDIFACT sample reads as its reading beside it says", "[maps][samples][edifact]") {
  REQUIRE(samples().size() >= 10);
  for (const fs::path& sample : samples()) {
    const std::string actual =
        testing::describe(testing::read_edifact_text(testing::slurp(sample)));
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

TEST_CASE("every despatch advice and invoice of the corpus gives a receipt with a number",
          "[maps][corpus][edifact]") {
  if (!fs::exists(corpus())) {
    WARN("no corpus at " << corpus() << "; set WEIGHBRIDGE_CORPUS to run this test");
    return;
  }
  for (const auto& entry : fs::recursive_directory_iterator(corpus())) {
    if (!entry.is_regular_file()) continue;
    INFO(entry.path());
    const auto reading = testing::read_edifact_text(testing::slurp(entry.path()));
    keep(entry.path(), reading);
    const std::string kind = entry.path().parent_path().filename();
    if (kind != "desadv" && kind != "invoic" && kind != "recadv") continue;
    CHECK_FALSE(reading.documents.empty());
    for (const ReadDocument& document : reading.documents) {
      REQUIRE(document.receipt.has_value());
      CHECK_FALSE(document.receipt->document.number.empty());
    }
  }
}
