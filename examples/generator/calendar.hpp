// Days and minutes, and how documents print them.
#pragma once

#include <chrono>
#include <string>

namespace weighbridge::generator {

using Day = std::chrono::sys_days;
using Minute = std::chrono::sys_time<std::chrono::minutes>;

constexpr Day march(int day) {
  using namespace std::chrono;
  return sys_days{2026y / March / 1} + days{day - 1};
}

/// "20260309", as X12 has it.
std::string compact_date(Day day);
/// "2026-03-09"
std::string iso_date(Day day);
/// "2026-03-09T14:05:00-04:00", or with "Z" when the offset is zero.
std::string rfc3339(Minute at, std::chrono::minutes offset);
/// "1405"
std::string compact_time(Minute at);
/// The offset from UTC of a site in the United States that keeps `standard` time in winter.
/// Summer time began on 2026-03-08 at 02:00 local time.
std::chrono::minutes us_offset(std::chrono::hours standard, Minute at);
/// The Monday of the week of `day`.
Day week_of(Day day);

}  // namespace weighbridge::generator
