#include "matching/screen/plain.hpp"

#include "mappings/canonical/rational.hpp"
#include "mappings/reader/receipt_rules.hpp"

namespace weighbridge::matching::screen {

namespace {

// Far below what 64 bits hold, and within what the judge itself takes for meant.
constexpr std::int64_t kLargestQuantity = 10'000'000'000;
constexpr std::int64_t kLargestPrice = 1'000'000'000;
constexpr std::int64_t kLargestAmount = 1'000'000'000'000;

bool between(Decimal value, std::int64_t limit) {
  return !value.is_negative() && value <= Decimal::from_integer(limit);
}

template <class Value>
bool absent_or_one(const std::optional<Value>& value) {
  return !value || value->value == Decimal::from_integer(1);
}

bool needs_price(Stage stage) {
  return stage == Stage::ordered || stage == Stage::invoiced;
}

}  // namespace

bool plain_head(const Receipt& r) {
  const DocumentReferences& references = r.references;
  const bool corrects = !references.reverses.empty() || !references.case_number.empty() ||
                        !references.invoice.empty() || !references.rma.empty();
  const bool of_another_payee = !r.bill_from.empty() || !r.remit_to.empty() || !r.bank.empty();
  const bool of_money = r.stage == Stage::accrued || r.stage == Stage::invoiced;
  if (r.document.kind != usual_kind(r.stage) || r.document.purpose != Purpose::original)
    return false;
  if (r.supplier.empty() || r.document.number.empty() || r.lines.empty()) return false;
  if (corrects || of_another_payee || !r.charges.empty() || (of_money && r.exchange_rate))
    return false;
  if (needs_price(r.stage) && r.currency.empty()) return false;
  return !r.totals.amount || between(r.totals.amount->value, kLargestAmount);
}

bool plain_line(const ReceiptLine& line, Stage stage) {
  const bool good = line.condition.value_or(Condition::good) == Condition::good;
  const bool one_unit = !line.uom.empty() && absent_or_one(line.price_basis) &&
                        (line.price_uom.empty() || line.price_uom == line.uom) && !line.per_base;
  if (!good || !one_unit || line.price_quantity || line.item.empty() || line.references.reverses)
    return false;
  if (line.quantity.is_zero() || !between(line.quantity.value, kLargestQuantity)) return false;
  if (line.unit_price ? !between(line.unit_price->value, kLargestPrice) : needs_price(stage)) {
    return false;
  }
  return !line.amount || between(line.amount->value, kLargestAmount);
}

std::int64_t minor_millionths(const Currency& currency) {
  std::int64_t minor = Decimal::kScale;
  for (int digit = 0; digit < currency.minor_digits(); ++digit) minor /= 10;
  return minor;
}

std::optional<std::int64_t> exact_extension(std::int64_t quantity, std::int64_t price,
                                            std::int64_t minor) {
  const Int128 unit = Int128{minor} * Decimal::kScale;
  const Int128 exact = Int128{quantity} * price;
  const Int128 rest = exact % unit;
  const Int128 rounded = (exact - rest) / Decimal::kScale + (rest * 2 >= unit ? minor : 0);
  if (rounded > INT64_MAX) return std::nullopt;
  return static_cast<std::int64_t>(rounded);
}

std::optional<std::int64_t> plain_tax(const Receipt& invoice) {
  Money sum;
  for (const Tax& tax : invoice.taxes) {
    if (!tax.rate || !tax.base || !between(tax.amount.value, kLargestAmount)) return std::nullopt;
    if (!between(tax.base->value, kLargestAmount) || !between(tax.rate->value, 100)) {
      return std::nullopt;
    }
    const Rational rate = Rational(tax.rate->value) / Rational(100, 1);
    if (money(Rational(tax.base->value) * rate, invoice.currency) != tax.amount) {
      return std::nullopt;
    }
    sum += tax.amount;
  }
  if (invoice.taxes.empty()) sum = invoice.totals.tax.value_or(Money());
  if (!between(sum.value, kLargestAmount)) return std::nullopt;
  return static_cast<std::int64_t>(sum.value.millionths());
}

}  // namespace weighbridge::matching::screen
