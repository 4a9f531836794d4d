// ISO 4217 currencies, and the one place where money is rounded (M-1.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mappings/canonical/rational.hpp"

namespace weighbridge {

/// An ISO 4217 alphabetic code. Default is "no currency stated".
class Currency {
 public:
  constexpr Currency() = default;
  /// Three letters, upper or lower case; anything else is nothing.
  static std::optional<Currency> parse(std::string_view text);

  std::string_view code() const { return {code_, code_[0] ? 3U : 0U}; }
  bool empty() const { return code_[0] == 0; }
  /// The exponent of ISO 4217: USD 2, JPY 0, KWD 3. Unknown codes count as 2.
  int minor_digits() const;
  auto operator<=>(const Currency&) const = default;

 private:
  char code_[3] = {0, 0, 0};
};

/// Rounds to the currency's minor unit, ties away from zero (M-1.2).
Money money(const Rational& amount, Currency currency);

/// "1250.00": an amount with the currency's digits (more when the amount has more).
std::string to_string(Money amount, Currency currency);

}  // namespace weighbridge
