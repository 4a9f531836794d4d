#include "mappings/reader/flat_columns.hpp"

#include <algorithm>
#include <limits>

#include "mappings/reader/csv_columns.hpp"
#include "mappings/reader/csv_table.hpp"
#include "parsers/text_place.hpp"

namespace weighbridge::flat {
namespace {

constexpr std::size_t kNoCell = std::numeric_limits<std::size_t>::max();

constexpr bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

/// Headings are compared without regard to case and to how their words stand apart.
bool is_heading(const csv::Cell& cell, const maps::FlatColumn& column) {
  const std::string name = csv::column_name(csv::trim(cell.text));
  return std::any_of(column.headings.begin(), column.headings.end(),
                     [&](const auto& heading) { return csv::column_name(heading) == name; });
}

maps::FlatCell fixed_value(const csv::Row& row, const maps::FlatColumn& column) {
  if (row.cells.empty()) return {{}, row.line, column.start};
  return {characters(row.cells.front().text, column.start, column.length), row.line, column.start};
}

}  // namespace

std::string_view characters(std::string_view text, std::size_t start, std::size_t length) {
  const auto skip = [&](std::size_t at, std::size_t count) {
    for (; count > 0 && at < text.size(); --count)
      for (++at; at < text.size() && !begins_character(text[at]); ++at) {
      }
    return at;
  };
  const std::size_t first = skip(0, start - 1);
  return text.substr(first, skip(first, length) - first);
}

Columns::Columns(const maps::FlatRules& rules, std::span<const csv::Cell> headings)
    : rules_(rules), headings_(headings.size()) {
  while (headings_ > 0 && csv::trim(headings[headings_ - 1].text).empty()) --headings_;
  for (const maps::FlatRecord& record : rules.records) {
    std::vector<std::size_t>& cells = cells_.emplace_back();
    std::vector<std::string>& names = names_.emplace_back();
    for (const maps::FlatColumn& column : record.columns) {
      find(column, headings, cells);
      const bool headed = cells.back() < headings_;
      names.push_back(headed ? shown_value(csv::trim(headings[cells.back()].text)) : column.name);
    }
    for (std::size_t i = 0; i < headings_; ++i)
      if (std::find(cells.begin(), cells.end(), i) == cells.end())
        names.push_back(shown_value(csv::trim(headings[i].text)));
  }
}

void Columns::find(const maps::FlatColumn& column, std::span<const csv::Cell> headings,
                   std::vector<std::size_t>& cells) {
  std::size_t& cell = cells.emplace_back(kNoCell);
  if (column.headings.empty()) {
    if (column.position != 0) cell = column.position - 1;
    return;
  }
  for (std::size_t i = 0; i < headings_; ++i) {
    if (!is_heading(headings[i], column)) continue;
    if (cell == kNoCell)
      cell = i;
    else if (doubled_.empty() || doubled_.back() != &column)
      doubled_.push_back(&column);
  }
  if (cell != kNoCell)
    ++found_;
  else if (!column.optional)
    missing_.push_back(&column);
}

maps::FlatCell Columns::type_of(const csv::Row& row) const {
  maps::FlatCell type;
  if (rules_.fixed)
    type = fixed_value(row, rules_.tag);
  else if (rules_.tag.position - 1 < row.cells.size())
    type = {row.cells[rules_.tag.position - 1].text, row.cells[rules_.tag.position - 1].line,
            row.cells[rules_.tag.position - 1].column};
  type.text = csv::trim(type.text);
  return type;
}

maps::FlatCell Columns::value(const csv::Row& row, std::size_t record, std::size_t column) const {
  if (rules_.fixed) return fixed_value(row, rules_.records[record].columns[column]);
  const std::size_t at = cells_[record][column];
  if (at >= row.cells.size()) return {{}, row.line, 1};
  const csv::Cell& cell = row.cells[at];
  return {cell.text, cell.line, cell.column};
}

std::vector<maps::FlatCell> Columns::rest(const csv::Row& row, std::size_t record) const {
  std::vector<maps::FlatCell> cells;
  if (rules_.fixed) return cells;
  const std::vector<std::size_t>& named = cells_[record];
  for (std::size_t i = 0; i < std::max(row.cells.size(), headings_); ++i) {
    const bool is_type = rules_.tagged && i + 1 == rules_.tag.position;
    if (is_type || std::find(named.begin(), named.end(), i) != named.end()) continue;
    if (i < row.cells.size())
      cells.push_back({row.cells[i].text, row.cells[i].line, row.cells[i].column});
    else
      cells.push_back({{}, row.line, 1});
  }
  return cells;
}

}  // namespace weighbridge::flat
