#include "matching/windows.hpp"

#include <algorithm>

namespace weighbridge::matching {

using std::chrono::days;

Date Windowing::day_of(std::string_view site, const Moment& moment) const {
  if (moment.date_only) return std::chrono::floor<days>(moment.at);
  return clock_->day_of(site, moment.at);
}

Instant Windowing::instant_of(std::string_view site, const Moment& moment) const {
  if (moment.date_only) return clock_->start_of_day(site, std::chrono::floor<days>(moment.at));
  return moment.at;
}

bool Windowing::day_over(std::string_view site, Date day) const {
  return reached(clock_->start_of_day(site, day + days{1}));
}

bool Windowing::reached(Instant end) const {
  if (as_of_ >= end) return true;
  if (watch_ != nullptr) watch_->note(end);
  return false;
}

bool Windowing::hours_passed(std::string_view site, const Moment& from,
                             std::chrono::seconds window) const {
  if (!from.date_only) return reached(from.at + window);
  const days whole_days = std::max(days{1}, std::chrono::ceil<days>(window));
  return day_over(site, day_of(site, from) + whole_days);
}

bool Windowing::days_passed(std::string_view site, const Moment& from, days window) const {
  if (!from.date_only) return reached(from.at + window);
  return day_over(site, day_of(site, from) + window);
}

}  // namespace weighbridge::matching
