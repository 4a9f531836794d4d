#include "mappings/maps/value_reader.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <utility>

#include "parsers/utf8.hpp"

namespace weighbridge::maps {

namespace {

constexpr std::size_t kFindingValueMax = 64;
/// Two-digit years below this are of our century (X12 before 004010 wrote YYMMDD).
constexpr int kCenturyPivot = 70;

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

/// Whether all bytes are ASCII and none is a control character; eight bytes at a time, the last
/// eight once more where they overlap.
bool is_plain(std::string_view text) {
  constexpr std::uint64_t kHigh = 0x8080808080808080;
  constexpr std::uint64_t kBlanks = 0x2020202020202020;
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  std::uint64_t odd = 0;
  const auto look = [&](const char* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    // Borrows and carries come only out of bytes that are odd themselves.
    odd |= (word | (word - kBlanks) | (word + kOnes)) & kHigh;
  };
  if (text.size() < sizeof odd) {
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      odd |= (byte | (byte - 0x20U) | (byte + 1U)) & 0x80U;
    }
    return odd == 0;
  }
  for (std::size_t i = 0; i + sizeof odd < text.size(); i += sizeof odd) look(text.data() + i);
  look(text.data() + text.size() - sizeof odd);
  return odd == 0;
}

/// CCYYMMDD or YYMMDD; nothing when there is no such day.
std::optional<Date> calendar_day(std::string_view text) {
  if ((text.size() != 8 && text.size() != 6) || !all_digits(text)) return std::nullopt;
  int year = number(text.substr(0, text.size() - 4));
  if (text.size() == 6) year += year < kCenturyPivot ? 2000 : 1900;
  const std::string_view rest = text.substr(text.size() - 4);
  const std::chrono::year_month_day day{
      std::chrono::year(year), std::chrono::month(static_cast<unsigned>(number(rest.substr(0, 2)))),
      std::chrono::day(static_cast<unsigned>(number(rest.substr(2))))};
  if (!day.ok() || year < 1900) return std::nullopt;
  return Date(day);
}

}  // namespace

void assign_utf8(std::string_view text, std::string& out) {
  if (is_plain(text)) {
    out.assign(text);
    return;
  }
  const bool well_formed = find_malformed_utf8(text) == std::string_view::npos;
  out.clear();
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F)
      out += ' ';
    else if (byte < 0x80 || well_formed)
      out += c;
    else
      append_utf8(out, byte);
  }
}

std::string to_utf8(std::string_view text) {
  std::string out;
  assign_utf8(text, out);
  return out;
}

std::string ValueReader::text(const Cell* cell) {
  std::string out;
  if (cell != nullptr) text(*cell, out);
  return out;
}

void ValueReader::text(const Cell& cell, std::string& out) {
  const std::uint16_t translation = take(cell).translation;
  if (translation != kNoTranslation) {
    const Translation& codes = plan_.translations[translation];
    const std::uint16_t word = codes.list.find(pack(cell.text));
    if (word != CodeList::kAbsent) {
      out = codes.words[word];
      return;
    }
    switch (codes.otherwise) {
      case Otherwise::keep:
        break;
      case Otherwise::drop:
        return;
      case Otherwise::word:
        out = codes.word;
        return;
      case Otherwise::report:
        report(FindingLevel::warning, "CODE_UNKNOWN", &cell,
               "the map gives the code no meaning, so it is left out",
               "add the code to the list `" + codes.name + "` of the map " + plan_.name());
        return;
    }
  }
  if (cell.text.size() <= kTextSizeMax) {
    assign_utf8(cell.text, out);
    return;
  }
  report(FindingLevel::warning, "TEXT_TOO_LONG", &cell,
         "the text has " + std::to_string(cell.text.size()) + " bytes and is left out",
         "send at most " + std::to_string(kTextSizeMax) + " bytes");
}

std::optional<Decimal> ValueReader::decimal(const Cell* cell) {
  if (cell == nullptr) return std::nullopt;
  const int decimals = take(*cell).decimals;
  const std::uint16_t translation = take(*cell).translation;
  const std::string word = translation != kNoTranslation ? text(cell) : std::string();
  const std::string_view digits =
      translation != kNoTranslation ? std::string_view(word) : cell->text;
  if (digits.empty()) return std::nullopt;
  const auto parsed = Decimal::parse(digits);
  if (!parsed) {
    if (!refused_already(*cell))
      report(FindingLevel::error, "NUMBER_INVALID", cell,
             "the number cannot be read: " + std::string(to_string_view(parsed.error())),
             "send a plain decimal number such as 12.50");
    return std::nullopt;
  }
  if (decimals == 0) return *parsed;
  if (digits.find('.') != std::string_view::npos) {
    report(FindingLevel::note, "DECIMAL_POINT", cell,
           "the amount has a decimal point where " + std::to_string(decimals) +
               " decimals are implied; it is read as written",
           "send the amount without a point: 12.50 as 1250");
    return *parsed;
  }
  Int128 scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  return Decimal::from_millionths(parsed->millionths() / scale);
}

