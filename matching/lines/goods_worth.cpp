#include "matching/lines/goods_worth.hpp"

#include <algorithm>

#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// Units of one version's price.
struct PricedUnits {
  Rational units;
  const OrderTerms* terms = nullptr;
};

void add(std::vector<PricedUnits>& sums, const Rational& units, const OrderTerms* terms) {
  if (units <= Rational()) return;
  const auto same = std::find_if(sums.begin(), sums.end(),
                                 [&](const PricedUnits& sum) { return sum.terms == terms; });
  if (same == sums.end()) {
    sums.push_back({units, terms});
  } else {
    same->units += units;
  }
}

std::vector<PricedUnits> priced_units(const LineEvidence& line, const Rational& from,
                                      const Rational& to, const UnitsOf& meant) {
  std::vector<PricedUnits> sums;
  const ReceivedLine* receipt = nullptr;
  Rational left, reached;
  for (const PricedReceipt& part : line.goods) {
    if (part.receipt != receipt) left = meant(*part.receipt);
    receipt = part.receipt;
    const Rational start = reached;
    const Rational share = min(part.units, left);
    left -= share;
    reached += share;
    add(sums, min(reached, to) - max(start, from), part.terms);
  }
  add(sums, to - max(from, reached), line.goods_terms);
  return sums;
}

/// All of one currency.
GoodsWorth sum_of(const LineEvidence& line, const std::vector<PricedUnits>& sums,
                  Currency currency) {
  GoodsWorth worth;
  worth.currency = currency;
  Rational value;
  for (const PricedUnits& sum : sums) {
    if (sum.terms->currency != currency) continue;
    const Rational price = line.unit_value(*sum.terms);
    worth.units += sum.units;
    value += sum.units * price;
    worth.arithmetic += sentence(worth.arithmetic.empty() ? "" : " + ", sum.units.to_string(),
                                 " × ", price.to_string());
  }
  worth.amount = money(value, currency);
  worth.arithmetic += sentence(" = ", with_currency(worth.amount, currency));
  return worth;
}

}  // namespace

GoodsWorth worth_by(const LineEvidence& line, const Rational& units, const OrderTerms& terms) {
  return sum_of(line, {{units, &terms}}, terms.currency);
}

Rational kept_units(const ReceivedLine& receipt) {
  return receipt.good + receipt.on_hold;
}

Rational rejected_units(const ReceivedLine& receipt) {
  return receipt.rejected;
}

UnitsOf payable_units(const LineEvidence& line) {
  const bool rejected_too = line.order->bill_basis == BillBasis::received;
  return [rejected_too](const ReceivedLine& receipt) {
    return rejected_too ? receipt.good + receipt.rejected : receipt.good;
  };
}

std::vector<GoodsWorth> worth_of(const LineEvidence& line, const Rational& from, const Rational& to,
                                 const UnitsOf& meant) {
  const std::vector<PricedUnits> sums = priced_units(line, from, to, meant);
  std::vector<GoodsWorth> worths;
  for (const PricedUnits& sum : sums) {
    const bool known = std::any_of(worths.begin(), worths.end(), [&](const GoodsWorth& worth) {
      return worth.currency == sum.terms->currency;
    });
    if (!known) worths.push_back(sum_of(line, sums, sum.terms->currency));
  }
  return worths;
}

GoodsWorth worth_in_one(const LineEvidence& line, const Rational& from, const Rational& to,
                        const UnitsOf& meant) {
  std::vector<GoodsWorth> worths = worth_of(line, from, to, meant);
  if (worths.size() == 1) return std::move(worths.front());
  return worth_by(line, to - from, *line.goods_terms);
}

}  // namespace weighbridge::matching
