// The screen changes nothing: what it leaves to the judge, and what it does not, together are what
// the judge says of everything (M-3.5).
#include "matching/screen/screened_judge.hpp"

#include <cstdlib>

#include <catch2/catch.hpp>

#include "tests/matching/screen/histories.hpp"
#include "tests/matching/screen/whole.hpp"

using namespace weighbridge;
using namespace weighbridge::matching;

namespace {

/// The first line in which two texts differ, with its number.
std::string first_difference(const std::string& a, const std::string& b) {
  std::size_t at = 0;
  while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
  const auto line = [at](const std::string& text) {
    const std::size_t start = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    return text.substr(start, text.find('\n', at) - start);
  };
  return "all:      " + line(a) + "\nscreened: " + line(b);
}

void expect_same(const History& history) {
  const std::string all = whole(judge(history.evidence(), history.policy, history.as_of));
  const std::string screened =
      whole(screen::judge_screened(history.evidence(), history.policy, history.as_of));
  if (all != screened) FAIL(first_difference(all, screened));
}

/// WEIGHBRIDGE_HISTORIES says how many; a short run without it.
std::uint64_t histories() {
  const char* wanted = std::getenv("WEIGHBRIDGE_HISTORIES");
  return wanted == nullptr ? 200 : std::strtoull(wanted, nullptr, 10);
}

}  // namespace

TEST_CASE("Every kind of fault is told with the screen as without", "[screen]") {
  for (int fault = 0; fault < fault_kinds(); ++fault) {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
      INFO("fault " << fault << " seed " << seed);
      expect_same(make_history(seed * 1000 + static_cast<std::uint64_t>(fault), {10, 2}, fault));
    }
  }
}

TEST_CASE("Any history with any faults is told with the screen as without", "[screen]") {
  for (std::uint64_t seed = 1; seed <= histories(); ++seed) {
    INFO("seed " << seed);
    const int faults = static_cast<int>(seed % 7);
    expect_same(make_history(seed, {4 + static_cast<int>(seed % 17), faults}));
  }
}

TEST_CASE("Most of a history without faults never reaches the judge", "[screen]") {
  std::size_t orders = 0;
  std::size_t agreed = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const History history = make_history(seed, {12, 0});
    screen::CompactEvidence compact(history.reference);
    for (const AcceptedReceipt& r : history.receipts) compact.add(r.receipt);
    const screen::Agreement agreement = screen::find_agreement(compact, history.policy);
    for (screen::OrderId id = 1; id < compact.orders().size(); ++id) {
      ++orders;
      if (!agreement.is_doubtful(id)) ++agreed;
    }
  }
  CHECK(agreed * 10 > orders * 5);
}
