// What goods of an order line are worth: each at the price of the day on which it left or came
// (M-1.3, M-3.9, M-8.6).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "matching/lines/line_evidence.hpp"

namespace weighbridge::matching {

struct GoodsWorth {
  Rational units;
  Money amount;  ///< rounded once
  Currency currency;
  std::string arithmetic;  ///< "50 × 10 + 50 × 12 = 1100.00 EUR"
};

/// `units` of one version's price, in that version's currency.
GoodsWorth worth_by(const LineEvidence& line, const Rational& units, const OrderTerms& terms);

/// Which units of a receipt are meant: the good ones, say.
using UnitsOf = std::function<Rational(const ReceivedLine&)>;

Rational kept_units(const ReceivedLine& receipt);      ///< of "K", before returns
Rational rejected_units(const ReceivedLine& receipt);  ///< of "J"
/// Of "P", by the basis on which the line is billed (M-6.1), before returns.
UnitsOf payable_units(const LineEvidence& line);

/// What is meant of the receipts, the oldest first, from the unit after `from` to the unit `to`: a
/// sum for each currency. Units that no receipt has are worth what the newest goods are.
std::vector<GoodsWorth> worth_of(const LineEvidence& line, const Rational& from, const Rational& to,
                                 const UnitsOf& meant);

/// The same as one sum, for what can have only one: goods that were ordered in several currencies
/// are all worth what the newest are.
GoodsWorth worth_in_one(const LineEvidence& line, const Rational& from, const Rational& to,
                        const UnitsOf& meant);

}  // namespace weighbridge::matching
