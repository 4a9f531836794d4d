// Local time of sites, from the system's time zone database.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "cases/time/business_time.hpp"
#include "mappings/canonical/reference_data.hpp"
#include "matching/evidence.hpp"

namespace date {
class time_zone;
}

namespace weighbridge::intake {

/// Whether this machine knows the IANA zone `name`; the empty name stands for UTC.
bool is_known_zone(const std::string& name);

/// Sites by the IANA zone that sites.csv gives them; sites without one, or with one that is not
/// known here, count as UTC.
class ZonedSiteClock final : public matching::SiteClock, public cases::SiteCalendar {
 public:
  explicit ZonedSiteClock(const std::vector<SiteRow>& sites);

  Instant start_of_day(std::string_view site, Date day) const override;
  Date day_of(std::string_view site, Instant at) const override;
  /// When the clocks of `site` show `time` on `day`: the first such instant; where they skip it,
  /// the one at which they go on.
  Instant at_local_time(std::string_view site, Date day, std::chrono::minutes time) const override;
  bool is_holiday(std::string_view site, Date day) const override;

 private:
  const date::time_zone* zone_of(std::string_view site) const;

  std::map<std::string, const date::time_zone*, std::less<>> zones_;
  std::map<std::string, std::set<Date>, std::less<>> holidays_;
};

}  // namespace weighbridge::intake
