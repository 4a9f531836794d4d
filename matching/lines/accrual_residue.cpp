#include "matching/lines/accrual_residue.hpp"

namespace weighbridge::matching {

namespace {

/// What invoices take off the account, in the ledger's currency.
struct Billing {
  Rational units;
  Money at_own_rate;  ///< as billed
  Money by_rate;      ///< of that, what the rates of invoice and accrual differ by
};

/// The rate of an invoice into the ledger's currency, as it states it, else the accrual's.
Rational rate_of(const InvoicedLine& invoice, const Rational& accrued, Currency functional) {
  const auto& stated = invoice.receipt().exchange_rate;
  const bool foreign = invoice.currency != functional;
  return stated && foreign ? Rational(stated->value) : accrued;
}

Billing billing_of(const LineEvidence& line, Currency ledger, Currency functional) {
  Billing sum;
  const Rational one(1, 1);
  const bool converts = ledger != line.goods_terms->currency;
  const Rational accrued = converts ? line.accrual.rate.value_or(one) : one;
  for (const InvoicedLine& invoice : line.invoices) {
    if (invoice.foreign_currency) continue;
    const Rational amount((invoice.ok_amount() - invoice.price_credit).value);
    const Rational rate = converts ? rate_of(invoice, accrued, functional) : one;
    sum.units += invoice.ok_units();
    sum.at_own_rate += money(amount * rate, ledger);
    sum.by_rate += money(amount * (rate - accrued), ledger);
  }
  return sum;
}

}  // namespace

std::optional<AccrualResidue> residue_of(const LineEvidence& line, Currency functional) {
  if (line.postings.empty()) return std::nullopt;
  AccrualResidue residue;
  residue.currency = line.postings.front().currency;
  for (const PostedLine& posting : line.postings) {
    if (!posting.value || posting.currency != residue.currency) return std::nullopt;
    residue.posted += *posting.value;
  }
  const Billing billing = billing_of(line, residue.currency, functional);
  residue.cleared = billing.at_own_rate;
  residue.residue = residue.posted - residue.cleared;
  const Rational& posted_units = line.buckets.posted;
  // What is billed and was posted leaves at the value at which it was posted.
  Money at_accrual;
  if (!posted_units.is_zero()) {
    at_accrual =
        money(Rational(residue.posted.value) * billing.units / posted_units, residue.currency);
  }
  residue.quantity_variance = residue.posted - at_accrual;
  residue.fx_variance = -billing.by_rate;
  residue.price_variance = residue.residue - residue.quantity_variance - residue.fx_variance;
  const bool nothing = residue.quantity_variance.is_zero() && residue.fx_variance.is_zero() &&
                       residue.price_variance.is_zero();
  if (nothing) return std::nullopt;
  return residue;
}

}  // namespace weighbridge::matching
