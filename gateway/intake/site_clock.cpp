#include "gateway/intake/site_clock.hpp"

#include <stdexcept>

#include <date/tz.h>

namespace weighbridge::intake {

namespace {

/// Null where the machine has no such zone.
const date::time_zone* find_zone(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

}  // namespace

bool is_known_zone(const std::string& name) {
  return name.empty() || find_zone(name) != nullptr;
}

ZonedSiteClock::ZonedSiteClock(const std::vector<SiteRow>& sites) {
  for (const SiteRow& row : sites) {
    if (!row.timezone.empty()) zones_.insert_or_assign(row.site, find_zone(row.timezone));
    if (!row.holidays.empty())
      holidays_.insert_or_assign(row.site,
                                 std::set<Date>(row.holidays.begin(), row.holidays.end()));
  }
}

const date::time_zone* ZonedSiteClock::zone_of(std::string_view site) const {
  const auto found = zones_.find(site);
  return found == zones_.end() ? nullptr : found->second;
}

Instant ZonedSiteClock::start_of_day(std::string_view site, Date day) const {
  return at_local_time(site, day, std::chrono::minutes{0});
}

Instant ZonedSiteClock::at_local_time(std::string_view site, Date day,
                                      std::chrono::minutes time) const {
  const date::time_zone* zone = zone_of(site);
  if (zone == nullptr) return Instant{day} + time;
  // Where the clocks jump over the time, or show it twice, the earliest instant that belongs to it.
  const date::local_seconds local{day.time_since_epoch() + time};
  return std::chrono::time_point_cast<std::chrono::seconds>(
      zone->to_sys(local, date::choose::earliest));
}

bool ZonedSiteClock::is_holiday(std::string_view site, Date day) const {
  const auto found = holidays_.find(site);
  return found != holidays_.end() && found->second.contains(day);
}

Date ZonedSiteClock::day_of(std::string_view site, Instant at) const {
  const date::time_zone* zone = zone_of(site);
  if (zone == nullptr) return std::chrono::floor<std::chrono::days>(at);
  const auto local = date::floor<date::days>(zone->to_local(at));
  return Date{local.time_since_epoch()};
}

}  // namespace weighbridge::intake
