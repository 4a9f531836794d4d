// Every X12 message of the corpus, where it is at hand: what a good one states is read without
// loss, a bad one is explained.
#include <algorithm>
#include <cstdlib>
#include <map>

#include <catch2/catch.hpp>

#include "tests/mappings/x12_reading.hpp"

using namespace weighbridge;
namespace fs = std::filesystem;

namespace {

fs::path corpus() {
  if (const char* named = std::getenv("WEIGHBRIDGE_CORPUS")) return fs::path(named) / "x12";
  return fs::path(WEIGHBRIDGE_SOURCE_DIR) / "../shared/corpus/x12";
}

bool is_missing() {
  if (fs::exists(corpus())) return false;
  WARN("no corpus at " << corpus() << "; set WEIGHBRIDGE_CORPUS to run this test");
  return true;
}

/// What a set becomes.
enum class Becomes : std::uint8_t { receipt, events, answer };
const std::map<std::string, Becomes> kSets{
    {"850", Becomes::receipt}, {"855", Becomes::receipt}, {"856", Becomes::receipt},
    {"861", Becomes::receipt}, {"944", Becomes::receipt}, {"810", Becomes::receipt},
    {"812", Becomes::receipt}, {"947", Becomes::events},  {"997", Becomes::answer},
    {"999", Becomes::answer},  {"824", Becomes::answer}};

std::size_t findings_of(const testing::X12Reading& reading) {
  std::size_t count = reading.message_findings.size();
  for (const Findings& envelope : reading.envelope) count += envelope.size();
  for (const ReadDocument& document : reading.documents) count += document.findings.size();
  return count;
}

}  // namespace

TEST_CASE("every set of the corpus becomes what it is about", "[maps][corpus]") {
  if (is_missing()) return;
  std::map<std::string, std::size_t> seen;
  for (const auto& entry : fs::recursive_directory_iterator(corpus())) {
    if (!entry.is_regular_file() || entry.path().parent_path().filename() == "bad") continue;
    INFO(entry.path());
    const testing::X12Reading reading = testing::read_x12_text(testing::slurp(entry.path()));
    for (const ReadDocument& document : reading.documents) {
      const auto set = kSets.find(document.set);
      if (set == kSets.end()) continue;
      ++seen[document.set];
      INFO(document.set << ' ' << document.control);
      if (set->second == Becomes::receipt) {
        REQUIRE(document.receipt.has_value());
        CHECK_FALSE(document.receipt->document.number.empty());
        // An 812 laid out like an 810 has nothing where it should stand, and is told so.
        const bool states = !document.receipt->lines.empty() || !document.receipt->charges.empty();
        CHECK((states || !document.findings.empty()));
      }
      if (set->second == Becomes::events) CHECK_FALSE(document.events.empty());
      if (set->second == Becomes::answer) CHECK(document.answers);
    }
  }
  for (const auto& [set, becomes] : kSets) {
    INFO(set);
    CHECK(seen[set] > 0);
  }
}

TEST_CASE("every bad message of the corpus is explained, whatever its set", "[maps][corpus]") {
  if (is_missing()) return;
  for (const auto& entry : fs::recursive_directory_iterator(corpus())) {
    if (!entry.is_regular_file() || entry.path().parent_path().filename() != "bad") continue;
    // What breaks only the rules of one partner is in order for the standard.
    if (entry.path().filename().string().find("partner_rules") != std::string::npos) continue;
    INFO(entry.path());
    CHECK(findings_of(testing::read_x12_text(testing::slurp(entry.path()))) > 0);
  }
}
