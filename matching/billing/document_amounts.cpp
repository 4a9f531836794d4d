#include "matching/billing/document_amounts.hpp"

#include <algorithm>

namespace weighbridge::matching {

namespace {

Money with_sign(Money amount, bool credit) {
  const Money size = amount.is_negative() ? -amount : amount;
  return credit ? -size : amount;
}

}  // namespace

std::optional<Money> own_extension(const ReceiptLine& line, Currency currency,
                                   const PriceUnits& units) {
  if (!line.unit_price) return std::nullopt;
  Rational amount = Rational(line.quantity.value) * Rational(line.unit_price->value);
  if (line.price_basis && !line.price_basis->is_zero()) {
    amount = amount / Rational(line.price_basis->value);
  }
  if (units && needs_units(line)) amount = amount * units(line);
  return money(amount, currency);
}

bool needs_units(const ReceiptLine& line) {
  return !line.amount && line.unit_price && !line.price_uom.empty() && line.price_uom != line.uom;
}

bool gross_needs_units(const Receipt& invoice) {
  return !invoice.totals.amount &&
         std::any_of(invoice.lines.begin(), invoice.lines.end(), needs_units);
}

Money own_amount(const ReceiptLine& line, Currency currency, bool credit, const PriceUnits& units) {
  if (line.amount) return with_sign(*line.amount, credit);
  return with_sign(own_extension(line, currency, units).value_or(Money()), credit);
}

Money tax_of(const Receipt& invoice) {
  if (invoice.taxes.empty()) return invoice.totals.tax.value_or(Money());
  Money sum;
  for (const Tax& tax : invoice.taxes) sum += tax.amount;
  return sum;
}

Money computed_total(const Receipt& invoice, bool credit, const PriceUnits& units) {
  Money sum = with_sign(tax_of(invoice), credit);
  for (const ReceiptLine& line : invoice.lines)
    sum += own_amount(line, invoice.currency, credit, units);
  for (const Charge& charge : invoice.charges) {
    if (!charge.included) sum += charge.amount;
  }
  return sum;
}

Money gross_of(const Receipt& invoice, bool credit, const PriceUnits& units) {
  if (invoice.totals.amount) return with_sign(*invoice.totals.amount, credit);
  return computed_total(invoice, credit, units);
}

}  // namespace weighbridge::matching
