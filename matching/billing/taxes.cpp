#include <array>

#include "matching/billing/document_amounts.hpp"
#include "matching/billing/invoice_file.hpp"

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
    return;
  }
  // Several rates, or only a total: which line bears which is not told, so a dispute carries the
  // invoice's average.
  const Money taxed = charges_taxed ? bases.net_goods + bases.charges : bases.net_goods;
  if (taxed.is_zero()) return;
  file.goods_tax_rate = Rational(tax_of(r).value) / Rational(taxed.value);
  if (charges_taxed) file.charge_tax_rate = file.goods_tax_rate;
}

}  // namespace weighbridge::matching
