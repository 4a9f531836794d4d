#include "mappings/canonical/time.hpp"

#include <array>

namespace weighbridge {

namespace {

/// The number that `text[at, at + count)` spells, or -1 when that is not all digits.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

void put(std::string& out, int value, std::size_t width) {
  std::array<char, 12> room{};
  for (std::size_t i = width; i > 0; --i) {
    room[i - 1] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  out.append(room.data(), width);
}

/// Seconds east of UTC of "Z", "+hh:mm" or "-hh:mm" at the end of an RFC 3339 instant.
std::optional<std::chrono::seconds> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return std::chrono::seconds{0};
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const int hours = digits(text, 1, 2);
  const int minutes = digits(text, 4, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
  const std::chrono::seconds offset = std::chrono::hours{hours} + std::chrono::minutes{minutes};
  return text[0] == '-' ? -offset : offset;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int y = digits(text, 0, 4);
  const int m = digits(text, 5, 2);
  const int d = digits(text, 8, 2);
  if (y < 0 || m < 0 || d < 0) return std::nullopt;
  const std::chrono::year_month_day day{std::chrono::year{y},
                                        std::chrono::month{static_cast<unsigned>(m)},
                                        std::chrono::day{static_cast<unsigned>(d)}};
  if (!day.ok()) return std::nullopt;
  return Date{day};
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20) return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  if (!date || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  const int h = digits(text, 11, 2);
  const int m = digits(text, 14, 2);
  const int s = digits(text, 17, 2);
  // Second 60 is a leap second; it counts as the first of the next minute.
  if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 60) return std::nullopt;
  std::string_view rest = text.substr(19);
  if (rest[0] == '.') {
    const std::size_t end = rest.find_first_not_of("0123456789", 1);
    if (end == std::string_view::npos || end == 1) return std::nullopt;
    rest.remove_prefix(end);
  }
  const auto offset = parse_offset(rest);
  if (!offset) return std::nullopt;
  return Instant{*date} + std::chrono::hours{h} + std::chrono::minutes{m} +
         std::chrono::seconds{s} - *offset;
}

std::string to_string(Date date) {
  const std::chrono::year_month_day day{date};
  std::string out;
  put(out, static_cast<int>(day.year()), 4);
  out += '-';
  put(out, static_cast<int>(static_cast<unsigned>(day.month())), 2);
  out += '-';
  put(out, static_cast<int>(static_cast<unsigned>(day.day())), 2);
  return out;
}

std::string to_string(Instant at) {
  const Date day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::hh_mm_ss time{at - Instant{day}};
  std::string out = to_string(day);
  out += 'T';
  put(out, static_cast<int>(time.hours().count()), 2);
  out += ':';
  put(out, static_cast<int>(time.minutes().count()), 2);
  out += ':';
  put(out, static_cast<int>(time.seconds().count()), 2);
  out += 'Z';
  return out;
}

std::optional<Moment> parse_moment(std::string_view text) {
  if (const auto date = parse_date(text)) return Moment::of(*date);
  if (const auto instant = parse_instant(text)) return Moment::of(*instant);
  return std::nullopt;
}

std::string to_string(const Moment& moment) {
  return moment.date_only ? to_string(std::chrono::floor<std::chrono::days>(moment.at))
                          : to_string(moment.at);
}

}  // namespace weighbridge
