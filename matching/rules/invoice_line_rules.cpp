#include "matching/billing/partition.hpp"
#include "matching/rules/conditions.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

std::string shown(Money amount, const InvoicedLine& invoice) {
  return with_currency(amount, invoice.currency);
}

/// Q06, Q07 and Q09: this line's share of one part of the excess, at the invoiced price (M-8.3).
void excess_share(const InvoiceLineView& view, Pool pool, std::string_view what, Outcome& outcome) {
  const InvoicedLine& invoice = view.invoice;
  const Segment& share = invoice.of(pool);
  if (share.units.is_zero()) return;
  const std::string& uom = view.line.order->uom;
  if (view.line.excess_verdict != Verdict::outside) {
    const bool within = view.line.excess_verdict == Verdict::within;
    outcome.remarks.push_back({within ? "WITHIN_TOL" : "NOT_CHECKED",
                               sentence(with_unit(share.units, uom), " billed ", what),
                               share.amount, share.units});
    return;
  }
  const Excess& e = view.line.excess;
  const Buckets& b = view.line.buckets;
  Gap gap;
  gap.quantity = share.units;
  gap.quantities = Sides{invoice.quantity - share.units, invoice.quantity};
  gap.expected = (invoice.quantity - share.units).to_string();
  gap.actual = invoice.quantity.to_string();
  gap.impact = share.amount;
  gap.reason = sentence("Invoice ", invoice.document(), " bills ", with_unit(invoice.quantity, uom),
                        ", of which ", with_unit(share.units, uom), " worth ",
                        shown(share.amount, invoice), " were ", what, ".");
  gap.arithmetic = {
      sentence("M-8.1 e = B − P = ", b.billed.to_string(), " − ", b.payable.to_string(), " = ",
               e.total.to_string()),
      sentence("M-8.1 w = ", e.waiting.to_string(), ", ret = ", e.returned.to_string(),
               ", q07 = ", e.beyond_order.to_string(), ", q09 = ", e.rejected.to_string(),
               ", q06 = ", e.not_received.to_string()),
      sentence("M-8.3 share of this line ", share.units.to_string(), " = ",
               shown(share.amount, invoice))};
  outcome.gaps.push_back(std::move(gap));
}

/// P01 and P02 (M-8.5).
void compare_price(const InvoiceLineView& view, bool over, Outcome& outcome) {
  const InvoicedLine& invoice = view.invoice;
  const std::optional<Money> variance = price_variance(invoice);
  if (!variance || variance->is_zero() || variance->is_negative() == over) return;
  const Money owed = money(invoice.ok_units() * *invoice.ordered_price, invoice.currency);
  const Money billed = owed + *variance;
  const std::string text =
      sentence(with_unit(invoice.ok_units(), view.line.order->uom), " billed at ",
               invoice.price->to_string(), " for ", shown(billed, invoice), " where the order's ",
               invoice.ordered_price->to_string(), " makes ", shown(owed, invoice));
  const Verdict verdict = price_verdict(invoice, *variance, view.line, view.setting);
  if (verdict != Verdict::outside) {
    outcome.remarks.push_back(
        {verdict == Verdict::within ? "WITHIN_TOL" : "NOT_CHECKED", text, *variance, std::nullopt});
    return;
  }
  Gap gap;
  gap.quantity = invoice.ok_units();
  gap.expected = to_string(owed, invoice.currency);
  gap.actual = to_string(billed, invoice.currency);
  gap.impact = *variance;
  gap.reason = sentence("Invoice ", invoice.document(), ": ", text, ".");
  gap.arithmetic = {sentence("M-8.4 q_ok = ", invoice.ok_units().to_string()),
                    sentence("M-8.5 var = ", shown(billed, invoice), " − ", shown(owed, invoice),
                             " = ", shown(*variance, invoice))};
  if (!owed.is_zero()) {
    const Rational pct = Rational(variance->value) * Rational(100, 1) / Rational(owed.value);
    gap.arithmetic.push_back(
        sentence("M-7.3 ", pct.rounded(2).to_string(), " % of ", shown(owed, invoice)));
  }
  outcome.gaps.push_back(std::move(gap));
}

}  // namespace

void billed_not_received(const InvoiceLineView& view, Outcome& outcome) {
  excess_share(view, Pool::not_received, "not received", outcome);
}

