// How long a case may take, how much of that is used, and who is told when (M-16.3 to M-16.6).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case_state.hpp"
#include "cases/time/business_time.hpp"
#include "matching/discrepancy.hpp"

namespace weighbridge::cases {

/// In business time (cfg).
struct ServiceTargets {
  std::chrono::hours first_response{}, resolve{};
  bool operator==(const ServiceTargets&) const = default;
};
ServiceTargets targets_of(matching::Severity severity);

/// A state that the case was in since `since`; the list is its history, oldest first.
struct StateSince {
  CaseState state = CaseState::new_;
  Instant since{};
};

/// The clocks of one case at one instant.
struct ServiceTime {
  std::chrono::seconds response_used{};  ///< business time until it left ASSIGNED, or until now
  std::chrono::seconds resolve_used{};   ///< without the pauses (M-16.3)
  std::chrono::seconds paused{};         ///< of the 40 business hours that waiting may stop it
  bool responded = false, resolved = false;
  ServiceTargets targets;

  bool response_breached() const { return response_used > targets.first_response; }
  bool resolve_breached() const { return resolve_used > targets.resolve; }
  /// Of the time to resolve, in thousandths, rounded down: 750 is the first warning.
  std::int64_t resolve_used_permille() const;
};

/// `history` begins with the opening. Targets are those of the severity as it is now, counted from
/// the opening (M-16.4). Pure.
ServiceTime service_time(std::span<const StateSince> history, matching::Severity severity,
                         const BusinessTime& business, Instant now);

/// Who hears of it (M-16.4).
struct Escalation {
  std::string_view id;  ///< "WARNED", "BREACHED", "CONTROLLER": fires once for a case
  std::int64_t at_permille = 0;
  std::string_view tells;  ///< "assignee and lead" ...
};
std::span<const Escalation> escalations();
/// Those that are due and not in `fired`, lowest first.
std::vector<Escalation> due_escalations(const ServiceTime& time,
                                        std::span<const std::string> fired);

/// Money that is lost by waiting (M-16.5).
struct MoneyDates {
  std::optional<Date> due, discount;  ///< of the invoices that the case holds, the earliest
};
/// Whether an open hold comes too close to one of them: the due date within 3 business days, the
/// discount date within 2.
bool money_date_near(const MoneyDates& dates, const SiteCalendar& calendar, std::string_view site,
                     Instant now);

/// What M-16.6 orders the inbox by.
struct QueuePlace {
  matching::Severity severity = matching::Severity::low;
  bool money_date = false;
  std::int64_t resolve_used_permille = 0;
  Money exposure;
  Instant opened_at{};
  std::string case_id;
};
/// Whether `a` is to be worked before `b`.
bool before_in_queue(const QueuePlace& a, const QueuePlace& b);

}  // namespace weighbridge::cases
