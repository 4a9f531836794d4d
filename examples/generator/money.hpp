// The generator's own arithmetic: whole numbers only, and none of the program's code, so that the
// truth it writes is a second opinion.
#pragma once

#include <cstdint>
#include <string>

namespace weighbridge::generator {

using Cents = std::int64_t;
/// A price in ten-thousandths of a dollar, per base unit.
using Price = std::int64_t;

/// quantity x price, rounded to the cent with ties away from zero (M-1.2).
constexpr Cents extend(std::int64_t quantity, Price price) {
  const std::int64_t exact = quantity * price;
  return (exact + (exact < 0 ? -50 : 50)) / 100;
}

/// "1250.00"
inline std::string dollars(Cents cents) {
  const Cents size = cents < 0 ? -cents : cents;
  const std::string rest = std::to_string(size % 100);
  return (cents < 0 ? "-" : "") + std::to_string(size / 100) + (rest.size() == 1 ? ".0" : ".") +
         rest;
}

/// "12.5", "0.0425": as few digits as will do.
inline std::string price_text(Price price) {
  std::string fraction = std::to_string(10'000 + price % 10'000).substr(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return std::to_string(price / 10'000) + (fraction.empty() ? "" : "." + fraction);
}

}  // namespace weighbridge::generator