void billed_over_ordered(const InvoiceLineView& view, Outcome& outcome) {
  excess_share(view, Pool::beyond_order, "beyond the order", outcome);
}

void billed_for_rejected(const InvoiceLineView& view, Outcome& outcome) {
  excess_share(view, Pool::rejected, "rejected", outcome);
}

void price_over(const InvoiceLineView& view, Outcome& outcome) {
  const InvoicedLine& invoice = view.invoice;
  if (!invoice.price || !invoice.ordered_price) {
    outcome.remarks.push_back(
        {"NOT_CHECKED",
         invoice.price ? "the order states no price" : "the invoice line states no price",
         std::nullopt, std::nullopt});
    return;
  }
  if (invoice.foreign_currency) {
    outcome.remarks.push_back({"NOT_CHECKED", "prices in two currencies are not compared (M-8.11)",
                               std::nullopt, std::nullopt});
    return;
  }
  compare_price(view, true, outcome);
}

void price_under(const InvoiceLineView& view, Outcome& outcome) {
  if (view.invoice.substitution != nullptr) return;  // it must not cost more, that is all (M-11.6)
  compare_price(view, false, outcome);
}

void pack_suspected(const InvoiceLineView& view, Outcome& outcome) {
  const InvoicedLine& invoice = view.invoice;
  if (!invoice.pack) return;
  const Money owed = money(invoice.quantity * *invoice.ordered_price, invoice.currency);
  const std::string& uom = view.line.order->uom;
  Gap gap;
  gap.quantity = invoice.quantity;
  gap.quantities = Sides{invoice.quantity, invoice.stated_quantity};
  gap.amounts = Sides{Rational(owed.value), Rational(invoice.claimed.value)};
  gap.expected = to_string(owed, invoice.currency);
  gap.actual = to_string(invoice.claimed, invoice.currency);
  gap.impact = invoice.claimed - owed;
  gap.reason = sentence("Invoice ", invoice.document(), " bills ",
                        with_unit(invoice.stated_quantity, uom), " at a price ",
                        invoice.pack->to_string(), " times the order's: read as packs these are ",
                        with_unit(invoice.quantity, uom), ".");
  gap.arithmetic = {
      sentence("M-5.8 k = ", invoice.pack->to_string(), ", q' = ", invoice.quantity.to_string()),
      sentence("M-5.8 ", shown(invoice.claimed, invoice), " − ", shown(owed, invoice), " = ",
               shown(gap.impact, invoice))};
  outcome.gaps.push_back(std::move(gap));
}

void basis_suspected(const InvoiceLineView& view, Outcome& outcome) {
  const InvoicedLine& invoice = view.invoice;
  if (!invoice.basis) return;
  const Money owed = money(invoice.quantity * *invoice.ordered_price, invoice.currency);
  Gap gap;
  gap.expected = to_string(owed, invoice.currency);
  gap.actual = to_string(invoice.claimed, invoice.currency);
  gap.impact = invoice.claimed - owed;
  gap.holds = !gap.impact.is_zero();
  gap.reason =
      sentence("Invoice ", invoice.document(), " states a price ", invoice.basis->to_string(),
               " times the order's: it seems to be per another number of units.");
  gap.arithmetic = {sentence("M-5.7 r_p = ", invoice.basis->to_string(), ", a* = ",
                             shown(invoice.claimed, invoice), ", owed ", shown(owed, invoice))};
  outcome.gaps.push_back(std::move(gap));
}

void extension_wrong(const InvoiceLineView& view, Outcome& outcome) {
  const InvoicedLine& invoice = view.invoice;
  if (!invoice.extension_error) return;
  Gap gap;
  gap.expected = to_string(invoice.extension, invoice.currency);
  gap.actual = to_string(invoice.claimed, invoice.currency);
  gap.impact = invoice.claimed - invoice.extension;
  gap.reason = sentence("Invoice ", invoice.document(), " states ", shown(invoice.claimed, invoice),
                        " for a line of ", with_unit(invoice.quantity, view.line.order->uom),
                        " at ", invoice.price.value_or(Rational()).to_string(), ", which makes ",
                        shown(invoice.extension, invoice), ".");
  gap.arithmetic = {sentence("M-5.6 ", shown(invoice.claimed, invoice), " − ",
                             shown(invoice.extension, invoice), " = ", shown(gap.impact, invoice))};
  outcome.gaps.push_back(std::move(gap));
}

