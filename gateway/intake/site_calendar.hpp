// Business days and hours of sites: their zone and holidays as sites.csv gives them.
#pragma once

#include <map>
#include <set>
#include <string>

#include "cases/time/business_time.hpp"
#include "gateway/intake/site_clock.hpp"

namespace weighbridge::intake {

class ZonedSiteCalendar final : public cases::SiteCalendar {
 public:
  explicit ZonedSiteCalendar(const std::vector<SiteRow>& sites);

  Date day_of(std::string_view site, Instant at) const override { return clock_.day_of(site, at); }
  Instant at_local_time(std::string_view site, Date day, std::chrono::minutes time) const override;
  bool is_holiday(std::string_view site, Date day) const override;

 private:
  ZonedSiteClock clock_;
  std::map<std::string, std::set<Date>, std::less<>> holidays_;
};

}  // namespace weighbridge::intake
