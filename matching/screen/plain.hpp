// What a document may look like so that its figures can be compared as they stand. Everything else
// is the judge's business.
#pragma once

#include <cstdint>
#include <optional>

#include "mappings/canonical/receipt.hpp"

namespace weighbridge::matching::screen {

/// Figures are whole millionths in 64 bits here, as documents state them.
inline constexpr std::int64_t kNone = -1;

/// An original with everything that its stage needs and nothing that changes what it means: no
/// charges, rates of exchange, references to what it corrects.
bool plain_head(const Receipt& receipt);

/// Good goods, counted in one unit, at a price (if any) for one of that unit.
bool plain_line(const ReceiptLine& line, Stage stage);

/// The general case of extension().
std::optional<std::int64_t> exact_extension(std::int64_t quantity, std::int64_t price,
                                            std::int64_t minor);

/// Quantity times price, rounded once to a minor unit of `minor` millionths (M-1.3a); nothing
/// beyond 64 bits. Both in millionths and not negative.
inline std::optional<std::int64_t> extension(std::int64_t quantity, std::int64_t price,
                                             std::int64_t minor) {
  // Whole units at an everyday price stay within 64 bits, and division by a constant is cheap.
  constexpr std::int64_t kCent = 10'000;
  const std::int64_t units = quantity / Decimal::kScale;
  std::int64_t product = 0;
  const bool everyday = minor == kCent && units * Decimal::kScale == quantity &&
                        !__builtin_mul_overflow(units, price, &product);
  if (!everyday) return exact_extension(quantity, price, minor);
  const std::int64_t rest = product % kCent;
  return product - rest + (rest * 2 >= kCent ? kCent : 0);
}

/// The minor unit of `currency` in millionths.
std::int64_t minor_millionths(const Currency& currency);

/// The tax of an invoice when each one is what its own rate and base make (M-8.9).
std::optional<std::int64_t> plain_tax(const Receipt& invoice);

}  // namespace weighbridge::matching::screen
