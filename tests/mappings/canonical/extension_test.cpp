#include "mappings/canonical/extension.hpp"

#include <cstdint>

#include <catch2/catch.hpp>

#include "mappings/canonical/rational.hpp"

using namespace weighbridge;

namespace {

Decimal decimal(const char* text) {
  return Decimal::parse(text).value();
}

std::optional<Money> worth(const char* quantity, const char* price, const char* basis = nullptr,
                           const char* currency = "USD") {
  return extension(Quantity(decimal(quantity)), UnitPrice(decimal(price)),
                   basis != nullptr ? std::optional(Quantity(decimal(basis))) : std::nullopt,
                   *Currency::parse(currency));
}

}  // namespace

TEST_CASE("M-1.2: a line's worth is rounded to the currency, ties away from zero", "[canonical]") {
  CHECK(worth("48", "2.50") == Money(decimal("120")));
  CHECK(worth("1", "0.005") == Money(decimal("0.01")));
  CHECK(worth("1", "-0.005") == Money(decimal("-0.01")));
  CHECK(worth("1", "0.004999") == Money(decimal("0")));
  CHECK(worth("3", "0.5", nullptr, "JPY") == Money(decimal("2")));
  CHECK(worth("1", "0.0005", nullptr, "KWD") == Money(decimal("0.001")));
}

TEST_CASE("M-5.5: the price is per its basis", "[canonical]") {
  CHECK(worth("500", "14.50", "100") == Money(decimal("72.50")));
  CHECK(worth("1", "1", "3") == Money(decimal("0.33")));
  CHECK(worth("2", "1", "3") == Money(decimal("0.67")));
  CHECK(worth("2", "1", "0") == Money(decimal("2")));
}

TEST_CASE("a worth beyond any bill is none", "[canonical]") {
  CHECK(worth("999999999999999", "999999999999999") == std::nullopt);
  CHECK(worth("999999999999999", "1") == Money(decimal("999999999999999")));
}

TEST_CASE("the short way and the long way agree", "[canonical]") {
  std::uint64_t state = 42;
  const auto next = [&] {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::int64_t>(state >> 33);
  };
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t sign = i % 3 == 0 ? -1 : 1;
    const Quantity quantity(Decimal::from_millionths(sign * (next() % 5'000'000'000)));
    const UnitPrice price(Decimal::from_millionths(next() % 2'000'000'000));
    const Currency currency = *Currency::parse(i % 2 == 0 ? "USD" : "JPY");
    REQUIRE(extension(quantity, price, std::nullopt, currency) ==
            money(Rational(quantity.value) * Rational(price.value), currency));
  }
}
