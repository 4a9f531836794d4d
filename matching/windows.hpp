// Windows of time as the world stands at one instant (section 10, M-0.6).
#pragma once

#include <string_view>

#include "mappings/canonical/time.hpp"
#include "matching/evidence.hpp"

namespace weighbridge::matching {

/// Answers which windows have run out at `as_of`. Borrows the site clock.
class Windowing {
 public:
  Windowing(const SiteClock& clock, Instant as_of) : clock_(&clock), as_of_(as_of) {}

  Instant as_of() const { return as_of_; }
  /// The day of `moment` at `site`.
  Date day_of(std::string_view site, const Moment& moment) const;
  /// The instant of `moment`; a date counts at 00:00 site time.
  Instant instant_of(std::string_view site, const Moment& moment) const;
  /// Whether the whole of `day` is over at `site`: true from 00:00 of the next day on.
  bool day_over(std::string_view site, Date day) const;
  /// Whether `window` has passed since `from`. After a date-only event an hour window is judged at
  /// the end of the following day.
  bool hours_passed(std::string_view site, const Moment& from, std::chrono::seconds window) const;
  /// Whether `window` has passed since `from`. After a date-only event the last day counts whole.
  bool days_passed(std::string_view site, const Moment& from, std::chrono::days window) const;

 private:
  const SiteClock* clock_;
  Instant as_of_;
};

}  // namespace weighbridge::matching
