// Calendars for tests: UTC, and one that is an hour ahead from the last Sunday of March on.
#pragma once

#include <set>

#include "cases/time/business_time.hpp"

namespace weighbridge::cases::testing {

class PlainCalendar : public SiteCalendar {
 public:
  std::set<Date> holidays;

  Date day_of(std::string_view, Instant at) const override {
    return std::chrono::floor<std::chrono::days>(at + offset_at(at));
  }
  Instant at_local_time(std::string_view, Date day, std::chrono::minutes time) const override {
    const Instant local = Instant{day} + time;
    return local - offset_at(local - offset_at(local));
  }
  bool is_holiday(std::string_view, Date day) const override { return holidays.contains(day); }

 protected:
  virtual std::chrono::hours offset_at(Instant) const { return std::chrono::hours{0}; }
};

class SummerTimeCalendar final : public PlainCalendar {
 protected:
  std::chrono::hours offset_at(Instant at) const override {
    const Instant change{Date{std::chrono::year{2026} / 3 / 29} + std::chrono::hours{1}};
    return std::chrono::hours{at < change ? 1 : 2};
  }
};

}  // namespace weighbridge::cases::testing
