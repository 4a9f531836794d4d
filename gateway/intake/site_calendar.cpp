#include "gateway/intake/site_calendar.hpp"

namespace weighbridge::intake {

ZonedSiteCalendar::ZonedSiteCalendar(const std::vector<SiteRow>& sites) : clock_(sites) {
  for (const SiteRow& row : sites)
    holidays_[row.site].insert(row.holidays.begin(), row.holidays.end());
}

Instant ZonedSiteCalendar::at_local_time(std::string_view site, Date day,
                                         std::chrono::minutes time) const {
  return clock_.at_local_time(site, day, time);
}

bool ZonedSiteCalendar::is_holiday(std::string_view site, Date day) const {
  const auto found = holidays_.find(site);
  return found != holidays_.end() && found->second.contains(day);
}

}  // namespace weighbridge::intake
