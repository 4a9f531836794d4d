#include "mappings/canonical/rational.hpp"

namespace weighbridge {

namespace {

Int128 checked_mul(Int128 a, Int128 b) {
  Int128 result = 0;
  if (__builtin_mul_overflow(a, b, &result)) throw ArithmeticOverflow();
  return result;
}

Int128 checked_add(Int128 a, Int128 b) {
  Int128 result = 0;
  if (__builtin_add_overflow(a, b, &result)) throw ArithmeticOverflow();
  return result;
}

Int128 magnitude(Int128 a) {
  return a < 0 ? -a : a;
}

Int128 gcd(Int128 a, Int128 b) {
  a = magnitude(a);
  b = magnitude(b);
  while (b != 0) {
    const Int128 rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

Int128 power_of_ten(int exponent) {
  Int128 value = 1;
  for (int i = 0; i < exponent; ++i) value *= 10;
  return value;
}

}  // namespace

Rational::Rational(Decimal value) : num_(value.millionths()), den_(Decimal::kScale) {
  if (num_ % den_ == 0) {
    num_ /= den_;
    den_ = 1;
  }
}

Rational::Rational(Int128 num, Int128 den) {
  if (den == 0) throw std::domain_error("a ratio needs a denominator other than zero");
  const Int128 common = gcd(num, den);
  const Int128 sign = den < 0 ? -1 : 1;
  num_ = sign * (num / common);
  den_ = sign * (den / common);
}

std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
  if (a.den_ == b.den_) return a.num_ <=> b.num_;
  return checked_mul(a.num_, b.den_) <=> checked_mul(b.num_, a.den_);
}

Rational Rational::operator-() const {
  Rational result = *this;
  result.num_ = -result.num_;
  return result;
}

Rational operator+(const Rational& a, const Rational& b) {
  if (a.den_ == b.den_ && a.den_ == 1) {
    Rational sum;
    sum.num_ = checked_add(a.num_, b.num_);
    return sum;
  }
  const Int128 common = gcd(a.den_, b.den_);
  const Int128 a_scale = b.den_ / common;
  const Int128 b_scale = a.den_ / common;
  return {checked_add(checked_mul(a.num_, a_scale), checked_mul(b.num_, b_scale)),
          checked_mul(a.den_, a_scale)};
}

Rational operator-(const Rational& a, const Rational& b) {
  return a + -b;
}

Rational operator*(const Rational& a, const Rational& b) {
  if (a.den_ == 1 && b.den_ == 1) {
    Rational product;
    product.num_ = checked_mul(a.num_, b.num_);
    return product;
  }
  // Cancelling across first keeps the products as small as they can be.
  const Int128 left = gcd(a.num_, b.den_);
  const Int128 right = gcd(b.num_, a.den_);
  if (left == 0 || right == 0) return {};
  return {checked_mul(a.num_ / left, b.num_ / right), checked_mul(a.den_ / right, b.den_ / left)};
}

Rational operator/(const Rational& a, const Rational& b) {
  if (b.num_ == 0) throw std::domain_error("division by zero");
  return a * Rational(b.den_, b.num_);
}

Decimal Rational::rounded(int fraction_digits) const {
  const Int128 scaled = checked_mul(num_, power_of_ten(fraction_digits));
  Int128 quotient = scaled / den_;
  const Int128 rest = magnitude(scaled % den_);
  if (rest >= den_ - rest) quotient += num_ < 0 ? -1 : 1;  // ties go away from zero (M-1.2)
  return Decimal::from_millionths(
      checked_mul(quotient, power_of_ten(Decimal::kFractionDigits - fraction_digits)));
}

std::string Rational::to_string() const {
  const Decimal shown = rounded(Decimal::kFractionDigits);
  const bool exact = Rational(shown) == *this;
  return exact ? shown.to_string() : "~" + shown.to_string();
}

}  // namespace weighbridge
