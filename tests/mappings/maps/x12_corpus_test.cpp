// Real 856 and 810 messages of many hands, where the corpus is at hand: every good one must give
// receipts with lines, every bad one must be explained.
#include <algorithm>
#include <cstdlib>

#include <catch2/catch.hpp>

#include "tests/mappings/x12_reading.hpp"

using namespace weighbridge;
namespace fs = std::filesystem;

namespace {

fs::path corpus() {
  if (const char* named = std::getenv("WEIGHBRIDGE_CORPUS")) return named;
  return fs::path(WEIGHBRIDGE_SOURCE_DIR) / "../shared/corpus";
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// Where WEIGHBRIDGE_READINGS names a folder, the readings are written there, to be looked at.
void keep(const fs::path& file, const testing::X12Reading& reading) {
  if (const char* folder = std::getenv("WEIGHBRIDGE_READINGS"))
    std::ofstream(fs::path(folder) / (file.filename().string() + ".json"))
        << testing::describe(reading);
}

}  // namespace

TEST_CASE("every good 856 and 810 of the corpus gives receipts with lines", "[maps][corpus]") {
  if (!fs::exists(corpus() / "x12")) {
    WARN("no corpus at " << corpus() << "; set WEIGHBRIDGE_CORPUS to run this test");
    return;
  }
  for (const std::string set : {"856", "810"}) {
    const auto files = files_in(corpus() / "x12" / set);
    REQUIRE(files.size() >= 10);
    for (const fs::path& file : files) {
      INFO(file);
      const testing::X12Reading reading = testing::read_x12_text(testing::slurp(file));
      keep(file, reading);
      bool seen = false;
      for (const ReadDocument& document : reading.documents) {
        if (document.set != set) continue;
        seen = true;
        REQUIRE(document.receipt.has_value());
        CHECK_FALSE(document.receipt->lines.empty());
        CHECK_FALSE(document.receipt->document.number.empty());
        for (const ReceiptLine& line : document.receipt->lines) CHECK_FALSE(line.line.empty());
      }
      CHECK(seen);
    }
  }
}

TEST_CASE("every bad 856 and 810 of the corpus is explained", "[maps][corpus]") {
  if (!fs::exists(corpus() / "x12")) {
    WARN("no corpus at " << corpus() << "; set WEIGHBRIDGE_CORPUS to run this test");
    return;
  }
  for (const std::string set : {"856", "810"})
    for (const fs::path& file : files_in(corpus() / "x12" / set / "bad")) {
      INFO(file);
      const testing::X12Reading reading = testing::read_x12_text(testing::slurp(file));
      keep(file, reading);
      std::size_t findings = reading.message_findings.size();
      for (const Findings& envelope : reading.envelope) findings += envelope.size();
      for (const ReadDocument& document : reading.documents) findings += document.findings.size();
      CHECK(findings > 0);
    }
}
