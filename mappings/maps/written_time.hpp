// Dates and times as the standards write them.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/time.hpp"

namespace weighbridge::maps {

/// How a date is written: one of these, or a pattern of a plan's DateFormats.
using DateFormat = std::uint8_t;

constexpr DateFormat kPlanFormat = 0;     ///< as the plan says for all its dates
constexpr DateFormat kBasicFormat = 1;    ///< CCYYMMDD or YYMMDD, as X12 writes
constexpr DateFormat kIsoFormat = 2;      ///< ISO 8601 extended, as XML writes: date, zone, time
constexpr DateFormat kUnknownFormat = 3;  ///< a qualifier that means nothing to us

struct TimeOfDay {
  std::chrono::seconds since_midnight{};
  std::optional<std::chrono::minutes> offset;  ///< from UTC, where stated
};

/// A date as it stands in a document: the day is the one written, whatever the zone.
struct WrittenTime {
  Date day;
  std::optional<TimeOfDay> time;
};

/// In UTC; where no offset is stated, the time is read as UTC.
Instant to_instant(Date day, const TimeOfDay& time);

/// The formats that a plan's dates may be in: those that EDIFACT's qualifier 2379 names, and the
/// map's own.
class DateFormats {
 public:
  DateFormats();

  /// The format of a qualifier such as "102" (EDIFACT 2379, UN/CEFACT `@format`), else
  /// kUnknownFormat.
  DateFormat of_qualifier(std::string_view qualifier) const;
  /// A map's own pattern such as "DD.MM.YYYY"; nothing when it names no day, or is one too many.
  std::optional<DateFormat> add(std::string_view pattern);

  /// Reads `text` in `format`, not kPlanFormat; nothing when there is no such time.
  std::optional<WrittenTime> read(std::string_view text, DateFormat format) const;

 private:
  std::vector<std::string> patterns_;  ///< of the formats behind kUnknownFormat
};

/// Reads by a pattern: YYYY or YY, MM, DD, hh, mm, ss are the parts; M, D, h stand for one digit or
/// two, MON for a month's first three letters in English; `*` is whatever follows, any other
/// character is itself.
std::optional<WrittenTime> read_by_pattern(std::string_view text, std::string_view pattern);

/// A time that stands alone: HHMM[SS[D..]] as X12 writes it, or ISO 8601, "10:15:00.5+01:00".
std::optional<TimeOfDay> read_time_of_day(std::string_view text);

}  // namespace weighbridge::maps
