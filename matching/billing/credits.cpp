#include "matching/billing/credits.hpp"

#include <algorithm>

#include "matching/billing/partition.hpp"
#include "matching/billing/reading.hpp"
#include "matching/identity/normalise.hpp"

namespace weighbridge::matching {

namespace {

bool about(Money a, Money b, Currency currency) {
  const Money difference = a - b;
  const Money unit = minor_unit(currency);
  return difference <= unit && -difference <= unit;
}

std::string_view referenced_invoice(const CreditLine& credit) {
  const std::string& by_line = credit.line->references.invoice;
  return by_line.empty() ? credit.receipt().references.invoice : by_line;
}

class CreditDesk {
 public:
  CreditDesk(LineEvidence& line, const Setting& setting) : line_(line), setting_(setting) {
    const Excess& e = line.excess;
    open_units_ = e.total - e.waiting;
  }

  void classify(CreditLine& credit) {
    if (InvoicedLine* invoice = quantity_credit(credit)) {
      credit.kind = CreditKind::quantity;
      credit.applied = invoice;
      take_back(credit.quantity, invoice);
    } else if (InvoicedLine* disputed = price_credit(credit)) {
      credit.kind = CreditKind::price;
      credit.applied = disputed;
      const Money open = open_dispute(*disputed);
      disputed->price_credit += std::min(open, credit.claimed);
      credit.unexpected = credit.claimed - std::min(open, credit.claimed);
    } else {
      credit.unexpected = credit.claimed;
    }
  }

 private:
  bool may_correct(const CreditLine& credit, const InvoicedLine& invoice) const {
    const std::string_view named = referenced_invoice(credit);
    return named.empty() || normalised_number(named) == normalised_number(invoice.document());
  }

  /// (b): the amount is the units at the price at which they were billed.
  InvoicedLine* quantity_credit(const CreditLine& credit) {
    const Rational& units = credit.quantity;
    if (units.is_zero() || units > open_units_) return nullptr;
    return newest([&](const InvoicedLine& invoice) {
      return may_correct(credit, invoice) && invoice.price &&
             about(credit.claimed, money(units * *invoice.price, credit.currency), credit.currency);
    });
  }

  /// (c): the amount is the units at the difference of the prices, or there are no units, while a
  /// price is in dispute.
  InvoicedLine* price_credit(const CreditLine& credit) {
    const Rational& units = credit.quantity;
    return newest([&](const InvoicedLine& invoice) {
      if (!may_correct(credit, invoice) || open_dispute(invoice).is_zero()) return false;
      if (units.is_zero()) return true;
      const Rational difference = *invoice.price - *invoice.terms->price;
      return about(credit.claimed, money(units * difference, credit.currency), credit.currency);
    });
  }

  Money open_dispute(const InvoicedLine& invoice) const {
    const std::optional<Money> variance = price_variance(invoice);
    if (!variance || variance->is_negative()) return {};
    const bool first = invoice.price_credit.is_zero();
    // Once a credit stands against it, the rest of the dispute stays open whatever its size.
    if (first && price_verdict(invoice, *variance, line_, setting_) != Verdict::outside) return {};
    return *variance;
  }

  template <class Fits>
  InvoicedLine* newest(Fits fits) {
    for (std::size_t i = line_.invoices.size(); i > 0; --i) {
      if (fits(line_.invoices[i - 1])) return &line_.invoices[i - 1];
    }
    return nullptr;
  }

  /// The units leave the invoice that the credit corrects, then the newest others.
  void take_back(Rational units, InvoicedLine* first) {
    open_units_ -= units;
    line_.buckets.credited += units;
    const auto take = [&](InvoicedLine& invoice) {
      Segment& credited = invoice.of(Pool::credited);
      const Rational share = min(units, invoice.quantity - credited.units);
      credited.units += share;
      units -= share;
    };
    take(*first);
    for (std::size_t i = line_.invoices.size(); i > 0 && !units.is_zero(); --i) {
      take(line_.invoices[i - 1]);
    }
  }

  LineEvidence& line_;
  const Setting& setting_;
  Rational open_units_;
};

}  // namespace

void apply_credits(LineEvidence& line, const Setting& setting) {
  if (line.credits.empty()) return;
  const Excess& before = line.excess;
  const Rational other_excess = before.total - before.waiting - before.returned;
  CreditDesk desk(line, setting);
  for (CreditLine& credit : line.credits) desk.classify(credit);
  // What the credits take back beyond other excess is what was returned (M-11.3).
  Buckets& b = line.buckets;
  const Rational for_returns = max(Rational(), b.credited - other_excess);
  b.returned_open = max(Rational(), b.returned_open - for_returns);
  allocate(line, setting);
}

}  // namespace weighbridge::matching
