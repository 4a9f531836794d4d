#include "matching/tolerance.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace weighbridge;
using namespace weighbridge::matching;

namespace {

Rational number(const char* text) {
  return Rational(*Decimal::parse(text));
}

Tolerance limits(const char* pct, const char* abs_qty, const char* abs_amt, ToleranceMode mode) {
  Tolerance t;
  if (pct != nullptr) t.pct = Percent(*Decimal::parse(pct));
  if (abs_qty != nullptr) t.abs_qty = Quantity(*Decimal::parse(abs_qty));
  if (abs_amt != nullptr) t.abs_amt = Money(*Decimal::parse(abs_amt));
  t.mode = mode;
  return t;
}

Verdict of(const Tolerance& t, const char* size, const char* base) {
  return verdict(&t, {number(size), number(base), number(size), true});
}

constexpr auto kBoth = ToleranceMode::both;
constexpr auto kEither = ToleranceMode::either;

std::optional<Decimal> any_limit() {
  const auto value = *rc::gen::inRange(-1, 12);
  if (value < 0) return std::nullopt;
  return Decimal::from_integer(value);
}

Tolerance any_tolerance(ToleranceMode mode) {
  Tolerance t;
  if (const auto limit = any_limit()) t.pct = Percent(*limit);
  if (const auto limit = any_limit()) t.abs_qty = Quantity(*limit);
  if (const auto limit = any_limit()) t.abs_amt = Money(*limit);
  t.mode = mode;
  return t;
}

Variance any_variance() {
  const Rational size(*rc::gen::inRange(0, 30), 2);
  return {size, Rational(*rc::gen::inRange(0, 200), 1), Rational(*rc::gen::inRange(0, 30), 2),
          true};
}

bool passes(const Tolerance& t, const Variance& v) {
  return verdict(&t, v) == Verdict::within;
}

}  // namespace

TEST_CASE("Limits are inclusive and percentages compared exactly (M-1.3, M-1.5)") {
  CHECK(of(limits("5", nullptr, nullptr, kBoth), "5", "100") == Verdict::within);
  CHECK(of(limits("5", nullptr, nullptr, kBoth), "5.000001", "100") == Verdict::outside);
  CHECK(of(limits(nullptr, "3", nullptr, kBoth), "3", "100") == Verdict::within);
  CHECK(of(limits(nullptr, nullptr, "3", kBoth), "3", "0") == Verdict::within);
  // A third of a per cent of 300 is 1 exactly; no rounding may decide.
  CHECK(of(limits("0.333333", nullptr, nullptr, kBoth), "1", "300") == Verdict::outside);
  CHECK(of(limits("0.333334", nullptr, nullptr, kBoth), "1", "300") == Verdict::within);
}

TEST_CASE("BOTH wants every set limit, EITHER one of them (M-7.2)") {
  CHECK(of(limits("5", "10", nullptr, kBoth), "11", "1000") == Verdict::outside);
  CHECK(of(limits("5", "10", nullptr, kEither), "11", "1000") == Verdict::within);
  CHECK(of(limits("5", "10", nullptr, kEither), "60", "1000") == Verdict::outside);
}

TEST_CASE("No record and no set limit are not checked, never passed (M-7.2)") {
  CHECK(verdict(nullptr, {}) == Verdict::not_checked);
  CHECK(of(limits(nullptr, nullptr, nullptr, kBoth), "0", "0") == Verdict::not_checked);
  CHECK(of(limits("0", nullptr, nullptr, kBoth), "1", "100") == Verdict::outside);
  CHECK(of(limits("0", nullptr, nullptr, kBoth), "0", "100") == Verdict::within);
}

TEST_CASE("A percentage of nothing fails (M-7.3)") {
  CHECK(of(limits("1000", nullptr, nullptr, kBoth), "0.01", "0") == Verdict::outside);
  CHECK(of(limits("1000", "5", nullptr, kEither), "0.01", "0") == Verdict::within);
}

TEST_CASE("The narrowest scope applies whole; ties go to the later record (M-7.4)") {
  Policy policy = standard_policy();
  const auto add = [&](const char* supplier, const char* item, const char* pct) {
    Tolerance t;
    t.leg = Leg::price;
    t.scope.supplier = supplier;
    t.scope.item = item;
    t.pct = Percent(*Decimal::parse(pct));
    policy.tolerances.push_back(t);
  };
  add("", "", "3");
  add("S7", "", "5");
  add("", "X", "7");
  add("S7", "X", "0");
  const ToleranceBook book(policy, Date{});
  const auto pct = [&](const char* supplier, const char* item) {
    return book.find(Leg::price, Direction::over, {supplier, item, {}, {}})->pct->value.to_string();
  };
  CHECK(pct("S1", "A") == "3");
  CHECK(pct("S7", "A") == "5");
  CHECK(pct("S1", "X") == "7");
  CHECK(pct("S7", "X") == "0");
  CHECK(book.find(Leg::price_est, Direction::under, {"S7", "X", {}, {}}) == nullptr);
}

TEST_CASE("In BOTH, zero in place of null never passes more (24.7)") {
  CHECK(rc::check([] {
    const Tolerance with_null = any_tolerance(kBoth);
    const Variance variance = any_variance();
    Tolerance with_zero = with_null;
    if (!with_zero.abs_amt) with_zero.abs_amt = Money();
    if (passes(with_zero, variance)) {
      const Verdict before = verdict(&with_null, variance);
      RC_ASSERT(before != Verdict::outside);
    }
  }));
}

TEST_CASE("One limit more never fails EITHER and never passes BOTH (24.6)") {
  CHECK(rc::check([] {
    for (const ToleranceMode mode : {kBoth, kEither}) {
      Tolerance fewer = any_tolerance(mode);
      fewer.pct = Percent(Decimal::from_integer(*rc::gen::inRange(0, 12)));
      Tolerance more = fewer;
      if (!more.abs_qty) more.abs_qty = Quantity(Decimal::from_integer(*rc::gen::inRange(0, 12)));
      const Variance variance = any_variance();
      if (mode == kEither) {
        RC_ASSERT(!passes(fewer, variance) || passes(more, variance));
      } else {
        RC_ASSERT(passes(fewer, variance) || !passes(more, variance));
      }
    }
  }));
}
