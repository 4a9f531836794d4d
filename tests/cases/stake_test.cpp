#include "cases/stake.hpp"

#include <catch2/catch.hpp>

#include "discrepancies.hpp"

namespace weighbridge::cases {
namespace {

using namespace testing;

std::map<Currency, Money> stake_of(const std::vector<matching::Discrepancy>& discrepancies) {
  std::vector<const matching::Discrepancy*> pointers;
  for (const auto& d : discrepancies) pointers.push_back(&d);
  return at_stake(pointers);
}

TEST_CASE("M-0.3: one physical gap seen on several legs counts once") {
  // O2: 10 pieces short are Q01 of 42.00 in stock and Q06 of 42.00 in cash.
  const auto stakes = stake_of({on_line(kQ01, "42.00"), on_line(kQ06, "42.00")});
  CHECK(stakes == std::map<Currency, Money>{{currency("USD"), amount("42.00")}});
}

TEST_CASE("M-0.3: the largest of the class sums, cash and claim together") {
  CHECK(stake_of({on_line(kQ01, "150"), on_line(kQ06, "156"), on_line(kP01, "66")}) ==
        std::map<Currency, Money>{{currency("USD"), amount("222")}});
  CHECK(stake_of({on_line(kQ06, "10"), on_line(kV01, "5"), on_line(kE01, "14")}) ==
        std::map<Currency, Money>{{currency("USD"), amount("15")}});
}

TEST_CASE("M-0.3: what is in the buyer's favour is not set off against what is not") {
  CHECK(stake_of({on_line(kP02, "-30"), on_line(kQ06, "10")}) ==
        std::map<Currency, Money>{{currency("USD"), amount("10")}});
  CHECK(stake_of({on_line(kP02, "-30")}).empty());
  CHECK(stake_of({on_line(kV03, "-30")}).empty());
  CHECK(stake_of({on_line(kQ05, "500")}).empty());
  CHECK(stake_of({}).empty());
}

TEST_CASE("M-0.3: currencies are kept apart") {
  auto euros = on_line(kQ06, "7");
  euros.currency = currency("EUR");
  CHECK(stake_of({on_line(kQ06, "10"), euros}) ==
        std::map<Currency, Money>{{currency("EUR"), amount("7")}, {currency("USD"), amount("10")}});
}

}  // namespace
}  // namespace weighbridge::cases
