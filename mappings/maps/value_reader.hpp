// From the text of a cell to a value. What cannot be read becomes a finding with its place, and the
// value stays absent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/decimal.hpp"
#include "mappings/canonical/time.hpp"
#include "mappings/maps/gathered.hpp"
#include "parsers/finding.hpp"

namespace weighbridge::maps {

/// Identifiers and texts longer than this are no names of anything (X12 has at most 80, its newest
/// releases 264 for free text). One long text at the top must not be copied into 100,000 lines.
constexpr std::size_t kTextSizeMax = 264;

/// `text` itself when it is UTF-8, else read as ISO 8859-1, the usual encoding of X12 texts beyond
/// ASCII. Control characters become blanks.
std::string to_utf8(std::string_view text);
/// The same into `out`.
void assign_utf8(std::string_view text, std::string& out);

/// A number in the marks of `syntax`.
boost::system::result<Decimal, DecimalError> parse_written(std::string_view number,
                                                           const ValueSyntax& syntax);
/// A whole number whose last digits are decimals: 1250 with two is 12.50.
Decimal with_decimals(Decimal digits, int decimals);

class ValueReader {
 public:
  /// Findings go to `findings` until it holds `findings_max`; the rest is only counted. What the
  /// syntax check refused already is not told twice.
  ValueReader(const Plan& plan, const SourceView& source, Findings& findings,
              std::size_t findings_max)
      : plan_(plan),
        source_(source),
        findings_(findings),
        findings_max_(findings_max),
        plain_(source.plain()),
        plain_numbers_(plan.syntax.has_plain_numbers()) {}

  /// The text in our words where the map translates it; empty when it is absent or refused.
  std::string text(const Cell* cell);
  /// The same into `out`, which must be empty.
  void text(const Cell& cell, std::string& out) {
    if (plain_ && take(cell).translation == kNoTranslation && cell.text.size() <= kTextSizeMax)
      out.append(cell.text);  // cheaper than to assign, and `out` is empty
    else
      read_text(cell, out);
  }
  /// As text(), for what has been looked at already.
  void assign(std::string_view text, std::string& out) const {
    if (plain_)
      out.append(text);
    else
      assign_utf8(text, out);
  }
  std::optional<Decimal> decimal(const Cell* cell);
  /// The same into `out`, which stays as it is when there is none; whether there was one.
  template <class Number>
  bool number(const Cell& cell, Number& out) {
    // Written where it stays: a number that is copied at once waits until it has reached the cache.
    if (const auto millionths = short_number(cell)) {
      out = Number(Decimal::from_millionths(*millionths));
      return true;
    }
    const auto value = read_decimal(cell);
    if (value) out = Number(*value);
    return value.has_value();
  }
  template <class Number>
  void number(const Cell& cell, std::optional<Number>& out) {
    if (const auto millionths = short_number(cell))
      out.emplace(Decimal::from_millionths(*millionths));
    else if (const auto value = read_decimal(cell))
      out.emplace(*value);
  }
  /// The day as written, whatever the zone.
  std::optional<Date> date(const Cell* cell);
  /// The day, or the instant where the document states its time and zone.
  std::optional<Moment> moment(const Cell* cell);
  /// The time in `time`, on `date` where it is a time alone; where no zone is stated, it is read as
  /// UTC.
  std::optional<Instant> instant(const std::optional<Date>& date, const Cell* time);
  /// A serial shipping container code with its application identifier: 00 and 18 digits.
  std::string sscc(const Cell& cell);

  /// A flaw of the value; `code` must live as long as the reader.
  void report(FindingLevel level, std::string_view code, const Cell* cell, std::string message,
              std::string mend);
  /// As report(), for a spot as a whole, or (kNone) for the document.
  void report(FindingLevel level, std::string_view code, std::uint32_t spot, std::string message,
              std::string mend);
  std::size_t dropped() const { return dropped_; }

 private:
  void read_text(const Cell& cell, std::string& out);
  /// A number that needs no more than its digits read, in millionths.
  std::optional<std::int64_t> short_number(const Cell& cell) const {
    const Take& rule = take(cell);
    if (!plain_numbers_ || rule.translation != kNoTranslation || rule.decimals != 0 ||
        rule.taken_off)
      return std::nullopt;
    return Decimal::parse_short(cell.text);
  }
  std::optional<Decimal> read_decimal(const Cell& cell);
  const Take& take(const Cell& cell) const { return plan_.takes[cell.take]; }
  std::optional<WrittenTime> written_time(const Cell& cell);
  std::optional<Decimal> parse(const Cell& cell, std::string_view digits);
  std::optional<Decimal> with_implied_decimals(const Cell& cell, std::optional<Decimal> parsed);
  /// False when this flaw is told already: a value of a pallet is read for every line on it.
  bool is_new(std::string_view code, const Cell& cell);
  void add(Finding finding);

  struct Told {
    std::string_view code;
    std::uint32_t spot;
    std::uint8_t element;
  };

  const Plan& plan_;
  const SourceView& source_;
  Findings& findings_;
  std::size_t findings_max_;
  bool plain_;          // values are printable ASCII
  bool plain_numbers_;  // numbers are written as we write them
  std::size_t dropped_ = 0;
  std::vector<Told> told_;
};

}  // namespace weighbridge::maps
