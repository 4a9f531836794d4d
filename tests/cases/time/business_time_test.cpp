#include "cases/time/business_time.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "../discrepancies.hpp"
#include "calendars.hpp"

namespace weighbridge::cases {
namespace {

using testing::at;
using namespace std::chrono_literals;

// 2026-03-02 is a Monday.
TEST_CASE("M-16.3: business time is Monday to Friday, nine to five") {
  const testing::PlainCalendar calendar;
  const BusinessTime business(calendar, "DC01");
  CHECK(business.between(at("2026-03-02T09:00:00Z"), at("2026-03-02T17:00:00Z")) == 8h);
  CHECK(business.between(at("2026-03-02T00:00:00Z"), at("2026-03-03T00:00:00Z")) == 8h);
  CHECK(business.between(at("2026-03-02T16:59:00Z"), at("2026-03-03T09:01:00Z")) == 2min);
  CHECK(business.between(at("2026-03-06T17:00:00Z"), at("2026-03-09T09:00:00Z")) == 0s);
  CHECK(business.between(at("2026-03-02T00:00:00Z"), at("2026-03-09T00:00:00Z")) == 40h);
  CHECK(business.between(at("2026-03-03T12:00:00Z"), at("2026-03-03T11:00:00Z")) == 0s);
}

TEST_CASE("M-16.3: a holiday of the site is no business day") {
  testing::PlainCalendar calendar;
  calendar.holidays = {Date{std::chrono::year{2026} / 3 / 3}};
  const BusinessTime business(calendar, "DC01");
  CHECK(business.between(at("2026-03-02T00:00:00Z"), at("2026-03-05T00:00:00Z")) == 16h);
  CHECK(business.after(at("2026-03-02T16:00:00Z"), 2h) == at("2026-03-04T10:00:00Z"));
}

TEST_CASE("M-16.3: hours are those on the wall of the site, also when its clocks change") {
  const testing::SummerTimeCalendar calendar;
  const BusinessTime business(calendar, "DC02");
  // Friday 09:00 is 08:00 UTC, Monday after the change 07:00 UTC.
  CHECK(business.after(at("2026-03-27T08:00:00Z"), 8h) == at("2026-03-27T16:00:00Z"));
  CHECK(business.after(at("2026-03-27T16:00:00Z"), 1h) == at("2026-03-30T08:00:00Z"));
  CHECK(business.between(at("2026-03-27T08:00:00Z"), at("2026-03-30T15:00:00Z")) == 16h);
}

TEST_CASE("a year without a working day is given up, not searched for ever") {
  class Never final : public testing::PlainCalendar {
    bool is_holiday(std::string_view, Date) const override { return true; }
  };
  const Never calendar;
  const BusinessTime business(calendar, "");
  CHECK(business.after(at("2026-03-02T09:00:00Z"), 1s) > at("2035-01-01T00:00:00Z"));
}

TEST_CASE("M-16.3: what has passed by `after` is what was asked for") {
  rc::prop("between(from, after(from, t)) is t, and it is additive", [] {
    const testing::SummerTimeCalendar calendar;
    const BusinessTime business(calendar, "DC01");
    const Instant from =
        at("2026-03-20T00:00:00Z") + std::chrono::seconds(*rc::gen::inRange(0, 1'500'000));
    const std::chrono::seconds time(*rc::gen::inRange(0, 400'000));
    const Instant then = business.after(from, time);
    RC_ASSERT(business.between(from, then) == time);
    const Instant middle =
        from + std::chrono::seconds(*rc::gen::inRange<std::int64_t>(0, (then - from).count() + 1));
    RC_ASSERT(business.between(from, middle) + business.between(middle, then) == time);
  });
}

}  // namespace
}  // namespace weighbridge::cases
