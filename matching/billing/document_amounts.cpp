#include "matching/billing/document_amounts.hpp"

namespace weighbridge::matching {

namespace {

Money with_sign(Money amount, bool credit) {
  const Money size = amount.is_negative() ? -amount : amount;
  return credit ? -size : amount;
}

}  // namespace

std::optional<Money> own_extension(const ReceiptLine& line, Currency currency) {
  if (!line.unit_price) return std::nullopt;
  Rational amount = Rational(line.quantity.value) * Rational(line.unit_price->value);
  if (line.price_basis && !line.price_basis->is_zero()) {
    amount = amount / Rational(line.price_basis->value);
  }
  return money(amount, currency);
}

Money own_amount(const ReceiptLine& line, Currency currency, bool credit) {
  if (line.amount) return with_sign(*line.amount, credit);
  return with_sign(own_extension(line, currency).value_or(Money()), credit);
}

Money tax_of(const Receipt& invoice) {
  if (invoice.taxes.empty()) return invoice.totals.tax.value_or(Money());
  Money sum;
  for (const Tax& tax : invoice.taxes) sum += tax.amount;
  return sum;
}

Money computed_total(const Receipt& invoice, bool credit) {
  Money sum = with_sign(tax_of(invoice), credit);
  for (const ReceiptLine& line : invoice.lines) sum += own_amount(line, invoice.currency, credit);
  for (const Charge& charge : invoice.charges) {
    if (!charge.included) sum += charge.amount;
  }
  return sum;
}

Money gross_of(const Receipt& invoice, bool credit) {
  if (invoice.totals.amount) return with_sign(*invoice.totals.amount, credit);
  return computed_total(invoice, credit);
}

}  // namespace weighbridge::matching
