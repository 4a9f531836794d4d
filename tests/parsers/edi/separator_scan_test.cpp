// The vectorised scan finds what the scalar one finds, on every vector target this processor runs.
#include "parsers/edi/separator_scan.hpp"

#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <hwy/targets.h>

namespace weighbridge::edi {
namespace {

struct Found {
  std::vector<std::uint32_t> separators, segment_ends;
  bool operator==(const Found&) const = default;
};

template <class Scan>
Found scan_with(Scan scan, std::string_view text, std::uint32_t from, char element, char segment) {
  Found found;
  found.separators.resize(text.size() + kScanSlack);
  found.segment_ends.resize(text.size() + kScanSlack);
  ScanOutput out{found.separators.data(), found.segment_ends.data(), 0, 0};
  scan(text, from, element, segment, out);
  found.separators.resize(out.separator_count);
  found.segment_ends.resize(out.segment_count);
  return found;
}

std::string random_text(std::mt19937& random, std::size_t size) {
  // Few different bytes, so that separators are dense, or all of them, so that they are not.
  const int alphabet = random() % 2 == 0 ? 5 : 256;
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(static_cast<int>(random()) % alphabet);
  return text;
}

void check_random_texts() {
  std::mt19937 random(7);
  for (int round = 0; round < 400; ++round) {
    const std::string text = random_text(random, random() % 1000);
    const auto from = static_cast<std::uint32_t>(text.empty() ? 0 : random() % text.size());
    const char element = static_cast<char>(random() % 5);
    const char segment = static_cast<char>(random() % 5);
    REQUIRE(scan_with(scan_separators, text, from, element, segment) ==
            scan_with(scan_separators_scalar, text, from, element, segment));
  }
}

TEST_CASE("x12 scan: separators and terminators by offset") {
  const Found found = scan_with(scan_separators, "ST*856*1~SE*2*1~", 0, '*', '~');
  CHECK(found.separators == std::vector<std::uint32_t>{2, 6, 8, 11, 13, 15});
  CHECK(found.segment_ends == std::vector<std::uint32_t>{2, 5});
}

TEST_CASE("x12 scan: appends to what was found before") {
  std::vector<std::uint32_t> separators(200), ends(200);
  ScanOutput out{separators.data(), ends.data(), 0, 0};
  scan_separators("A*1~", 0, '*', '~', out);
  scan_separators("A*1~B*2~", 4, '*', '~', out);
  CHECK(out.separator_count == 4);
  CHECK(separators[3] == 7);
  CHECK(out.segment_count == 2);
  CHECK(ends[1] == 3);
}

TEST_CASE("x12 scan: every vector target equals the scalar path") {
  for (std::uint64_t targets = static_cast<std::uint64_t>(hwy::SupportedTargets()); targets != 0;
       targets &= targets - 1) {
    const auto target = static_cast<std::int64_t>(targets & (~targets + 1));
    INFO("target " << hwy::TargetName(target));
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    check_random_texts();
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

}  // namespace
}  // namespace weighbridge::edi
