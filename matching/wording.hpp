// Sentences about figures, put together one way everywhere.
#pragma once

#include <string>
#include <string_view>

#include "mappings/canonical/currency.hpp"
#include "mappings/canonical/rational.hpp"

namespace weighbridge::matching {

/// Joins texts into one string.
template <class... Parts>
std::string sentence(const Parts&... parts) {
  std::string text;
  text.reserve((std::string_view(parts).size() + ...));
  (text.append(std::string_view(parts)), ...);
  return text;
}

/// "10 EA"
inline std::string with_unit(const Rational& quantity, std::string_view uom) {
  return sentence(quantity.to_string(), " ", uom);
}

/// "+3" or "-12", for movements and variances.
inline std::string with_sign(const Rational& quantity) {
  return sentence(quantity.is_negative() ? "" : "+", quantity.to_string());
}

/// "42.00 USD"; without a currency only the amount.
inline std::string with_currency(Money amount, Currency currency) {
  if (currency.empty()) return to_string(amount, currency);
  return sentence(to_string(amount, currency), " ", currency.code());
}

}  // namespace weighbridge::matching
