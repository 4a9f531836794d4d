// What the generators write can be read: the month but for what was broken on purpose, and the
// benchmarks' traffic without a single finding, so that they measure the good path.
#include <algorithm>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "bench/generators/order_lines.hpp"
#include "bench/generators/x12_mix.hpp"
#include "examples/generator/files.hpp"
#include "examples/generator/month.hpp"
#include "tests/mappings/x12_reading.hpp"

namespace {

using namespace weighbridge;

testing::X12Reading read(std::string_view text) {
  testing::X12Reading reading;
  MemorySource source(text);
  read_message(source, testing::tables(), ReferenceData{}, ReaderOptions{}, reading);
  return reading;
}

std::size_t refused(const testing::X12Reading& reading) {
  return static_cast<std::size_t>(
      std::count_if(reading.documents.begin(), reading.documents.end(),
                    [](const ReadDocument& document) { return !document.accepted; }));
}

/// The messages of the findings of at least `level`, one a line.
std::string findings(const testing::X12Reading& reading, FindingLevel level) {
  std::string all;
  const auto add = [&](const Findings& findings) {
    for (const Finding& finding : findings) {
      if (finding.level <= level) all += finding.message + "\n";
    }
  };
  add(reading.message_findings);
  for (const ReadDocument& document : reading.documents) add(document.findings);
  for (const Findings& envelope : reading.envelope) add(envelope);
  return all;
}

TEST_CASE("examples: every file of the month reads, but for the two that were broken") {
  generator::Month month = generator::plan_month(generator::kCommittedSeed);
  const std::set<std::string> broken{"march-2026/edi/kestrel/asn-2026-03-13-KE700116.edi",
                                     "march-2026/edi/lumen/week-of-2026-03-16.x12"};
  for (const auto& [path, text] : generator::write_month(month)) {
    if (path.rfind("march-2026/", 0) != 0 || path == "march-2026/policy.yaml") continue;
    INFO(path);
    const testing::X12Reading reading = read(text);
    const bool reference_data = path.find('/') == path.rfind('/');
    const bool events =
        path == "march-2026/warehouse/transfers.csv" || path == "march-2026/warehouse/counts.csv";
    CHECK(reading.documents.empty() == (reference_data || events));
    CHECK(refused(reading) == broken.count(path));
    if (broken.count(path) == 0) CHECK(findings(reading, FindingLevel::error) == "");
  }
}

TEST_CASE("bench inputs: mixed X12 keeps every rule of the standard") {
  const testing::X12Reading reading = read(bench::x12_mix({.bytes = 3'000'000, .seed = 7}));
  CHECK(reading.documents.size() > 100);
  CHECK(findings(reading, FindingLevel::note) == "");
}

TEST_CASE("bench inputs: equal seeds and sizes give equal bytes") {
  CHECK((bench::x12_mix({.bytes = 50'000, .seed = 3}) ==
         bench::x12_mix({.bytes = 50'000, .seed = 3})));
  CHECK((bench::x12_mix({.bytes = 50'000, .seed = 3}) !=
         bench::x12_mix({.bytes = 50'000, .seed = 4})));
}

TEST_CASE("bench inputs: order lines read as five documents an order") {
  std::string csv;
  std::size_t orders = 0;
  bench::generate_order_lines({.lines = 200, .seed = 1, .disturbed_percent = 5},
                              [&](std::string_view piece) {
                                csv += piece;
                                ++orders;
                              });
  --orders;  // the first piece is the header
  const testing::X12Reading reading = read(csv);
  CHECK(reading.documents.size() == 5 * orders);
  CHECK(findings(reading, FindingLevel::note) == "");
}

}  // namespace
