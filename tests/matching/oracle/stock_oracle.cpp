#include "tests/matching/oracle/stock_oracle.hpp"

#include <algorithm>
#include <cstdlib>

namespace weighbridge::oracle {

namespace {

Finding finding(const char* rule, const Number& quantity, int cost) {
  return {rule, {}, 0, quantity, quantity * cost, false};
}

/// M-19.5
Number expected(const Counted& counted, const Count& count) {
  Number sum = count.book;
  for (const Movement& m : counted.movements) {
    const bool in_book = m.booked <= count.frozen;
    const bool in_count = m.happened <= count.counted_at;
    if (in_count && !in_book) sum += m.quantity;
    if (in_book && !in_count) sum -= m.quantity;
  }
  return sum;
}

}  // namespace

std::vector<Finding> judge(const Transfer& t, int as_of) {
  int arrived = 0;
  bool said_final = false;
  for (const Transfer::Arrival& a : t.arrivals) {
    arrived += a.good + a.damaged;
    said_final = said_final || a.final;
  }
  if (t.shipped == 0) {
    if (arrived == 0) return {};
    int first = t.arrivals.front().day;
    for (const Transfer::Arrival& a : t.arrivals) first = std::min(first, a.day);
    // Four hours after what has only a day: the end of the following day.
    if (as_of <= first + 1) return {};
    return {finding("X03", arrived, t.cost)};
  }
  const int left = t.shipped - t.cancelled;
  const bool is_final = said_final || arrived == left;
  if (is_final && arrived != left) return {finding("X01", std::abs(left - arrived), t.cost)};
  if (!is_final && as_of > t.eta + 3) return {finding("X02", left - arrived, t.cost)};
  return {};
}

std::vector<Finding> judge(const Counted& counted) {
  const Count* deciding = nullptr;
  for (const Count& count : counted.counts) {
    // A recount by the same person decides nothing (M-19.7).
    if (deciding == nullptr || count.by != deciding->by) deciding = &count;
  }
  const Number base = expected(counted, *deciding);
  const Number variance = deciding->counted - base;
  if (variance == 0) return {};
  const Number size = variance < 0 ? Number(-variance) : variance;
  const bool within = size * 100 <= base * 2 && size * counted.cost <= 10'000;
  if (within) return {};
  return {finding("K01", size, counted.cost)};
}

std::vector<Finding> judge(const Adjusted& a) {
  const Number size = std::abs(a.quantity);
  const bool needs_evidence = size * a.cost > 10'000;
  if (a.has_reason && (a.has_evidence || !needs_evidence)) return {};
  return {finding("K02", size, a.cost)};
}

}  // namespace weighbridge::oracle
