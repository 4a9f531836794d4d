#include "examples/generator/calendar.hpp"

#include <array>
#include <cstdio>

namespace weighbridge::generator {

namespace {

template <class... Numbers>
std::string printed(const char* format, Numbers... numbers) {
  std::array<char, 40> text{};
  const int n = std::snprintf(text.data(), text.size(), format, numbers...);
  return {text.data(), static_cast<std::size_t>(n)};
}

std::string date_text(const char* format, Day day) {
  const std::chrono::year_month_day date{day};
  return printed(format, static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                 static_cast<unsigned>(date.day()));
}

}  // namespace

std::string compact_date(Day day) {
  return date_text("%04d%02u%02u", day);
}

std::string iso_date(Day day) {
  return date_text("%04d-%02u-%02u", day);
}

std::string rfc3339(Minute at, std::chrono::minutes offset) {
  const Minute local = at + offset;
  const Day day = std::chrono::floor<std::chrono::days>(local);
  const auto minute = static_cast<int>((local - day).count());
  std::string text = iso_date(day) + printed("T%02d:%02d:00", minute / 60, minute % 60);
  if (offset.count() == 0) return text + "Z";
  const auto size = static_cast<int>(std::chrono::abs(offset).count());
  return text + (offset.count() < 0 ? "-" : "+") + printed("%02d:%02d", size / 60, size % 60);
}

std::string compact_time(Minute at) {
  const auto minute = static_cast<int>((at - std::chrono::floor<std::chrono::days>(at)).count());
  return printed("%02d%02d", minute / 60, minute % 60);
}

std::chrono::minutes us_offset(std::chrono::hours standard, Minute at) {
  const Minute summer_begins = Minute{march(8)} + std::chrono::hours{2} - standard;
  return at < summer_begins ? standard : standard + std::chrono::hours{1};
}

Day week_of(Day day) {
  return day - (std::chrono::weekday{day} - std::chrono::Monday);
}

}  // namespace weighbridge::generator
