#include "mappings/maps/written_time.hpp"

#include <algorithm>
#include <array>

#include "parsers/digits.hpp"

namespace weighbridge::maps {

namespace {

/// Two-digit years below this are of our century.
constexpr int kCenturyPivot = 70;
constexpr int kYearMin = 1900;

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

constexpr int full_year(int two_digits) {
  return two_digits + (two_digits < kCenturyPivot ? 2000 : 1900);
}

std::optional<Date> day_of(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || year < kYearMin) return std::nullopt;
  return Date(date);
}

std::optional<TimeOfDay> time_of(int hours, int minutes, int seconds) {
  if (hours > 23 || minutes > 59 || seconds > 59) return std::nullopt;
  return TimeOfDay{
      std::chrono::hours(hours) + std::chrono::minutes(minutes) + std::chrono::seconds(seconds),
      std::nullopt};
}

std::optional<WrittenTime> read_basic(std::string_view text) {
  if ((text.size() != 8 && text.size() != 6) || !all_digits(text)) return std::nullopt;
  const int start = number(text.substr(0, text.size() - 4));
  const std::string_view rest = text.substr(text.size() - 4);
  const auto day = day_of(text.size() == 6 ? full_year(start) : start, number(rest.substr(0, 2)),
                          number(rest.substr(2)));
  if (!day) return std::nullopt;
  return WrittenTime{*day, std::nullopt};
}

/// "Z", "+01:00", "-0800"; nothing when it is none of these.
std::optional<std::chrono::minutes> read_offset(std::string_view text) {
  if (text == "Z") return std::chrono::minutes(0);
  if (text.size() < 5 || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const int sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  const std::string_view hours = text.substr(0, 2);
  const std::string_view minutes = text.substr(text[2] == ':' ? 3 : 2);
  if (minutes.size() != 2 || !all_digits(hours) || !all_digits(minutes)) return std::nullopt;
  return std::chrono::minutes(sign * (60 * number(hours) + number(minutes)));
}

/// "10:15", "10:15:00", "10:15:00.5", each maybe with an offset.
std::optional<TimeOfDay> read_iso_time(std::string_view text) {
  const auto two_digits = [&](std::size_t at) {
    return text.size() >= at + 2 && all_digits(text.substr(at, 2)) ? number(text.substr(at, 2))
                                                                   : 99;
  };
  if (text.size() < 5 || text[2] != ':') return std::nullopt;
  const bool with_seconds = text.size() >= 8 && text[5] == ':';
  auto time = time_of(two_digits(0), two_digits(3), with_seconds ? two_digits(6) : 0);
  if (!time) return std::nullopt;
  text.remove_prefix(with_seconds ? 8 : 5);
  if (with_seconds && (text.starts_with('.') || text.starts_with(',')))
    text.remove_prefix(std::min(text.find_first_not_of("0123456789", 1), text.size()));
  if (text.empty()) return time;
  time->offset = read_offset(text);
  return time->offset ? time : std::nullopt;
}

std::optional<WrittenTime> read_iso(std::string_view text) {
  const auto written = read_by_pattern(text.substr(0, 10), "YYYY-MM-DD");
  if (!written || text.size() <= 10) return written;
  std::string_view rest = text.substr(10);
  if (rest.front() != 'T' && rest.front() != ' ')  // xs:date may have a zone
    return read_offset(rest) ? written : std::nullopt;
  rest.remove_prefix(1);
  const auto time = read_iso_time(rest);
  return time ? std::optional(WrittenTime{written->day, time}) : std::nullopt;
}

struct QualifiedPattern {
  std::string_view qualifier, pattern;
};

/// EDIFACT data element 2379. Of a period the first day counts.
constexpr std::array<QualifiedPattern, 13> kQualifiedPatterns{{{"102", "YYYYMMDD"},
                                                               {"203", "YYYYMMDDhhmm"},
                                                               {"204", "YYYYMMDDhhmmss"},
                                                               {"101", "YYMMDD"},
                                                               {"201", "YYMMDDhhmm"},
                                                               {"202", "YYMMDDhhmmss"},
                                                               {"205", "YYYYMMDDhhmm*"},
                                                               {"303", "YYYYMMDDhhmm*"},
                                                               {"304", "YYYYMMDDhhmmss*"},
                                                               {"2", "DDMMYY"},
                                                               {"718", "YYYYMMDD*"},
                                                               {"719", "YYYYMMDDhhmm*"},
                                                               {"713", "YYMMDDhhmm*"}}};
constexpr std::size_t kPatternsMax = 200;

struct PatternPart {
  std::string_view letters;
  int* value;
  std::size_t digits_min;  ///< 0: a name
};

/// 1 for "Jan", "JAN" or "jan"; 0 for what is no month.
int month_of(std::string_view name) {
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  std::string lower(name);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (std::size_t i = 0; i < kMonths.size(); i += 3)
    if (kMonths.substr(i, 3) == lower) return static_cast<int>(i / 3 + 1);
  return 0;
}

/// Takes the part off `text`; false when it is not there.
bool take_part(const PatternPart& part, std::string_view& text) {
  if (part.digits_min == 0) {
    *part.value = month_of(text.substr(0, part.letters.size()));
    text.remove_prefix(std::min(text.size(), part.letters.size()));
    return *part.value != 0;
  }
  const std::size_t most = std::max<std::size_t>(part.letters.size(), 2);
  const std::size_t digits = std::min({text.find_first_not_of("0123456789"), text.size(),
                                       part.digits_min == 1 ? most : part.digits_min});
  if (digits < part.digits_min) return false;
  *part.value = number(text.substr(0, digits));
  text.remove_prefix(digits);
  return true;
}

}  // namespace

Instant to_instant(Date day, const TimeOfDay& time) {
  return Instant{day} + time.since_midnight - time.offset.value_or(std::chrono::minutes(0));
}

DateFormats::DateFormats() {
  for (const QualifiedPattern& row : kQualifiedPatterns) patterns_.emplace_back(row.pattern);
}

DateFormat DateFormats::of_qualifier(std::string_view qualifier) const {
  for (std::size_t i = 0; i < kQualifiedPatterns.size(); ++i)
    if (kQualifiedPatterns[i].qualifier == qualifier)
      return static_cast<DateFormat>(kUnknownFormat + 1 + i);
  return kUnknownFormat;
}

std::optional<DateFormat> DateFormats::add(std::string_view pattern) {
  const bool names_day = pattern.find("YY") != std::string_view::npos &&
                         pattern.find('M') != std::string_view::npos &&
                         pattern.find('D') != std::string_view::npos;
  if (!names_day || patterns_.size() == kPatternsMax) return std::nullopt;
  patterns_.emplace_back(pattern);
  return static_cast<DateFormat>(kUnknownFormat + patterns_.size());
}

std::optional<WrittenTime> DateFormats::read(std::string_view text, DateFormat format) const {
  if (format == kBasicFormat) return read_basic(text);
  if (format == kIsoFormat) return read_iso(text);
  if (format <= kUnknownFormat) return std::nullopt;
  return read_by_pattern(text, patterns_[format - kUnknownFormat - 1U]);
}

std::optional<WrittenTime> read_by_pattern(std::string_view text, std::string_view pattern) {
  int year = 0;
  int short_year = -1;
  int month = 0;
  int day = 0;
  int hours = -1;
  int minutes = 0;
  int seconds = 0;
  const std::array<PatternPart, 11> parts{{{"YYYY", &year, 4},
                                           {"YY", &short_year, 2},
                                           {"MON", &month, 0},
                                           {"MM", &month, 2},
                                           {"M", &month, 1},
                                           {"DD", &day, 2},
                                           {"D", &day, 1},
                                           {"hh", &hours, 2},
                                           {"h", &hours, 1},
                                           {"mm", &minutes, 2},
                                           {"ss", &seconds, 2}}};
  while (!pattern.empty() && pattern.front() != '*') {
    const auto part = std::find_if(parts.begin(), parts.end(), [&](const PatternPart& row) {
      return pattern.starts_with(row.letters);
    });
    if (part == parts.end()) {
      if (!text.starts_with(pattern.front())) return std::nullopt;
      text.remove_prefix(1);
      pattern.remove_prefix(1);
      continue;
    }
    if (!take_part(*part, text)) return std::nullopt;
    pattern.remove_prefix(part->letters.size());
  }
  if (pattern.empty() && !text.empty()) return std::nullopt;
  const auto date = day_of(short_year < 0 ? year : full_year(short_year), month, day);
  if (!date) return std::nullopt;
  if (hours < 0) return WrittenTime{*date, std::nullopt};
  const auto time = time_of(hours, minutes, seconds);
  return time ? std::optional(WrittenTime{*date, time}) : std::nullopt;
}

std::optional<TimeOfDay> read_time_of_day(std::string_view text) {
  const bool shaped =
      (text.size() == 4 || text.size() >= 6) && text.size() <= 8 && all_digits(text);
  if (!shaped) return read_iso_time(text);
  return time_of(number(text.substr(0, 2)), number(text.substr(2, 2)),
                 text.size() >= 6 ? number(text.substr(4, 2)) : 0);
}

}  // namespace weighbridge::maps
