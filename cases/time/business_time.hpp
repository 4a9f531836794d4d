// Business time: what section 16 counts service times in. Pure; the zone database is handed in.
#pragma once

#include <chrono>
#include <string_view>

#include "mappings/canonical/time.hpp"

namespace weighbridge::cases {

/// When a site is at work.
class SiteCalendar {
 public:
  virtual ~SiteCalendar() = default;
  /// The calendar day at `site` in which `at` falls.
  virtual Date day_of(std::string_view site, Instant at) const = 0;
  /// The instant at which the clocks of `site` show `time` on `day`. Where they skip it, the first
  /// instant after; where they show it twice, the first.
  virtual Instant at_local_time(std::string_view site, Date day,
                                std::chrono::minutes time) const = 0;
  virtual bool is_holiday(std::string_view site, Date day) const = 0;
};

/// Monday to Friday, 09:00 to 17:00 in the zone of the site, without its holidays. One business day
/// is eight business hours.
class BusinessTime {
 public:
  /// `calendar` must outlive it.
  BusinessTime(const SiteCalendar& calendar, std::string_view site)
      : calendar_(calendar), site_(site) {}

  /// Business time in [from, to); nothing when `to` is not after `from`.
  std::chrono::seconds between(Instant from, Instant to) const;
  /// The first instant by which `time` of business time has passed since `from`. A calendar without
  /// a working day in ten years gives up there.
  Instant after(Instant from, std::chrono::seconds time) const;

 private:
  struct Hours {
    Instant opens{}, closes{};  ///< equal on a day without work
  };
  Hours hours_of(Date day) const;

  const SiteCalendar& calendar_;
  std::string_view site_;
};

}  // namespace weighbridge::cases
