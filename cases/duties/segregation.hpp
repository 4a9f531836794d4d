// Segregation of duties, S1 to S9 of section 16: what a person may not decide because of what the
// same person did before. Checked at the action, on the person, whatever role is used.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cases/duties/person.hpp"
#include "mappings/canonical/time.hpp"

namespace weighbridge::cases {

using People = std::set<std::string, std::less<>>;
using LastTimes = std::map<std::string, Instant, std::less<>>;  ///< by person

/// Who had a hand in what a decision is about; gathered from the evidence and the ledger.
struct Involvement {
  std::string proposer;     ///< of the resolution
  People approvers;         ///< who approved it already
  People recorded;          ///< receipts, counts and adjustments that it is about
  People ordered;           ///< created or last changed the order line or its price
  People keyed;             ///< keyed or corrected the invoice
  LastTimes changed_payee;  ///< the supplier's bank or remit-to data
  LastTimes wrote_policy;   ///< a tolerance or policy version that it was judged under
};

/// What somebody is about to do.
struct Decision {
  enum class Kind : std::uint8_t { approve, release_invoice_hold };
  Kind kind = Kind::approve;
  std::vector<std::string> rules;  ///< of the discrepancies: "P01" ...
  bool moves_money_or_stock = true;
  Duty as = Duty::auditor;  ///< in which the person acts
};

/// A rule of the section that forbids it.
struct Bar {
  std::string_view rule;  ///< "S1" ... "S9"
  std::string reason;     ///< one sentence, naming the person stood in for where that is why
  bool operator==(const Bar&) const = default;
};

/// Every rule that bars `person` from `decision` at `now`; none: it may be done. Pure.
std::vector<Bar> bars(const Person& person, const Decision& decision, const Involvement& involved,
                      Instant now);

}  // namespace weighbridge::cases
