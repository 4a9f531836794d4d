// Money and quantities as the printers write them, and the sums that a report ends with.
#pragma once

#include <map>
#include <string>

#include "cases/stake.hpp"
#include "gateway/pipeline/report.hpp"
#include "mappings/canonical/currency.hpp"
#include "mappings/canonical/rational.hpp"

namespace weighbridge::cli {

/// "1,250.00", for people.
std::string number_text(Money amount, Currency currency);
/// "1,250.00 USD".
std::string money_text(Money amount, Currency currency);
/// The same for several currencies: "1,250.00 USD + 3.00 EUR"; "nothing" when there is none.
std::string money_text(const std::map<Currency, Money>& amounts);
/// A quantity to at most six fraction digits, without marks.
std::string quantity_text(const Rational& quantity);
/// "2026-03-31 00:00 UTC", for people.
std::string time_text(Instant at);

Money abs(Money amount);

/// Sums over the discrepancies that were not accepted automatically.
struct Totals {
  std::map<Currency, Money> at_stake;             ///< summed over anchors (M-0.3)
  std::map<Currency, cases::ClassSums> by_class;  ///< classes are never added together
  std::map<Currency, Money> auto_accepted;        ///< written off as small (M-14.1)
  std::uint64_t auto_accepted_count = 0;
};

Totals totals_of(const matching::Judgement& judgement);

}  // namespace weighbridge::cli