void currency_differs(const InvoiceLineView& view, Outcome& outcome) {
  const InvoicedLine& invoice = view.invoice;
  if (!invoice.foreign_currency) return;
  Gap gap;
  gap.expected = invoice.terms->currency.code();
  gap.actual = invoice.currency.code();
  gap.impact = invoice.claimed;
  gap.reason = sentence("Invoice ", invoice.document(), " is in ", invoice.currency.code(),
                        ", the order in ", invoice.terms->currency.code(), ": ",
                        shown(invoice.claimed, invoice), " at risk.");
  gap.arithmetic = {"M-8.11 prices in two currencies are not compared"};
  outcome.gaps.push_back(std::move(gap));
}

/// M-8.11: what the rates of accrual and invoice make of the payable amount.
void rate_differs(const InvoiceLineView& view, Outcome& outcome) {
  const InvoicedLine& invoice = view.invoice;
  const auto& accrued = view.line.accrual.rate;
  const auto& stated = invoice.receipt().exchange_rate;
  const Currency functional = view.setting.policy.functional_currency;
  if (!accrued || !stated || invoice.foreign_currency || invoice.currency == functional) return;
  const Rational amount(invoice.ok_amount().value);
  const Rational difference = Rational(stated->value) - *accrued;
  const Money impact = money(amount * difference, functional);
  if (impact.is_zero()) return;
  const Rational size = abs(amount * difference);  // compared exactly, rounded to be told (M-1.3)
  const Direction direction = impact.is_negative() ? Direction::under : Direction::over;
  const Verdict verdict = view.setting.check(Leg::fx, direction, *view.line.order,
                                             {size, abs(amount * *accrued), size, false});
  const std::string text =
      sentence("the invoice's rate ", stated->value.to_string(4), " against the accrual's ",
               accrued->to_string(), " makes ", with_currency(impact, functional));
  if (verdict != Verdict::outside) {
    outcome.remarks.push_back({"FX", text, impact, std::nullopt, functional});
    return;
  }
  Gap gap;
  gap.expected = accrued->to_string();
  gap.actual = stated->value.to_string();
  gap.impact = impact;
  gap.currency = functional;  // two rates of one amount differ in what it is worth at home
  gap.reason = sentence("Invoice ", invoice.document(), ": ", text, ".");
  gap.arithmetic = {sentence("M-8.11 ", shown(invoice.ok_amount(), invoice), " × ",
                             difference.to_string(), " = ", with_currency(impact, functional))};
  outcome.gaps.push_back(std::move(gap));
}

void order_cancelled(const InvoiceLineView& view, Outcome& outcome) {
  if (!view.line.terms->cancelled) return;
  const InvoicedLine& invoice = view.invoice;
  Gap gap;
  gap.quantity = invoice.quantity;
  gap.expected = to_string(Money(), invoice.currency);
  gap.actual = to_string(invoice.claimed, invoice.currency);
  gap.impact = invoice.claimed;
  gap.reason = sentence("Invoice ", invoice.document(), " bills ", shown(invoice.claimed, invoice),
                        " on an order line that is cancelled.");
  outcome.gaps.push_back(std::move(gap));
}

void credit_unexpected(const CreditLineView& view, Outcome& outcome) {
  const CreditLine& credit = view.credit;
  if (credit.kind == CreditKind::parked) {
    outcome.remarks.push_back({"PARKED",
                               "the invoice that it corrects has not arrived (class REFERENCE)",
                               -credit.claimed, std::nullopt});
    return;
  }
  if (credit.unexpected.is_zero()) return;
  Gap gap;
  gap.quantity = credit.quantity;
  gap.expected = to_string(credit.claimed - credit.unexpected, credit.currency);
  gap.actual = to_string(credit.claimed, credit.currency);
  gap.impact = -credit.unexpected;
  gap.reason = sentence("Credit ", credit.document(), " grants ", shown(credit.unexpected, credit),
                        " that nothing open asks for.");
  gap.arithmetic = {"M-11.1 (d) neither a quantity nor a price that is in dispute"};
  outcome.gaps.push_back(std::move(gap));
}

}  // namespace weighbridge::matching
