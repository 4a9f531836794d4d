// Dates and instants as values; nothing here reads a clock.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace weighbridge {

/// A calendar day, no zone.
using Date = std::chrono::sys_days;
/// An instant in UTC.
using Instant = std::chrono::sys_seconds;

/// "2026-03-02"; impossible dates are nothing.
std::optional<Date> parse_date(std::string_view text);
/// RFC 3339, "2026-03-02T08:00:00Z" or with an offset and fractions (dropped); nothing else.
std::optional<Instant> parse_instant(std::string_view text);
std::string to_string(Date date);
std::string to_string(Instant at);

/// When something happened: an instant, or only the day (M-0.6 says how such a day is read).
struct Moment {
  Instant at{};  ///< with `date_only`, midnight of that day written as if it were UTC
  bool date_only = false;

  static Moment of(Date date) { return {Instant{date}, true}; }
  static Moment of(Instant at) { return {at, false}; }
  auto operator<=>(const Moment&) const = default;
};

/// A date or an RFC 3339 instant.
std::optional<Moment> parse_moment(std::string_view text);
std::string to_string(const Moment& moment);

}  // namespace weighbridge
