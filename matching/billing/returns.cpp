#include <algorithm>

#include "matching/billing/credits.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// Hands the billed units that were returned out to the returns, the oldest first.
class ReturnFiller {
 public:
  explicit ReturnFiller(std::span<ReturnedLine> returns) : returns_(returns) {}

  void take(const InvoicedLine& invoice) {
    const Segment& segment = invoice.of(Pool::returned);
    Rational taken;
    Money reached;
    while (taken < segment.units && skip_full()) {
      ReturnedLine& target = returns_[next_];
      const Rational share = min(segment.units - taken, target.quantity - target.billed);
      taken += share;
      const Money end =
          money(Rational(segment.amount.value) * taken / segment.units, invoice.currency);
      target.billed += share;
      target.expected += end - reached;
      target.arithmetic.push_back(sentence("M-11.3 ", share.to_string(), " billed by ",
                                           invoice.document(), " for ",
                                           with_currency(end - reached, invoice.currency)));
      reached = end;
    }
  }

 private:
  bool skip_full() {
    while (next_ < returns_.size() &&
           (returns_[next_].from_rejected || returns_[next_].billed == returns_[next_].quantity)) {
      ++next_;
    }
    return next_ < returns_.size();
  }

  std::span<ReturnedLine> returns_;
  std::size_t next_ = 0;
};

void agree_expected(ReturnedLine& returned, Currency currency) {
  const InventoryEvent& event = *returned.event;
  if (returned.billed.is_zero()) return;
  if (event.expected_credit) {
    const Rational agreed(event.expected_credit->value);
    returned.expected = money(agreed * returned.billed / returned.quantity, currency);
    returned.arithmetic = {
        sentence("M-11.3 agreed credit ", with_currency(returned.expected, currency))};
  } else if (event.restocking_percent) {
    const Rational share = Rational(event.restocking_percent->value) / Rational(100, 1);
    const Money kept = money(Rational(returned.expected.value) * share, currency);
    returned.expected -= kept;
    returned.arithmetic.push_back(sentence("M-11.3 less agreed restocking ",
                                           with_currency(kept, currency), " = ",
                                           with_currency(returned.expected, currency)));
  }
}

}  // namespace

void open_returns(LineEvidence& line) {
  if (line.returns.empty()) return;
  ReturnFiller filler(line.returns);
  for (const InvoicedLine& invoice : line.invoices) filler.take(invoice);
  const Currency currency =
      line.invoices.empty() ? line.goods_terms->currency : line.invoices.back().currency;
  for (ReturnedLine& returned : line.returns) agree_expected(returned, currency);
}

Verdict credit_verdict(const LineEvidence& line, const ReturnedLine& returned, Money difference,
                       const Setting& setting) {
  const Direction direction = difference.is_negative() ? Direction::under : Direction::over;
  const Rational size = abs(Rational(difference.value));
  const Variance variance{size, abs(Rational(returned.expected.value)),
                          setting.functional(size, line.goods_terms->currency,
                                             line.goods_terms->document->exchange_rate),
                          false};
  return setting.check(Leg::credit, direction, *line.order, variance);
}

}  // namespace weighbridge::matching
