#include "mappings/canonical/extension.hpp"

#include <cstdint>
#include <limits>

#include "mappings/canonical/rational.hpp"

namespace weighbridge {

namespace {

constexpr Decimal kExtensionMax = Decimal::from_integer(1'000'000'000'000'000);

bool fits_64_bits(Int128 value) {
  return value <= std::numeric_limits<std::int64_t>::max() &&
         value >= std::numeric_limits<std::int64_t>::min();
}

/// Nearly every line: the product of two decimals fits one machine word, counted in 10^-12.
Money round_product(std::int64_t product, int digits) {
  std::int64_t unit = 1'000'000'000'000;  // of the currency, in 10^-12
  for (int i = 0; i < digits; ++i) unit /= 10;
  const std::int64_t whole = product / unit;
  const std::int64_t rest = product % unit;
  const std::int64_t away = rest >= unit - rest ? 1 : rest <= -unit - rest ? -1 : 0;
  std::int64_t millionths = whole + away;
  for (int i = digits; i < Decimal::kFractionDigits; ++i) millionths *= 10;
  return Money(Decimal::from_millionths(millionths));
}

}  // namespace

std::optional<Money> extension(Quantity quantity, UnitPrice price,
                               const std::optional<Quantity>& basis, Currency currency) {
  const Int128 q = quantity.value.millionths();
  const Int128 p = price.value.millionths();
  const bool per_one = !basis || basis->is_zero();
  if (per_one && fits_64_bits(q) && fits_64_bits(p) && fits_64_bits(q * p))
    return round_product(static_cast<std::int64_t>(q * p), currency.minor_digits());
  try {
    Rational worth = Rational(quantity.value) * Rational(price.value);
    if (!per_one) worth = worth / Rational(basis->value);
    if (abs(worth) > Rational(kExtensionMax)) return std::nullopt;
    return money(worth, currency);
  } catch (const ArithmeticOverflow&) {
    return std::nullopt;
  }
}

}  // namespace weighbridge
