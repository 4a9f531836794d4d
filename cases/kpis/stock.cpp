#include <algorithm>
#include <map>

#include "cases/kpis/kpis.hpp"

namespace weighbridge::cases {
namespace {

Rational difference(const CountFact& count) {
  const Rational signed_difference = count.counted - count.expected;
  return signed_difference.is_negative() ? -signed_difference : signed_difference;
}

}  // namespace

Kpi inventory_variance_rate(std::span<const CountFact> counts) {
  Rational different, expected;
  for (const CountFact& count : counts) {
    different += difference(count);
    expected += count.expected;
  }
  return share_of("inventory_variance_rate", {"counted beside what was expected", different},
                  {"expected quantity", expected}, counts.size());
}

Kpi inventory_variance_value_rate(std::span<const CountFact> counts) {
  Rational different, expected;
  std::uint64_t lines = 0;
  for (const CountFact& count : counts) {
    if (!count.unit_cost) continue;
    different += difference(count) * *count.unit_cost;
    expected += count.expected * *count.unit_cost;
    ++lines;
  }
  return share_of("inventory_variance_value_rate",
                  {"value counted beside what was expected", different},
                  {"expected value", expected}, lines);
}

Kpi count_accuracy(std::span<const CountFact> counts) {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> locations;  // within, all
  std::uint64_t within = 0;
  for (const CountFact& count : counts) {
    auto& [good, all] = locations[count.location];
    ++all;
    if (!count.within) continue;
    ++good;
    ++within;
  }
  Kpi kpi = count_share("count_accuracy", "count lines within tolerance at the first count", within,
                        "count lines", counts.size());
  for (const auto& [location, counted] : locations)
    kpi.parts.push_back({location, Rational(counted.first, counted.second)});
  return kpi;
}

}  // namespace weighbridge::cases
