#include "cases/time/business_time.hpp"

#include <algorithm>

namespace weighbridge::cases {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr hours kOpens{9}, kCloses{17};
constexpr days kFarEnough{3660};

bool is_weekend(Date day) {
  const std::chrono::weekday weekday{day};
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

}  // namespace

BusinessTime::Hours BusinessTime::hours_of(Date day) const {
  if (is_weekend(day) || calendar_.is_holiday(site_, day)) return {};
  return {calendar_.at_local_time(site_, day, kOpens),
          calendar_.at_local_time(site_, day, kCloses)};
}

seconds BusinessTime::between(Instant from, Instant to) const {
  seconds sum{0};
  if (to <= from) return sum;
  const Date last = calendar_.day_of(site_, to);
  for (Date day = calendar_.day_of(site_, from); day <= last; day += days(1)) {
    const Hours hours = hours_of(day);
    sum += std::max(seconds{0}, std::min(to, hours.closes) - std::max(from, hours.opens));
  }
  return sum;
}

Instant BusinessTime::after(Instant from, seconds time) const {
  if (time <= seconds{0}) return from;
  const Date first = calendar_.day_of(site_, from);
  for (Date day = first; day < first + kFarEnough; day += days(1)) {
    const Hours hours = hours_of(day);
    const Instant begins = std::max(from, hours.opens);
    const seconds open = std::max(seconds{0}, hours.closes - begins);
    if (time <= open) return begins + time;
    time -= open;
  }
  return from + kFarEnough;
}

}  // namespace weighbridge::cases
