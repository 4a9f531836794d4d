// Which line bears which tax, from the bases alone (M-8.9).
#include "matching/billing/tax_bearers.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;
using namespace weighbridge::matching;

namespace {

std::vector<Money> money_of(std::initializer_list<int> amounts) {
  std::vector<Money> all;
  for (const int amount : amounts) all.emplace_back(Decimal::from_integer(amount));
  return all;
}

using Bearers = std::vector<std::int8_t>;

std::optional<Bearers> told_apart(std::initializer_list<int> amounts,
                                  std::initializer_list<int> bases) {
  return tax_bearers(money_of(amounts), money_of(bases));
}

}  // namespace

TEST_CASE("M-8.9 lines that come to a base bear its tax") {
  CHECK(told_apart({100, 200}, {200, 100}) == Bearers{1, 0});
  CHECK(told_apart({100, 200, 40}, {140, 200}) == Bearers{0, 1, 0});
  CHECK(told_apart({100, 200}, {200}) == Bearers{kNoTax, 0});
  CHECK(told_apart({100, 200}, {300, 0}) == Bearers{0, 0});
}

TEST_CASE("M-8.9 nothing is told where several answers fit, or none") {
  CHECK_FALSE(told_apart({100, 100}, {100}));
  CHECK_FALSE(told_apart({100, 50, 50}, {100, 100}));
  CHECK_FALSE(told_apart({100, 200}, {150}));
  CHECK_FALSE(told_apart({100}, {100, 100}));
  CHECK_FALSE(told_apart({100, -20}, {80}));
  CHECK_FALSE(told_apart({100}, {}));
}

TEST_CASE("M-8.9 an invoice with more lines than can be tried is not told apart") {
  const std::vector<Money> many(40, Money(Decimal::from_integer(1)));
  CHECK_FALSE(tax_bearers(many, money_of({20, 20})));
  const std::vector<Money> most(24, Money(Decimal::from_integer(7)));
  CHECK_FALSE(tax_bearers(most, money_of({70, 70})));
}
