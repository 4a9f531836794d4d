#include "matching/billing/document_amounts.hpp"

#include <algorithm>
#include <span>

namespace weighbridge::matching {

namespace {

using PriceUnits = std::span<const Rational>;

Money with_sign(Money amount, bool credit) {
  const Money size = amount.is_negative() ? -amount : amount;
  return credit ? -size : amount;
}

Money amount_of(const Receipt& document, const ReceiptLine& line, Currency currency,
                PriceUnits price_units) {
  const bool credit = is_credit(document);
  if (line.amount) return with_sign(*line.amount, credit);
  const auto place = static_cast<std::size_t>(&line - document.lines.data());
  const Rational units = price_units.empty() ? Rational(1, 1) : price_units[place];
  return with_sign(own_extension(line, currency, units).value_or(Money()), credit);
}

Money total_of(const Receipt& invoice, PriceUnits price_units) {
  Money sum = with_sign(tax_of(invoice), is_credit(invoice));
  for (const ReceiptLine& line : invoice.lines)
    sum += amount_of(invoice, line, invoice.currency, price_units);
  for (const Charge& charge : invoice.charges) {
    if (!charge.included) sum += charge.amount;
  }
  return sum;
}

Money gross_of(const Receipt& invoice, PriceUnits price_units) {
  const auto& stated = invoice.totals.amount;
  return stated ? with_sign(*stated, is_credit(invoice)) : total_of(invoice, price_units);
}

}  // namespace

std::optional<Money> own_extension(const ReceiptLine& line, Currency currency,
                                   const Rational& price_units) {
  if (!line.unit_price) return std::nullopt;
  Rational amount = Rational(line.quantity.value) * Rational(line.unit_price->value) * price_units;
  if (line.price_basis && !line.price_basis->is_zero()) {
    amount = amount / Rational(line.price_basis->value);
  }
  return money(amount, currency);
}

bool needs_units(const ReceiptLine& line) {
  return !line.amount && line.unit_price && !line.price_uom.empty() && line.price_uom != line.uom;
}

bool gross_needs_units(const Receipt& invoice) {
  return !invoice.totals.amount &&
         std::any_of(invoice.lines.begin(), invoice.lines.end(), needs_units);
}

Money own_amount(const LiveDocument& document, const ReceiptLine& line, Currency currency) {
  return amount_of(document.receipt(), line, currency, document.price_units);
}

Money computed_total(const LiveDocument& invoice) {
  return total_of(invoice.receipt(), invoice.price_units);
}

Money gross_of(const LiveDocument& invoice) {
  return gross_of(invoice.receipt(), invoice.price_units);
}

Money gross_of(const Receipt& invoice) {
  return gross_of(invoice, PriceUnits());
}

Money tax_of(const Receipt& invoice) {
  if (invoice.taxes.empty()) return invoice.totals.tax.value_or(Money());
  Money sum;
  for (const Tax& tax : invoice.taxes) sum += tax.amount;
  return sum;
}

}  // namespace weighbridge::matching
