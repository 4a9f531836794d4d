// Exact decimals for quantity, price and money. No binary floating point comes near them (M-1.1).
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace weighbridge {

__extension__ typedef __int128 Int128;

/// Why a text is no decimal we carry.
enum class DecimalError : std::uint8_t {
  empty,
  not_a_number,
  too_many_fraction_digits,
  out_of_range
};

/// One sentence for people, without the offending value.
std::string_view to_string_view(DecimalError error);

[[noreturn]] void throw_exception_from_error(DecimalError error,
                                             const boost::source_location& where);

/// A signed decimal with six fraction digits, counted in millionths. Magnitudes from documents stay
/// below 10^15, so sums and a product of two never leave 128 bits.
class Decimal {
 public:
  static constexpr int kFractionDigits = 6;
  static constexpr std::int64_t kScale = 1'000'000;
  static constexpr int kMaxIntegerDigits = 15;

  constexpr Decimal() = default;
  static constexpr Decimal from_millionths(Int128 value) { return Decimal(value); }
  static constexpr Decimal from_integer(std::int64_t value) {
    return Decimal(Int128{value} * kScale);
  }

  /// Reads "12", "-12.50", "+.5", "12.". Not: exponents, blanks, thousands marks. Zeros after the
  /// sixth fraction digit are allowed, other digits there are an error, never rounded away.
  static boost::system::result<Decimal, DecimalError> parse(std::string_view text);

  /// The same, in millionths, for what nearly every number of a document looks like: at most twelve
  /// characters, a minus, digits, and a point with at most six digits after it. Nothing for any
  /// other text. The result stays in registers, which a Decimal would not.
  static std::optional<std::int64_t> parse_short(std::string_view text);

  constexpr Int128 millionths() const { return value_; }
  constexpr bool is_zero() const { return value_ == 0; }
  constexpr bool is_negative() const { return value_ < 0; }
  constexpr bool is_integer() const { return value_ % kScale == 0; }

  /// Plain text with at least `min_fraction` fraction digits and no needless zeros after them:
  /// "48", "2.50", "0.125".
  std::string to_string(int min_fraction = 0) const;

  constexpr auto operator<=>(const Decimal&) const = default;
  constexpr Decimal operator-() const { return Decimal(-value_); }
  constexpr Decimal& operator+=(Decimal other) {
    value_ += other.value_;
    return *this;
  }
  constexpr Decimal& operator-=(Decimal other) {
    value_ -= other.value_;
    return *this;
  }
  friend constexpr Decimal operator+(Decimal a, Decimal b) { return a += b; }
  friend constexpr Decimal operator-(Decimal a, Decimal b) { return a -= b; }

 private:
  explicit constexpr Decimal(Int128 value) : value_(value) {}
  Int128 value_ = 0;
};

inline std::optional<std::int64_t> Decimal::parse_short(std::string_view text) {
  constexpr std::size_t kSizeMax = 12;
  constexpr std::int64_t kMissingPlaces[] = {1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
  if (text.empty() || text.size() > kSizeMax) return std::nullopt;
  const char* at = text.data();
  const char* const end = at + text.size();
  const bool negative = *at == '-';
  if (negative) ++at;
  const auto digit = [&] { return static_cast<unsigned>(static_cast<unsigned char>(*at)) - '0'; };
  const char* const first = at;
  std::int64_t value = 0;
  for (; at != end && digit() <= 9; ++at) value = value * 10 + digit();
  auto digits = at - first;
  std::ptrdiff_t places = 0;
  if (at != end && *at == '.') {
    const char* const point = at;
    for (++at; at != end && digit() <= 9; ++at) value = value * 10 + digit();
    places = at - point - 1;
    digits += places;
  }
  if (at != end || digits == 0 || places > kFractionDigits) return std::nullopt;
  value *= kMissingPlaces[places];
  return negative ? -value : value;
}

/// A decimal that knows what it counts; two kinds never mix by accident.
template <class Tag>
struct DecimalOf {
  Decimal value;

  constexpr DecimalOf() = default;
  constexpr explicit DecimalOf(Decimal v) : value(v) {}
  constexpr bool is_zero() const { return value.is_zero(); }
  constexpr bool is_negative() const { return value.is_negative(); }
  constexpr auto operator<=>(const DecimalOf&) const = default;
  constexpr DecimalOf operator-() const { return DecimalOf(-value); }
  constexpr DecimalOf& operator+=(DecimalOf other) {
    value += other.value;
    return *this;
  }
  constexpr DecimalOf& operator-=(DecimalOf other) {
    value -= other.value;
    return *this;
  }
  friend constexpr DecimalOf operator+(DecimalOf a, DecimalOf b) { return a += b; }
  friend constexpr DecimalOf operator-(DecimalOf a, DecimalOf b) { return a -= b; }
};

using Quantity = DecimalOf<struct QuantityTag>;    ///< in the unit that stands beside it
using UnitPrice = DecimalOf<struct UnitPriceTag>;  ///< per price basis, in the document's currency
using Money = DecimalOf<struct MoneyTag>;      ///< an amount in the currency that stands beside it
using Percent = DecimalOf<struct PercentTag>;  ///< 2 means 2 %
using Rate = DecimalOf<struct RateTag>;  ///< functional currency per unit of document currency

}  // namespace weighbridge
