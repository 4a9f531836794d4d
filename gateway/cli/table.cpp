#include "gateway/cli/table.hpp"

#include <algorithm>

namespace weighbridge::cli {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kFlexibleMin = 16;

std::string padded(const std::string& text, Tone tone, const Column& column, std::size_t width,
                   bool last, const Style& style) {
  const std::size_t used = columns_of(text);
  const std::string blanks(width > used ? width - used : 0, ' ');
  const std::string painted = style.paint(tone, text);
  if (column.align == Align::right) return blanks + painted;
  return last ? painted : painted + blanks;
}

/// One row as the lines it takes: flexible cells wrap, the others stand on the first line.
std::string render_row(const std::vector<Column>& columns, const std::vector<std::size_t>& widths,
                       const std::vector<Cell>& cells, const Style& style, std::size_t indent) {
  std::vector<std::vector<std::string>> lines(columns.size());
  std::size_t height = 1;
  std::size_t last = 0;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (widths[c] == 0) continue;
    last = c;
    if (columns[c].flexible)
      lines[c] = wrap(cells[c].text, widths[c]);
    else
      lines[c] = {cells[c].text};
    height = std::max(height, lines[c].size());
  }
  std::string out;
  for (std::size_t row = 0; row < height; ++row) {
    std::string line(indent, ' ');
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (widths[c] == 0) continue;
      const std::string text = row < lines[c].size() ? lines[c][row] : std::string();
      line += padded(text, cells[c].tone, columns[c], widths[c], c == last, style);
      if (c != last) line.append(kGap, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

}  // namespace

void Table::add(std::vector<Cell> row) {
  row.resize(columns_.size());
  for (Cell& cell : row) cell.text = printable(cell.text);
  rows_.push_back(std::move(row));
}

std::vector<std::size_t> Table::widths(const Style& style, std::size_t indent) const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (const std::vector<Cell>& row : rows_)
    for (std::size_t c = 0; c < row.size(); ++c)
      widths[c] = std::max(widths[c], columns_of(row[c].text));
  std::size_t fixed = indent;
  for (std::size_t c = 0; c < widths.size(); ++c) {
    if (widths[c] == 0) continue;
    widths[c] = std::max(widths[c], columns_of(columns_[c].title));
    fixed += kGap + (columns_[c].flexible ? 0 : widths[c]);
  }
  const auto total = static_cast<std::size_t>(style.width);
  const std::size_t room = total + kGap > fixed ? total + kGap - fixed : 0;
  for (std::size_t c = 0; c < widths.size(); ++c)
    if (columns_[c].flexible) widths[c] = std::min(widths[c], std::max(room, kFlexibleMin));
  return widths;
}

std::string Table::render(const Style& style, std::size_t indent) const {
  if (rows_.empty()) return {};
  const std::vector<std::size_t> width = widths(style, indent);
  std::vector<Cell> titles;
  for (const Column& column : columns_) titles.emplace_back(column.title, Tone::dim);
  std::string out = render_row(columns_, width, titles, style, indent);
  for (const std::vector<Cell>& row : rows_) out += render_row(columns_, width, row, style, indent);
  return out;
}

}  // namespace weighbridge::cli
