#include "matching/causes/recurrence.hpp"

#include <algorithm>

namespace weighbridge::matching {

bool found_often(std::span<const Date> days, Date on) {
  constexpr std::ptrdiff_t kOften = 3;
  constexpr std::chrono::days kWithin{30};
  auto from = std::lower_bound(days.begin(), days.end(), on - kWithin);
  for (; days.end() - from >= kOften && *from <= on; ++from) {
    if (from[kOften - 1] <= *from + kWithin) return true;
  }
  return false;
}

}  // namespace weighbridge::matching
