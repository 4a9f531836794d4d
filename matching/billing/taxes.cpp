#include <algorithm>
#include <array>
#include <vector>

#include "matching/billing/document_amounts.hpp"
#include "matching/billing/invoice_file.hpp"
#include "matching/billing/tax_bearers.hpp"

namespace weighbridge::matching {

namespace {

/// What a tax may be of: the goods less allowances, the goods alone, or either with the charges.
struct TaxBases {
  Money net_goods, goods, charges;

  std::array<Money, 4> candidates() const {
    return {net_goods, net_goods + charges, goods, goods + charges};
  }
  bool with_charges(Money base) const {
    return !charges.is_zero() && (base == net_goods + charges || base == goods + charges);
  }
};

TaxBases bases_of(const InvoiceFile& file) {
  TaxBases bases{file.goods, file.goods, {}};
  for (const Charge& charge : file.receipt().charges) {
    if (!charge.amount.is_negative()) {
      bases.charges += charge.amount;
    } else if (charge.line.empty()) {
      bases.net_goods += charge.amount;
    }
  }
  return bases;
}

/// A tax that names no base is taken to be of whatever base its amount fits best.
Money likely_base(const TaxBases& bases, const Rational& rate, Money amount) {
  Money best = bases.net_goods;
  const auto distance = [&](Money base) {
    return abs(Rational(base.value) * rate - Rational(amount.value));
  };
  for (const Money base : bases.candidates()) {
    if (distance(base) < distance(best)) best = base;
  }
  return best;
}

std::optional<Rational> rate_of(const Tax& tax) {
  if (tax.rate) return Rational(tax.rate->value) / Rational(100, 1);
  if (tax.base && !tax.base->is_zero()) {
    return Rational(tax.amount.value) / Rational(tax.base->value);
  }
  return std::nullopt;
}

/// The bases of several taxes, or of one that not all goods bear, may leave one answer only to
/// which line bears which.
void tell_apart(InvoiceFile& file, const TaxBases& bases) {
  const Receipt& r = file.receipt();
  std::vector<Money> taxed, amounts;
  for (const Tax& tax : r.taxes) {
    if (!tax.rate || !tax.base) return;
    taxed.push_back(*tax.base);
  }
  const auto candidates = bases.candidates();
  const bool of_all = taxed.size() == 1 && std::find(candidates.begin(), candidates.end(),
                                                     taxed.front()) != candidates.end();
  if (of_all) return;
  for (const ReceiptLine& line : r.lines) {
    amounts.push_back(own_amount(*file.live, line, file.currency));
  }
  for (const Charge& charge : r.charges) {
    if (!charge.included) amounts.push_back(charge.amount);
  }
  const auto bearers = tax_bearers(amounts, taxed);
  if (!bearers) return;
  const auto rate = [&](std::size_t i) {
    const std::int8_t tax = (*bearers)[i];
    return tax == kNoTax ? Rational() : *rate_of(r.taxes[static_cast<std::size_t>(tax)]);
  };
  for (std::size_t i = 0; i < r.lines.size(); ++i) file.line_tax_rates[&r.lines[i]] = rate(i);
  Rational charges, tax_on_charges;
  for (std::size_t i = r.lines.size(); i < amounts.size(); ++i) {
    charges += Rational(amounts[i].value);
    tax_on_charges += Rational(amounts[i].value) * rate(i);
  }
  if (!charges.is_zero()) file.charge_tax_rate = tax_on_charges / charges;
}

}  // namespace

void check_taxes(InvoiceFile& file) {
  const Receipt& r = file.receipt();
  const TaxBases bases = bases_of(file);
  bool charges_taxed = false;
  for (const Tax& tax : r.taxes) {
    const std::optional<Rational> rate = rate_of(tax);
    if (!rate) continue;
    const Money base = tax.base ? *tax.base : likely_base(bases, *rate, tax.amount);
    charges_taxed = charges_taxed || bases.with_charges(base);
    file.taxes.push_back(
        {tax.code, *rate, base, tax.amount, money(Rational(base.value) * *rate, file.currency)});
  }
  if (file.taxes.size() == 1 && r.taxes.size() == 1) {
    file.goods_tax_rate = file.taxes.front().rate;
    if (charges_taxed) file.charge_tax_rate = file.goods_tax_rate;
    tell_apart(file, bases);
    return;
  }
  // Several rates, or only a total: a dispute carries the invoice's average, unless the bases tell
  // which line bears which.
  const Money taxed = charges_taxed ? bases.net_goods + bases.charges : bases.net_goods;
  if (!taxed.is_zero()) {
    file.goods_tax_rate = Rational(tax_of(r).value) / Rational(taxed.value);
    if (charges_taxed) file.charge_tax_rate = file.goods_tax_rate;
  }
  if (!r.taxes.empty()) tell_apart(file, bases);
}

}  // namespace weighbridge::matching
