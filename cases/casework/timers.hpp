// What the passing of time does to a case: nobody has to ask for it. Pure functions of now.
#pragma once

#include <optional>
#include <vector>

#include "cases/case.hpp"
#include "cases/casework/case_work.hpp"
#include "cases/time/service_time.hpp"

namespace weighbridge::cases {

/// The clocks of a case as people see them.
struct CaseTimes {
  ServiceTime service;
  std::optional<Instant> first_response_due, resolve_due;  ///< nothing while the clock stands still
  bool is_stopped = false;                                 ///< it waits for the supplier (M-16.3)
};
CaseTimes case_times(const Case& value, const CaseWork& work, const BusinessTime& business,
                     Instant now);

/// What is due by `now`: AWAITING_SUPPLIER ends after five business days without a word
/// (NO_RESPONSE), RESOLVED becomes CLOSED after five days, each escalation fires once (M-16.4; it
/// leaves its id among the flags), waiting (WAIT) is over. Changes `value` and `work`.
std::vector<CaseEvent> pass_time(Case& value, CaseWork& work, const BusinessTime& business,
                                 Instant now);

/// The first instant after `now` at which pass_time() may have something to do; nothing: never.
std::optional<Instant> next_look(const Case& value, const CaseWork& work,
                                 const BusinessTime& business, Instant now);

}  // namespace weighbridge::cases
