#include "mappings/maps/value_reader.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "parsers/digits.hpp"
#include "parsers/utf8.hpp"

namespace weighbridge::maps {

namespace {

constexpr std::size_t kFindingValueMax = 64;
/// Longer numbers are none, whatever their marks.
constexpr std::size_t kNumberSizeMax = 64;

constexpr bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

/// Whether three digits stand behind the last grouping mark, and none behind the decimal mark.
bool is_grouped_in_threes(std::string_view number, const ValueSyntax& syntax) {
  constexpr std::size_t kGroup = 3;
  const std::size_t mark = syntax.grouping == 0 ? number.npos : number.rfind(syntax.grouping);
  if (mark == number.npos) return true;
  const std::string_view behind = number.substr(mark + 1);
  const std::size_t end = std::min(behind.find_first_not_of("0123456789"), behind.size());
  return end == kGroup && number.substr(0, mark).find(syntax.decimal_mark) == number.npos;
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

}  // namespace

boost::system::result<Decimal, DecimalError> parse_written(std::string_view number,
                                                           const ValueSyntax& syntax) {
  std::array<char, kNumberSizeMax> plain;
  // 1.5 must not become 15 where the point groups.
  if (number.size() > plain.size() || !is_grouped_in_threes(number, syntax))
    return DecimalError::not_a_number;
  std::size_t size = 0;
  if (syntax.trailing_minus && number.size() > 1 && number.ends_with('-')) {
    plain[size++] = '-';
    number.remove_suffix(1);
  }
  for (const char c : number) {
    const bool mark = c == syntax.decimal_mark || c == syntax.other_decimal_mark;
    // A point that is no mark of this standard must not become one.
    if (c != syntax.grouping) plain[size++] = mark ? '.' : c == '.' ? '?' : c;
  }
  return Decimal::parse({plain.data(), size});
}

Decimal with_decimals(Decimal digits, int decimals) {
  Int128 scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  return Decimal::from_millionths(digits.millionths() / scale);
}

void assign_utf8(std::string_view text, std::string& out) {
  if (is_plain(text)) {
    out.assign(text);
    return;
  }
  const bool well_formed = find_malformed_utf8(text) == std::string_view::npos;
  if (well_formed && std::none_of(text.begin(), text.end(), is_control)) {
    out.assign(text);
    return;
  }
  out.clear();
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_control(c))
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

void ValueReader::read_text(const Cell& cell, std::string& out) {
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
  if (const auto millionths = short_number(*cell)) return Decimal::from_millionths(*millionths);
  return read_decimal(*cell);
}

std::optional<Decimal> ValueReader::read_decimal(const Cell& cell) {
  const Take& rule = take(cell);
  const bool translated = rule.translation != kNoTranslation;
  const std::string word = translated ? text(&cell) : std::string();
  if (translated && word.empty()) return std::nullopt;
  auto parsed = parse(cell, translated ? std::string_view(word) : cell.text);
  if (parsed && rule.taken_off && !parsed->is_negative()) parsed = -*parsed;
  return rule.decimals == 0 ? parsed : with_implied_decimals(cell, parsed);
}

std::optional<Decimal> ValueReader::with_implied_decimals(const Cell& cell,
                                                          std::optional<Decimal> parsed) {
  const int decimals = take(cell).decimals;
  if (!parsed || plan_.is_on(Switch::written_decimals)) return parsed;
  if (cell.text.find(plan_.syntax.decimal_mark) != std::string_view::npos) {
    report(FindingLevel::note, "DECIMAL_POINT", &cell,
           "the amount has a decimal point where " + std::to_string(decimals) +
               " decimals are implied; it is read as written",
           "send the amount without a point: 12.50 as 1250");
    return parsed;
  }
  return with_decimals(*parsed, decimals);
}

std::optional<Decimal> ValueReader::parse(const Cell& cell, std::string_view digits) {
  const auto parsed = plain_numbers_ ? Decimal::parse(digits) : parse_written(digits, plan_.syntax);
  if (parsed) return *parsed;
  if (source_.refused(cell)) return std::nullopt;
  const std::string example = std::string("12") + plan_.syntax.decimal_mark + "50";
  report(
      FindingLevel::error, "NUMBER_INVALID", &cell,
      "the number cannot be read: " + (parsed.error() == DecimalError::not_a_number
                                           ? "it is not a plain decimal number such as " + example
                                           : std::string(to_string_view(parsed.error()))),
      "send a plain decimal number such as " + example);
  return std::nullopt;
}

std::optional<WrittenTime> ValueReader::written_time(const Cell& cell) {
  const DateFormat format = cell.format == kPlanFormat ? plan_.syntax.date : cell.format;
  const auto written = plan_.date_formats.read(cell.text, format);
  if (!written && !source_.refused(cell))
    report(FindingLevel::warning, "DATE_INVALID", &cell, "there is no such date; it is left out",
           "send dates as " + std::string(plan_.syntax.date_example));
  return written;
}

std::optional<Date> ValueReader::date(const Cell* cell) {
  if (cell == nullptr) return std::nullopt;
  const auto written = written_time(*cell);
  return written ? std::optional(written->day) : std::nullopt;
}

std::optional<Moment> ValueReader::moment(const Cell* cell) {
  if (cell == nullptr) return std::nullopt;
  const auto written = written_time(*cell);
  if (!written) return std::nullopt;
  const bool placed = written->time && written->time->offset;
  return placed ? Moment::of(to_instant(written->day, *written->time)) : Moment::of(written->day);
}

std::optional<Instant> ValueReader::instant(const std::optional<Date>& date, const Cell* time) {
  if (time == nullptr) return std::nullopt;
  // A date with its time stands in one value in EDIFACT and XML.
  const DateFormat format = time->format == kPlanFormat ? plan_.syntax.date : time->format;
  if (format != kBasicFormat) {
    const auto whole = plan_.date_formats.read(time->text, format);
    if (whole)
      return whole->time ? std::optional(to_instant(whole->day, *whole->time)) : std::nullopt;
  }
  if (!date) return std::nullopt;
  const auto clock = read_time_of_day(time->text);
  if (clock) return to_instant(*date, *clock);
  if (!source_.refused(*time))
    report(FindingLevel::warning, "TIME_INVALID", time, "there is no such time; it is left out",
           "send times as HHMM or HHMMSS");
  return std::nullopt;
}

std::string ValueReader::sscc(const Cell& cell) {
  if (cell.text.size() == 20 && cell.text.starts_with("00") && all_digits(cell.text))
    return std::string(cell.text);
  if (cell.text.size() == 18 && all_digits(cell.text)) return std::string("00").append(cell.text);
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

void ValueReader::report(FindingLevel level, std::string_view code, const Cell* cell,
                         std::string message, std::string mend) {
  if (!is_new(code, *cell)) return;
  Finding finding;
  finding.level = level;
  finding.scope = FindingScope::field;
  finding.code = code;
  finding.place = source_.place(plan_, *cell);
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  finding.value = to_utf8(cell->text.substr(0, kFindingValueMax));
  add(std::move(finding));
}

void ValueReader::report(FindingLevel level, std::string_view code, std::uint32_t spot,
                         std::string message, std::string mend) {
  Finding finding;
  finding.level = level;
  finding.scope = FindingScope::field;
  finding.code = code;
  if (spot != kNone) finding.place = source_.place(spot);
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  add(std::move(finding));
}

bool ValueReader::is_new(std::string_view code, const Cell& cell) {
  const bool known = std::any_of(told_.begin(), told_.end(), [&](const Told& told) {
    return told.spot == cell.spot && told.element == cell.element && told.code == code;
  });
  if (!known && told_.size() < findings_max_) told_.push_back({code, cell.spot, cell.element});
  return !known;
}

void ValueReader::add(Finding finding) {
  if (findings_.size() < findings_max_)
    findings_.push_back(std::move(finding));
  else
    ++dropped_;
}

}  // namespace weighbridge::maps
