#include "cases/kpis/measure.hpp"

#include <algorithm>
#include <utility>

namespace weighbridge::cases {
namespace {

Rational whole(std::int64_t number) {
  return Rational(Decimal::from_integer(number));
}

std::chrono::seconds percentile(const std::vector<std::chrono::seconds>& sorted, int percent) {
  const std::size_t rank = (sorted.size() * static_cast<std::size_t>(percent) + 99) / 100;
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

}  // namespace

Kpi share_of(std::string_view id, NamedValue numerator, NamedValue denominator,
             std::uint64_t lines) {
  Kpi kpi{id, "share"};
  kpi.numerator = std::move(numerator);
  kpi.denominator = std::move(denominator);
  kpi.lines = lines;
  if (!kpi.denominator.value.is_zero()) kpi.value = kpi.numerator.value / kpi.denominator.value;
  return kpi;
}

Kpi count_share(std::string_view id, std::string_view fitting_name, std::uint64_t fitting,
                std::string_view all_name, std::uint64_t all) {
  return share_of(id, {std::string(fitting_name), whole(static_cast<std::int64_t>(fitting))},
                  {std::string(all_name), whole(static_cast<std::int64_t>(all))}, all);
}

Kpi spread_of(std::string_view id, std::string_view unit, std::string_view what,
              std::vector<std::chrono::seconds> durations, std::initializer_list<int> percentiles) {
  std::sort(durations.begin(), durations.end());
  std::chrono::seconds sum{0};
  for (const std::chrono::seconds duration : durations) sum += duration;
  const auto count = static_cast<std::int64_t>(durations.size());
  Kpi kpi = share_of(id, {"time of all", whole(sum.count())}, {std::string(what), whole(count)},
                     durations.size());
  kpi.unit = unit;
  if (durations.empty()) return kpi;
  for (const int percent : percentiles)
    kpi.parts.push_back(
        {"p" + std::to_string(percent), whole(percentile(durations, percent).count())});
  return kpi;
}

Kpi amount_of(std::string_view id, std::string_view what, Currency currency, Money sum,
              std::uint64_t lines) {
  Kpi kpi{id, "amount", currency};
  kpi.numerator = {std::string(what), Rational(sum.value)};
  kpi.denominator = {"", whole(1)};
  kpi.lines = lines;
  kpi.value = kpi.numerator.value;
  return kpi;
}

}  // namespace weighbridge::cases
