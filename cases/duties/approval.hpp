// How much whose word is worth: the approval limits of section 16.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "cases/duties/person.hpp"
#include "cases/duties/segregation.hpp"
#include "mappings/canonical/decimal.hpp"
#include "mappings/canonical/time.hpp"

namespace weighbridge::cases {

/// Up to which absolute amount, in functional currency, who approves (cfg). Above the last: two.
struct ApprovalLimits {
  Money clerk{*Decimal::parse("250")};         ///< AP_CLERK or WH_SUPERVISOR
  Money manager{*Decimal::parse("2500")};      ///< AP_MANAGER or INVENTORY_CONTROL
  Money controller{*Decimal::parse("25000")};  ///< CONTROLLER
  Money buyer{*Decimal::parse("2500")};        ///< consent of a BUYER; above, of one who leads them
};

/// What is proposed for a case.
struct Proposal {
  std::string resolution;    ///< section 18: "ACC" ...
  Money amount;              ///< signed, functional currency
  bool about_stock = false;  ///< limits count cash and claims, or stock (M-0.3)
  std::vector<std::string> rules;
  Scope scope;
  std::string supplier;
};

/// One person's word for a proposal.
struct Approval {
  std::string person;
  Duty as = Duty::ap_clerk;
  bool consent = false;  ///< a buyer's, beside the approval
  Money amount;          ///< absolute; of the proposal it was given for
  Money counted;         ///< with what the person approved for the supplier in the 24 hours before
  std::string supplier;
  Instant at{};
  bool operator==(const Approval&) const = default;
};

struct Refusal {
  std::string rule;    ///< "S1", "LIMIT", "DUTY" ...; goes to the ledger
  std::string reason;  ///< one sentence
};

/// What a proposal still lacks: duties any of which would do, one entry for each word missing.
struct Lacking {
  std::vector<Duty> any_of;
  bool consent = false, lead = false;
};

/// What is missing when `given` were all approvals. Empty: the proposal is approved.
std::vector<Lacking> lacking(const Proposal& proposal, std::span<const Approval> given,
                             const ApprovalLimits& limits);

/// `person` approves (or, with `as` BUYER, consents). `given` are the approvals of this proposal,
/// `earlier` all others that this person gave for the same supplier in the 24 hours before `now`:
/// they count against the limit together, so that nothing is approved in slices. Refused where a
/// duty, a limit or S1 to S9 stand against it.
boost::system::result<Approval, Refusal> approve(const Proposal& proposal, const Person& person,
                                                 Duty as, std::span<const Approval> given,
                                                 std::span<const Approval> earlier,
                                                 const Involvement& involved,
                                                 const ApprovalLimits& limits, Instant now);

}  // namespace weighbridge::cases
