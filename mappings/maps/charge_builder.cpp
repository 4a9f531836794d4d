#include "mappings/maps/charge_builder.hpp"

#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "mappings/canonical/rational.hpp"

namespace weighbridge::maps {

namespace {

const Rational kCent(1, 100);

/// X12 954 is "percent as decimal", and half the senders write 7 for 7 %, the others .07. The base
/// and the amount tell which it is.
Percent as_percent(Decimal stated, const std::optional<Money>& base, Money amount) {
  if (!base || base->is_zero() || stated.is_zero()) return Percent(stated);
  try {
    const Rational product = Rational(base->value) * Rational(stated);
    const bool is_fraction = abs(product - Rational(amount.value)) <= kCent;
    return Percent(is_fraction ? Decimal::from_millionths(stated.millionths() * 100) : stated);
  } catch (const ArithmeticOverflow&) {
    return Percent(stated);
  }
}

}  // namespace

void ChargeBuilder::build(Receipt& receipt) {
  for (const RecordHit& hit : gathered_.records()) {
    const RecordKind kind = plan_.records[hit.record].kind;
    if (kind == RecordKind::charge) read_charge(hit, receipt);
    if (kind == RecordKind::tax) read_tax(hit, receipt);
  }
  if (!receipt.charges.empty()) drop_repeated_charges(receipt);
  if (!taxes_.empty()) add_taxes(receipt);
}

std::optional<Decimal> ChargeBuilder::amount(const RecordHit& hit, Member member) {
  return values_.decimal(gathered_.member(hit, member));
}

std::string ChargeBuilder::text(const RecordHit& hit, Member member) {
  return values_.text(gathered_.member(hit, member));
}

void ChargeBuilder::read_charge(const RecordHit& hit, Receipt& receipt) {
  const auto stated = amount(hit, Member::charge_amount);
  if (!stated) {
    if (gathered_.member(hit, Member::charge_amount) == nullptr)
      values_.report(FindingLevel::warning, "CHARGE_WITHOUT_AMOUNT", hit.spot,
                     "the charge or allowance states no amount, so it is left out",
                     "send the amount, also where a rate or a percentage stands");
    return;
  }
  Charge charge;
  charge.kind = text(hit, Member::charge_kind);
  if (charge.kind.empty()) charge.kind = "other";
  charge.code = text(hit, Member::charge_code);
  charge.description = text(hit, Member::charge_description);
  charge.amount = Money(hit.negative ? -*stated : *stated);
  const std::uint32_t line = lines_.line_of(hit.frame);
  if (line != kNone) charge.line = receipt.lines[line].line;
  charge.included = line != kNone && text(hit, Member::charge_included) == "true";
  receipt.charges.push_back(std::move(charge));
  spots_.push_back(hit.spot);
}

void ChargeBuilder::read_tax(const RecordHit& hit, const Receipt& receipt) {
  const auto stated = amount(hit, Member::tax_amount);
  if (!stated) return;  // an exemption or a registration, no amount
  if (const Cell* cell = gathered_.member(hit, Member::tax_currency)) {
    const auto currency = Currency::parse(cell->text);
    if (!receipt.currency.empty() && currency != receipt.currency) {
      values_.report(FindingLevel::note, "TAX_CURRENCY", cell,
                     "the tax is stated once more in another currency; it does not count", "");
      return;
    }
  }
  StatedTax row;
  row.tax.code = text(hit, Member::tax_code);
  row.tax.amount = Money(hit.negative ? -*stated : *stated);
  if (const auto base = amount(hit, Member::tax_base)) row.tax.base = Money(*base);
  if (const auto rate = amount(hit, Member::tax_rate))
    row.tax.rate = as_percent(*rate, row.tax.base, row.tax.amount);
  row.line = lines_.line_of(hit.frame);
  taxes_.push_back(std::move(row));
}

void ChargeBuilder::drop_repeated_charges(Receipt& receipt) {
  using Sort = std::tuple<std::string_view, std::string_view, bool>;  // code, kind and sign
  const auto sort_of = [](const Charge& charge) {
    return Sort(charge.code, charge.kind, charge.amount.is_negative());
  };
  std::map<Sort, Money> of_lines;
  for (const Charge& charge : receipt.charges)
    if (!charge.line.empty() && !charge.included) of_lines[sort_of(charge)] += charge.amount;
  std::vector<bool> repeats(receipt.charges.size());
  for (std::size_t i = 0; i < receipt.charges.size(); ++i) {
    const Charge& charge = receipt.charges[i];
    if (!charge.line.empty()) continue;
    const auto sum = of_lines.find(sort_of(charge));
    if (sum == of_lines.end() || sum->second != charge.amount) continue;
    repeats[i] = true;
    const std::string named =
        charge.code.empty() ? "the kind " + charge.kind : "code " + charge.code;
    values_.report(FindingLevel::note, "CHARGE_REPEATED", spots_[i],
                   "the summary repeats the lines' charges of " + named + "; they count once", "");
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < repeats.size(); ++i)
    if (!repeats[i]) {
      if (kept != i) receipt.charges[kept] = std::move(receipt.charges[i]);
      ++kept;
    }
  receipt.charges.resize(kept);
}

void ChargeBuilder::add_taxes(Receipt& receipt) {
  // What the summary states for a code holds; lines' taxes count where the summary has none. A
  // summary that comes to the lines' sum says the same under another code.
  Money summary;
  Money lines;
  for (const StatedTax& row : taxes_) (row.line == kNone ? summary : lines) += row.tax.amount;
  const bool restated = !summary.is_zero() && summary == lines;
  std::set<std::string_view> in_summary;
  for (const StatedTax& row : taxes_)
    if (row.line == kNone) {
      receipt.taxes.push_back(row.tax);
      in_summary.insert(row.tax.code);
    }
  std::map<std::pair<std::string_view, std::optional<Percent>>, std::size_t> of_lines;
  for (const StatedTax& row : taxes_) {
    if (row.line == kNone || restated || in_summary.contains(row.tax.code)) continue;
    const auto [same, is_new] =
        of_lines.try_emplace({row.tax.code, row.tax.rate}, receipt.taxes.size());
    if (is_new) {
      receipt.taxes.push_back(row.tax);
      continue;
    }
    Tax& sum = receipt.taxes[same->second];
    sum.amount += row.tax.amount;
    if (sum.base && row.tax.base)
      *sum.base += *row.tax.base;
    else
      sum.base.reset();
  }
}

}  // namespace weighbridge::maps