std::optional<Date> ValueReader::date(const Cell* cell) {
  if (cell == nullptr) return std::nullopt;
  const auto day = calendar_day(cell->text);
  if (!day && !refused_already(*cell))
    report(FindingLevel::warning, "DATE_INVALID", cell, "there is no such date; it is left out",
           "send dates as CCYYMMDD");
  return day;
}

std::optional<Instant> ValueReader::instant(const std::optional<Date>& date, const Cell* time) {
  if (!date || time == nullptr) return std::nullopt;
  const std::string_view text = time->text;
  const bool shaped =
      (text.size() == 4 || text.size() >= 6) && text.size() <= 8 && all_digits(text);
  const int hours = shaped ? number(text.substr(0, 2)) : 24;
  const int minutes = shaped ? number(text.substr(2, 2)) : 60;
  const int seconds = shaped && text.size() >= 6 ? number(text.substr(4, 2)) : 0;
  if (hours > 23 || minutes > 59 || seconds > 59) {
    if (!refused_already(*time))
      report(FindingLevel::warning, "TIME_INVALID", time, "there is no such time; it is left out",
             "send times as HHMM or HHMMSS");
    return std::nullopt;
  }
  return Instant{*date} + std::chrono::hours(hours) + std::chrono::minutes(minutes) +
         std::chrono::seconds(seconds);
}

std::string ValueReader::sscc(const Cell& cell) {
  std::string code = text(&cell);
  if (code.starts_with("(00)")) code.erase(3, 1).erase(0, 1);
  if (code.size() == 18 && all_digits(code)) return "00" + code;
  if (code.size() != 20 || !all_digits(code) || !code.starts_with("00"))
    report(FindingLevel::warning, "SSCC_INVALID", &cell,
           "a serial shipping container code has 18 digits, with its application identifier 20; "
           "this one is kept as it came",
           "send 00 and the 18 digits of the label");
  return code;
}

std::optional<Cell> ValueReader::member(const RecordHit& hit, Member member) const {
  const Range takes = plan_.records[hit.record].takes;
  const x12::Segment& segment = set_.segments[hit.segment];
  for (std::uint16_t i = 0; i < takes.count; ++i) {
    const auto index = static_cast<std::uint16_t>(takes.first + i);
    const Take& rule = plan_.takes[index];
    if (rule.target != static_cast<std::uint8_t>(member)) continue;
    std::string_view text = segment.element(rule.element);
    if (rule.component != 0) text = x12::part(text, set_.delimiters.component, rule.component);
    text = x12::trimmed(text);
    if (text.empty() || !Gathered::holds(plan_, rule.checks, segment, set_.delimiters)) continue;
    return Cell{text, hit.segment, index, rule.element};
  }
  return std::nullopt;
}

void ValueReader::report(FindingLevel level, std::string_view code, const Cell* cell,
                         std::string message, std::string mend) {
  if (!is_new(code, cell->segment, cell->element)) return;
  Finding finding;
  finding.level = level;
  finding.scope = FindingScope::field;
  finding.code = code;
  finding.place = place_of(cell->segment);
  finding.place.element = cell->element;
  finding.place.component = take(*cell).component;
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  finding.value = to_utf8(cell->text.substr(0, kFindingValueMax));
  add(std::move(finding));
}

void ValueReader::report(FindingLevel level, std::string_view code, std::uint32_t segment,
                         std::string message, std::string mend) {
  Finding finding;
  finding.level = level;
  finding.scope = FindingScope::field;
  finding.code = code;
  if (segment != kNone) finding.place = place_of(segment);
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  add(std::move(finding));
}

bool ValueReader::refused_already(const Cell& cell) const {
  const std::uint32_t position = set_.segments[cell.segment].position;
  return std::any_of(set_.findings.begin(), set_.findings.end(), [&](const Finding& finding) {
    return finding.scope == FindingScope::element && finding.place.segment == position &&
           finding.place.element == cell.element;
  });
}

Place ValueReader::place_of(std::uint32_t segment) const {
  const x12::Segment& row = set_.segments[segment];
  Place place;
  place.offset = row.offset;
  place.segment = row.position;
  place.tag = row.tag;
  place.loop = set_.loops[set_.loop_of[segment]].id;
  return place;
}

bool ValueReader::is_new(std::string_view code, std::uint32_t segment, std::uint8_t element) {
  const bool known = std::any_of(told_.begin(), told_.end(), [&](const Told& told) {
    return told.segment == segment && told.element == element && told.code == code;
  });
  if (!known && told_.size() < findings_max_) told_.push_back({code, segment, element});
  return !known;
}

void ValueReader::add(Finding finding) {
  if (findings_.size() < findings_max_)
    findings_.push_back(std::move(finding));
  else
    ++dropped_;
}

}  // namespace weighbridge::maps
