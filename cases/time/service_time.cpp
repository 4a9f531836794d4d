#include "cases/time/service_time.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace weighbridge::cases {
namespace {

using matching::Severity;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr hours kPauseMax{40};
constexpr int kDueDays = 3, kDiscountDays = 2;

constexpr std::array<ServiceTargets, 4> kTargets{{
    {hours{16}, hours{80}},  // low
    {hours{8}, hours{40}},
    {hours{4}, hours{24}},
    {hours{2}, hours{8}},
}};
static_assert(kTargets.size() == static_cast<std::size_t>(Severity::critical) + 1);

constexpr std::array kEscalations{Escalation{"WARNED", 750, "assignee and lead"},
                                  Escalation{"BREACHED", 1000, "the owner's manager"},
                                  Escalation{"CONTROLLER", 1500, "the controller"}};

bool is_before_review(CaseState state) {
  return state == CaseState::new_ || state == CaseState::triaged || state == CaseState::assigned;
}

bool is_settled(CaseState state) {
  return !is_open(state);
}

/// Counts a day as near when at most `n` business days lie between today and it.
bool within_business_days(Date day, int n, const SiteCalendar& calendar, std::string_view site,
                          Instant now) {
  const BusinessTime business(calendar, site);
  Date today = calendar.day_of(site, now);
  if (day <= today) return true;
  int passed = 0;
  for (Date next = today + days(1); next <= day; next += days(1)) {
    const Instant opens = calendar.at_local_time(site, next, hours{0});
    const Instant closes = calendar.at_local_time(site, next + days(1), hours{0});
    if (business.between(opens, closes) > seconds{0} && ++passed > n) return false;
  }
  return true;
}

}  // namespace

ServiceTargets targets_of(Severity severity) {
  return kTargets.at(static_cast<std::size_t>(severity));
}

std::int64_t ServiceTime::resolve_used_permille() const {
  return 1000 * resolve_used / std::chrono::duration_cast<seconds>(targets.resolve);
}

ServiceTime service_time(std::span<const StateSince> history, Severity severity,
                         const BusinessTime& business, Instant now) {
  ServiceTime time;
  time.targets = targets_of(severity);
  for (std::size_t i = 0; i < history.size(); ++i) {
    const CaseState state = history[i].state;
    const Instant until = i + 1 < history.size() ? history[i + 1].since : now;
    if (!is_before_review(state)) time.responded = true;
    // A reopened case goes on where it stopped: being settled costs it no time.
    time.resolved = is_settled(state);
    if (time.resolved) continue;
    const seconds used = business.between(history[i].since, std::min(until, now));
    if (!time.responded) time.response_used += used;
    if (state != CaseState::awaiting_supplier) {
      time.resolve_used += used;
      continue;
    }
    const seconds pause = std::min(used, seconds(kPauseMax) - time.paused);
    time.paused += pause;
    time.resolve_used += used - pause;
  }
  return time;
}

std::span<const Escalation> escalations() {
  return kEscalations;
}

std::vector<Escalation> due_escalations(const ServiceTime& time,
                                        std::span<const std::string> fired) {
  std::vector<Escalation> due;
  if (time.resolved) return due;
  for (const Escalation& step : kEscalations)
    if (time.resolve_used_permille() >= step.at_permille &&
        std::find(fired.begin(), fired.end(), step.id) == fired.end())
      due.push_back(step);
  return due;
}

bool money_date_near(const MoneyDates& dates, const SiteCalendar& calendar, std::string_view site,
                     Instant now) {
  return (dates.due && within_business_days(*dates.due, kDueDays, calendar, site, now)) ||
         (dates.discount && *dates.discount >= calendar.day_of(site, now) &&
          within_business_days(*dates.discount, kDiscountDays, calendar, site, now));
}

bool before_in_queue(const QueuePlace& a, const QueuePlace& b) {
  // What comes first is larger in all but the last two.
  const auto urgency = [](const QueuePlace& place) {
    return std::tuple(place.severity, place.money_date, place.resolve_used_permille,
                      place.exposure);
  };
  if (urgency(a) != urgency(b)) return urgency(b) < urgency(a);
  return std::tie(a.opened_at, a.case_id) < std::tie(b.opened_at, b.case_id);
}

}  // namespace weighbridge::cases
