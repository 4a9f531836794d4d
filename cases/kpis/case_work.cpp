#include <algorithm>
#include <array>
#include <map>

#include "cases/kpis/kpis.hpp"

namespace weighbridge::cases {
namespace {

struct Bucket {
  std::string_view name;
  std::chrono::days last;  ///< day that still belongs to it
};
constexpr std::array<Bucket, 5> kBuckets{{{"0-2 days", std::chrono::days{2}},
                                          {"3-7 days", std::chrono::days{7}},
                                          {"8-14 days", std::chrono::days{14}},
                                          {"15-30 days", std::chrono::days{30}},
                                          {"over 30 days", std::chrono::days::max()}}};

struct Aged {
  std::array<std::uint64_t, kBuckets.size()> counts{};
  std::array<Money, kBuckets.size()> exposures{};
  Money exposure;
  std::uint64_t count = 0;

  void add(const CaseFact& fact, Instant now) {
    const auto age = std::chrono::floor<std::chrono::days>(now - fact.opened);
    const auto* const bucket = std::find_if(kBuckets.begin(), kBuckets.end(),
                                            [&](const Bucket& b) { return age <= b.last; });
    const auto place = static_cast<std::size_t>(bucket - kBuckets.begin());
    ++counts[place];
    exposures[place] += fact.exposure;
    exposure += fact.exposure;
    ++count;
  }
};

template <class Fact, class Predicate>
std::uint64_t count_if(std::span<const Fact> facts, Predicate wanted) {
  return static_cast<std::uint64_t>(std::count_if(facts.begin(), facts.end(), wanted));
}

}  // namespace

std::vector<Kpi> exception_aging(std::span<const CaseFact> cases, Instant now) {
  std::map<Currency, Aged> by_currency;
  for (const CaseFact& fact : cases)
    if (!fact.settled) by_currency[fact.currency].add(fact, now);
  std::vector<Kpi> kpis;
  for (const auto& [currency, aged] : by_currency) {
    Kpi kpi =
        amount_of("exception_aging", "exposure of open cases", currency, aged.exposure, aged.count);
    for (std::size_t i = 0; i < kBuckets.size(); ++i) {
      const std::string name(kBuckets[i].name);
      kpi.parts.push_back(
          {name, Rational(Decimal::from_integer(static_cast<std::int64_t>(aged.counts[i])))});
      kpi.parts.push_back({name + ", exposure", Rational(aged.exposures[i].value)});
    }
    kpis.push_back(std::move(kpi));
  }
  return kpis;
}

Kpi auto_clear_share(std::span<const CaseFact> cases) {
  const auto ended = [](const CaseFact& c) { return c.settled && c.state != CaseState::merged; };
  const auto cleared = [](const CaseFact& c) { return c.state == CaseState::auto_cleared; };
  return count_share("auto_clear_share", "cases that cleared by themselves",
                     count_if(cases, cleared), "cases that ended", count_if(cases, ended));
}

Kpi sla_attainment(std::span<const CaseFact> cases) {
  const auto judged = [](const CaseFact& c) { return c.in_time.has_value(); };
  const auto met = [](const CaseFact& c) { return c.in_time.value_or(false); };
  return count_share("sla_attainment", "cases resolved within their target", count_if(cases, met),
                     "cases resolved", count_if(cases, judged));
}

Kpi dispute_resolution_time(std::span<const CaseFact> cases) {
  std::vector<std::chrono::seconds> durations;
  for (const CaseFact& fact : cases)
    if (fact.settled && fact.notified && *fact.settled >= *fact.notified)
      durations.push_back(*fact.settled - *fact.notified);
  return spread_of("dispute_resolution_time", "seconds", "cases of which the supplier was told",
                   std::move(durations), {50, 90});
}

Kpi adjustment_approval_time(std::span<const ApprovalFact> approvals) {
  std::vector<std::chrono::seconds> durations;
  for (const ApprovalFact& fact : approvals) durations.push_back(fact.business_time);
  return spread_of("adjustment_approval_time", "business_seconds", "adjustments decided",
                   std::move(durations), {50, 90});
}

std::vector<Kpi> recovery_rate(std::span<const RecoveryFact> recoveries) {
  struct Sums {
    Money decided, realised;
    std::uint64_t count = 0;
  };
  std::map<Currency, Sums> by_currency;
  for (const RecoveryFact& fact : recoveries) {
    Sums& sums = by_currency[fact.currency];
    sums.decided += fact.decided;
    sums.realised += fact.realised;
    ++sums.count;
  }
  std::vector<Kpi> kpis;
  for (const auto& [currency, sums] : by_currency) {
    kpis.push_back(share_of(
        "recovery_rate",
        {"credits, debits and short payments realised", Rational(sums.realised.value)},
        {"exposure decided against the supplier", Rational(sums.decided.value)}, sums.count));
    kpis.back().currency = currency;
  }
  return kpis;
}

}  // namespace weighbridge::cases
