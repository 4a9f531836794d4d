// Exact ratios: what a unit conversion yields before it is compared, rounded or shown (M-1.1).
#pragma once

#include <compare>
#include <stdexcept>
#include <string>

#include "mappings/canonical/decimal.hpp"

namespace weighbridge {

/// A result no longer fits 128 bits. Only absurd input reaches this; the caller that reads a line
/// refuses that line.
struct ArithmeticOverflow : std::overflow_error {
  ArithmeticOverflow()
      : std::overflow_error("a quantity or amount is too large to calculate with exactly") {}
};

/// num/den with den > 0. Not always in lowest terms; comparison is by value. Every operation is
/// exact or throws ArithmeticOverflow.
class Rational {
 public:
  constexpr Rational() = default;
  Rational(Decimal value);  // NOLINT(google-explicit-constructor): a decimal is a rational
  Rational(Int128 num, Int128 den);

  Int128 num() const { return num_; }
  Int128 den() const { return den_; }
  bool is_zero() const { return num_ == 0; }
  bool is_negative() const { return num_ < 0; }
  bool is_integer() const { return num_ % den_ == 0; }

  /// The nearest decimal with `fraction_digits` (at most 6), ties away from zero.
  Decimal rounded(int fraction_digits) const;
  /// Exact when six fraction digits suffice; else rounded to six and marked with a leading "~".
  std::string to_string() const;

  friend bool operator==(const Rational& a, const Rational& b) { return (a <=> b) == 0; }
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b);
  Rational operator-() const;
  friend Rational operator+(const Rational& a, const Rational& b);
  friend Rational operator-(const Rational& a, const Rational& b);
  friend Rational operator*(const Rational& a, const Rational& b);
  /// `b` must not be zero (throws std::domain_error).
  friend Rational operator/(const Rational& a, const Rational& b);
  Rational& operator+=(const Rational& o) { return *this = *this + o; }
  Rational& operator-=(const Rational& o) { return *this = *this - o; }

 private:
  Int128 num_ = 0;
  Int128 den_ = 1;
};

inline Rational abs(const Rational& r) {
  return r.is_negative() ? -r : r;
}
inline const Rational& min(const Rational& a, const Rational& b) {
  return b < a ? b : a;
}
inline const Rational& max(const Rational& a, const Rational& b) {
  return a < b ? b : a;
}

}  // namespace weighbridge
