#include "mappings/canonical/decimal.hpp"

#include <catch2/catch.hpp>

#include "mappings/canonical/currency.hpp"
#include "mappings/canonical/rational.hpp"

using namespace weighbridge;

namespace {

std::string read(std::string_view text) {
  const auto value = Decimal::parse(text);
  return value ? value->to_string() : std::string(to_string_view(value.error()));
}

Decimal dec(std::string_view text) {
  return Decimal::parse(text).value();
}

}  // namespace

TEST_CASE("M-1.1 the spellings of a decimal") {
  CHECK(read("0") == "0");
  CHECK(read("-0") == "0");
  CHECK(read(".995") == "0.995");
  CHECK(read("-.995") == "-0.995");
  CHECK(read("+12.") == "12");
  CHECK(read("0055.36") == "55.36");
  CHECK(read("12.50") == "12.5");
  CHECK(read("0.000001") == "0.000001");
  CHECK(read("1.0000010000") == "1.000001");
  CHECK(read("999999999999999.999999") == "999999999999999.999999");
  CHECK(read("-999999999999999.999999") == "-999999999999999.999999");
}

TEST_CASE("M-1.1 what is no decimal") {
  CHECK(read("") == "there is no number");
  for (const char* text :
       {"-", ".", "+.", "1e5", " 1", "1 ", "1,5", "1.2.3", "--1", "0x1", "NaN", "1-"})
    CHECK(read(text) == "it is not a plain decimal number such as 12.50");
  CHECK(read("1.0000001") == "it has more than six digits after the point");
  CHECK(read("1000000000000000") == "it has more than 15 digits before the point");
}

TEST_CASE("a decimal is written with the digits asked for") {
  CHECK(dec("2.5").to_string(2) == "2.50");
  CHECK(dec("2.125").to_string(2) == "2.125");
  CHECK(dec("48").to_string(2) == "48.00");
  CHECK(dec("-0.5").to_string() == "-0.5");
}

TEST_CASE("M-1.2 money rounds to the currency's exponent, ties away from zero") {
  const Currency usd = *Currency::parse("usd");
  const Currency jpy = *Currency::parse("JPY");
  const Currency kwd = *Currency::parse("KWD");
  CHECK(to_string(money(Rational(dec("1.005")), usd), usd) == "1.01");
  CHECK(to_string(money(Rational(dec("-1.005")), usd), usd) == "-1.01");
  CHECK(to_string(money(Rational(dec("1.0049")), usd), usd) == "1.00");
  CHECK(to_string(money(Rational(dec("1.5")), jpy), jpy) == "2");
  CHECK(to_string(money(Rational(dec("-2.5")), jpy), jpy) == "-3");
  CHECK(to_string(money(Rational(dec("0.0005")), kwd), kwd) == "0.001");
  CHECK(to_string(money(Rational(2, 3), usd), usd) == "0.67");
  CHECK(to_string(money(Rational(1, 3), usd), usd) == "0.33");
  CHECK_FALSE(Currency::parse("US"));
  CHECK_FALSE(Currency::parse("U$D"));
}

TEST_CASE("M-1.1 ratios are exact until they are shown") {
  const Rational third(1, 3);
  CHECK(third + third + third == Rational(Decimal::from_integer(1)));
  CHECK(third * Rational(Decimal::from_integer(3)) == Rational(1, 1));
  CHECK(Rational(2, -4) == Rational(-1, 2));
  CHECK(Rational(1, 3) < Rational(34, 100));
  CHECK(Rational(-1, 3) > Rational(-34, 100));
  CHECK(third.to_string() == "~0.333333");
  CHECK(Rational(dec("2.50")).to_string() == "2.5");
  CHECK((Rational(dec("10")) / Rational(dec("24"))).to_string() == "~0.416667");
  CHECK_THROWS_AS(third / Rational(), std::domain_error);
  const Rational huge(Int128{1} << 120, 1);
  CHECK_THROWS_AS(huge * huge, ArithmeticOverflow);
  CHECK_THROWS_AS(huge * Rational(Int128{1} << 7, 1), ArithmeticOverflow);
}
