#include "mappings/reader/csv_table.hpp"

#include <algorithm>
#include <charconv>

#include "parsers/nearest_name.hpp"
#include "parsers/text_place.hpp"

namespace weighbridge::csv {
namespace {

constexpr std::size_t kHeaderFindingsMax = 50;  // a header worse than that is no header of ours

/// Calls `each` with every part of a list in one cell: parts stand apart by blanks, `;` or `|`.
template <class Each>
void for_each_part(std::string_view text, Each each) {
  constexpr std::string_view kSeparators = " ;|";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(kSeparators), text.size());
    if (end > 0) each(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

Header::Header(const Row& row, std::span<const std::string_view> known, Findings& findings)
    : known_(known), columns_(row.cells.size()), cells_(known.size(), kNoColumn) {
  while (columns_ > 0 && trim(row.cells[columns_ - 1].text).empty()) --columns_;
  for (std::size_t i = 0; i < columns_ && findings.size() < kHeaderFindingsMax; ++i) {
    const Cell& cell = row.cells[i];
    const std::string name = column_name(trim(cell.text));
    const auto column = std::find(known.begin(), known.end(), name);
    if (column == known.end()) {
      findings.push_back(
          cell_finding(cell, name, "the column `" + shown_value(trim(cell.text)) + "` is unknown",
                       suggest_name(name, known)));
      findings.back().code = "UNKNOWN_COLUMN";
      continue;
    }
    std::size_t& place = cells_[static_cast<std::size_t>(column - known.begin())];
    if (place != kNoColumn) {
      findings.push_back(cell_finding(cell, name, "the column `" + name + "` stands twice",
                                      "keep one of the two"));
    }
    place = i;
  }
}

std::size_t Header::cell_of(std::string_view name) const {
  const auto column = std::find(known_.begin(), known_.end(), name);
  return column == known_.end() ? kNoColumn
                                : cells_[static_cast<std::size_t>(column - known_.begin())];
}

std::optional<TextFlaw> parse_cell(std::string_view text, bool& out) {
  const std::string word = column_name(text);  // lower case
  for (const std::string_view yes : {"true", "yes", "y", "1", "x"}) {
    if (word != yes) continue;
    out = true;
    return std::nullopt;
  }
  for (const std::string_view no : {"false", "no", "n", "0"}) {
    if (word != no) continue;
    out = false;
    return std::nullopt;
  }
  return TextFlaw{"is neither true nor false", "write true or false"};
}

std::optional<TextFlaw> parse_cell(std::string_view text, int& out) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) {
    return TextFlaw{"is no whole number", "write digits only, such as 7"};
  }
  out = value;
  return std::nullopt;
}

std::optional<TextFlaw> parse_cell(std::string_view text, Rational& out) {
  const std::size_t slash = text.find('/');
  Decimal num;
  Decimal den = Decimal::from_integer(1);
  if (auto flaw = parse_text(trim(text.substr(0, slash)), num)) return flaw;
  if (slash != std::string_view::npos) {
    if (auto flaw = parse_text(trim(text.substr(slash + 1)), den)) return flaw;
  }
  if (num <= Decimal{} || den <= Decimal{}) {
    return TextFlaw{"must be above zero", "say how many base units one unit is"};
  }
  out = Rational(num.millionths(), den.millionths());
  return std::nullopt;
}

std::optional<TextFlaw> parse_cell(std::string_view text, std::vector<std::string>& out) {
  std::optional<TextFlaw> flaw;
  for_each_part(text, [&](std::string_view part) {
    if (auto found = parse_text(part, out.emplace_back())) flaw = std::move(found);
  });
  return flaw;
}

std::optional<TextFlaw> parse_cell(std::string_view text, std::vector<Date>& out) {
  std::optional<TextFlaw> flaw;
  for_each_part(text, [&](std::string_view part) {
    if (auto found = parse_text(part, out.emplace_back())) flaw = std::move(found);
  });
  return flaw;
}

Finding cell_finding(const Cell& cell, std::string_view column, std::string message,
                     std::string mend) {
  Finding finding;
  finding.scope = FindingScope::field;
  finding.code = "BAD_VALUE";
  finding.place.line = cell.line;
  finding.place.column = cell.column;
  finding.place.tag = shown_value(column);
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  finding.value = shown_value(cell.text);
  return finding;
}

void RowReader::report_empty(std::string_view name) {
  Cell at;
  at.line = row_.line;
  at.column = 1;
  const std::size_t index = header_.cell_of(name);
  if (index < row_.cells.size()) at = row_.cells[index];
  findings_.push_back(cell_finding(at, name, "`" + std::string(name) + "` is empty", "fill it in"));
  findings_.back().code = "MISSING";
}

void check_cell_count(const Header& header, const Row& row, Findings& findings) {
  std::size_t cells = row.cells.size();
  while (cells > header.columns() && trim(row.cells[cells - 1].text).empty()) --cells;
  if (cells == header.columns()) return;
  Cell at;
  at.line = row.line;
  at.column = 1;
  findings.push_back(cell_finding(at, "",
                                  "the row has " + std::to_string(cells) +
                                      " cells where the header has " +
                                      std::to_string(header.columns()),
                                  "quote cells that hold the delimiter, and keep empty cells"));
  findings.back().scope = FindingScope::segment;
  findings.back().code = "CELL_COUNT";
}

}  // namespace weighbridge::csv
