#include "tests/matching/oracle/settlement_oracle.hpp"

#include <algorithm>

namespace weighbridge::oracle {

namespace {

Number cents(const Number& x) {
  const bool negative = x < 0;
  const Number size = negative ? Number(-x) : x;
  const Number doubled = size * 2 + 1;
  const boost::multiprecision::cpp_int whole = numerator(doubled) / (denominator(doubled) * 2);
  return negative ? Number(-whole) : Number(whole);
}

Number size_of(const Number& x) {
  return x < 0 ? Number(-x) : x;
}

/// The line with `credited` of its units taken back, and `answered` of them for the return.
struct Line {
  Number P, excess, ret, q07, q06, ok;

  Line(const Settlement& s, const Number& credited, const Number& answered) {
    const Number zero = 0;
    P = s.received - s.returned;
    const Number B = s.billed - credited;
    const Number T_open =
        std::min(Number(s.returned), std::max(zero, Number(s.billed - P))) - answered;
    excess = std::max(zero, Number(B - P));
    // Nothing is in transit: the cover by the invoice ended on its fifth day.
    ret = std::min(excess, T_open);
    q07 = std::min(Number(excess - ret),
                   std::max(zero, Number(B - ret - std::max(Number(s.ordered), P))));
    q06 = excess - ret - q07;
    ok = B - excess + ret;
  }
};

Number variance(const Settlement& s, const Line& line) {
  return line.ok * (s.billed_price - s.price);
}

bool price_is_over(const Settlement& s, const Line& line, const Number& var) {
  return var * 100 > line.ok * s.price * 2 || var * s.invoice_rate > 5000;
}

}  // namespace

OpenAmounts open_amounts(const Settlement& s) {
  const Line line(s, 0, 0);
  const Number var = variance(s, line);
  const bool open = line.ok > 0 && var > 0 && price_is_over(s, line, var);
  return {line.excess, open ? var : Number(0), line.ret * s.billed_price};
}

std::vector<Finding> judge(const Settlement& s) {
  std::vector<Finding> found;
  const auto add = [&](const char* rule, const Number& quantity, const Number& impact,
                       bool accepted = false) {
    found.push_back({rule, {}, 0, quantity, impact, accepted});
  };
  const OpenAmounts open = open_amounts(s);
  Number credited = 0, answered = 0, price_credit = 0, unexpected = 0;
  const Number claim = s.credit_cents;
  Number answer = 0;
  switch (s.form) {
    case CreditForm::none:
      break;
    case CreditForm::units:
      credited = s.credit_units;
      // Only histories are drawn in which the excess is all of one kind.
      if (s.returned > 0) {
        answered = credited;
        answer = claim;
      }
      break;
    case CreditForm::price:
    case CreditForm::amount:
      price_credit = std::min(open.dispute, claim);
      unexpected = claim - price_credit;
      break;
    case CreditForm::of_the_return:
      credited = answered = Line(s, 0, 0).ret;
      answer = claim;
      break;
    case CreditForm::odd:
      unexpected = claim;
      break;
  }
  const Line line(s, credited, answered);
  const auto accepts = [&](const Number& impact) {
    return impact > 0 && impact * s.invoice_rate <= 500;
  };
  if (line.q06 > 0) {
    const Number impact = line.q06 * s.billed_price;
    add("Q06", line.q06, impact, accepts(impact));
  }
  if (line.q07 > 0) add("Q07", line.q07, line.q07 * s.billed_price);
  if (line.ok > 0) {
    const Number var = variance(s, line) - price_credit;
    if (var > 0 && price_is_over(s, line, var)) add("P01", line.ok, var, accepts(var));
    if (var < 0 && -var * 100 > line.ok * s.price * 10) add("P02", line.ok, var);
  }
  if (open.expected_credit > 0 && answered > 0) {
    const Number off = open.expected_credit - answer;
    if (off > 500) add("V02", answered, off);
    if (off < -500) unexpected += -off;
  } else if (open.expected_credit > 0 && s.as_of > 4 + 30) {
    add("V01", line.ret, open.expected_credit);
  }
  if (unexpected > 0) add("V03", 0, -unexpected);
  const Number B = s.billed - credited;
  if (line.P > B && s.as_of > 1 + 30) add("Q08", line.P - B, (line.P - B) * s.price);
  if (s.returned > 0 && !s.taken_back) add("E02", s.returned, s.returned * s.price);
  const Number apart = size_of(s.invoice_rate - s.accrual_rate);
  if (line.ok > 0 && apart * 100 > s.accrual_rate * 5)
    add("C07", 0, cents(line.ok * s.billed_price * (s.invoice_rate - s.accrual_rate)));
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace weighbridge::oracle
