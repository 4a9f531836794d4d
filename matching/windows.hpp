// Windows of time as the world stands at one instant (section 10, M-0.6).
#pragma once

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "mappings/canonical/time.hpp"
#include "matching/evidence.hpp"

namespace weighbridge::matching {

/// Notes when answers that were given would change, by what they were given about.
struct WindowWatch {
  const void* subject = nullptr;
  std::unordered_map<const void*, Instant> next_change;

  void note(Instant change) {
    const auto [known, is_new] = next_change.try_emplace(subject, change);
    if (!is_new) known->second = std::min(known->second, change);
  }
};

/// Answers which windows have run out at `as_of`. Borrows the site clock.
class Windowing {
 public:
  /// `watch` may be null; it is told of every window that is still open.
  Windowing(const SiteClock& clock, Instant as_of, WindowWatch* watch = nullptr)
      : clock_(&clock), as_of_(as_of), watch_(watch) {}

  /// What the questions from here on are about.
  void about(const void* subject) const {
    if (watch_ != nullptr) watch_->subject = subject;
  }

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
  bool reached(Instant end) const;

  const SiteClock* clock_;
  Instant as_of_;
  WindowWatch* watch_;
};

}  // namespace weighbridge::matching
