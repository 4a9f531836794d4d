#include "mappings/canonical/currency.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weighbridge {

namespace {

constexpr std::uint32_t packed(std::string_view code) {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(code[0])) << 16 |
         static_cast<std::uint32_t>(static_cast<unsigned char>(code[1])) << 8 |
         static_cast<unsigned char>(code[2]);
}

struct Exponent {
  constexpr Exponent(std::string_view text, int count) : code(packed(text)), digits(count) {}
  std::uint32_t code;
  int digits;
};

// ISO 4217: every active currency whose minor unit is not two digits, in order.
constexpr std::array kExponents{
    Exponent{"BHD", 3}, Exponent{"BIF", 0}, Exponent{"CLF", 4}, Exponent{"CLP", 0},
    Exponent{"DJF", 0}, Exponent{"GNF", 0}, Exponent{"IQD", 3}, Exponent{"ISK", 0},
    Exponent{"JOD", 3}, Exponent{"JPY", 0}, Exponent{"KMF", 0}, Exponent{"KRW", 0},
    Exponent{"KWD", 3}, Exponent{"LYD", 3}, Exponent{"OMR", 3}, Exponent{"PYG", 0},
    Exponent{"RWF", 0}, Exponent{"TND", 3}, Exponent{"UGX", 0}, Exponent{"UYI", 0},
    Exponent{"UYW", 4}, Exponent{"VND", 0}, Exponent{"VUV", 0}, Exponent{"XAF", 0},
    Exponent{"XOF", 0}, Exponent{"XPF", 0},
};

}  // namespace

std::optional<Currency> Currency::parse(std::string_view text) {
  if (text.size() != 3) return std::nullopt;
  Currency currency;
  for (std::size_t i = 0; i < 3; ++i) {
    const char c = text[i];
    if (c >= 'A' && c <= 'Z')
      currency.code_[i] = c;
    else if (c >= 'a' && c <= 'z')
      currency.code_[i] = static_cast<char>(c - 'a' + 'A');
    else
      return std::nullopt;
  }
  return currency;
}

int Currency::minor_digits() const {
  if (empty()) return 2;
  const std::uint32_t key = packed(code());
  const auto* row = std::lower_bound(kExponents.begin(), kExponents.end(), key,
                                     [](const Exponent& e, std::uint32_t k) { return e.code < k; });
  return row != kExponents.end() && row->code == key ? row->digits : 2;
}

Money money(const Rational& amount, Currency currency) {
  return Money(amount.rounded(currency.minor_digits()));
}

std::string to_string(Money amount, Currency currency) {
  return amount.value.to_string(currency.minor_digits());
}

}  // namespace weighbridge
