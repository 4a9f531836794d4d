// A CSV file with a header, read by its table of columns: row for row into values, flaws with line
// and column.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mappings/canonical/text_value.hpp"
#include "mappings/reader/csv_columns.hpp"
#include "parsers/csv/reader.hpp"

namespace weighbridge::csv {

constexpr std::size_t kNoColumn = std::numeric_limits<std::size_t>::max();

/// The header of a file: where in a row each known column stands.
class Header {
 public:
  /// Checks the names in `row` against the known ones; every mistake becomes an error in
  /// `findings`.
  Header(const Row& row, std::span<const std::string_view> known, Findings& findings);

  std::size_t columns() const { return columns_; }
  /// Which cell of a row belongs to the known column `index`; kNoColumn when the file has none.
  std::size_t cell_of(std::size_t index) const { return cells_[index]; }
  std::size_t cell_of(std::string_view name) const;

 private:
  std::span<const std::string_view> known_;
  std::size_t columns_;
  std::vector<std::size_t> cells_;
};

std::string_view trim(std::string_view text);

/// Texts that only cells write so; all others are read as in JSON.
std::optional<TextFlaw> parse_cell(std::string_view text, bool& out);
std::optional<TextFlaw> parse_cell(std::string_view text, int& out);
std::optional<TextFlaw> parse_cell(std::string_view text, Rational& out);  ///< "24" or "1/3"
std::optional<TextFlaw> parse_cell(std::string_view text, std::vector<std::string>& out);
std::optional<TextFlaw> parse_cell(std::string_view text, std::vector<Date>& out);
template <class T>
std::optional<TextFlaw> parse_cell(std::string_view text, T& out) {
  return parse_text(text, out);
}
template <class T>
std::optional<TextFlaw> parse_cell(std::string_view text, std::optional<T>& out) {
  T value{};
  auto flaw = parse_cell(text, value);
  if (!flaw) out = std::move(value);
  return flaw;
}

Finding cell_finding(const Cell& cell, std::string_view column, std::string message,
                     std::string mend);

/// Fills a value from the cells of one row; the columns come in the table's order.
class RowReader {
 public:
  RowReader(const Header& header, const Row& row, Findings& findings)
      : header_(header), row_(row), findings_(findings) {}

  template <class T>
  void operator()(std::string_view name, T& member) {
    (void)read(name, member);
  }
  template <class T>
  void in_header(std::string_view name, T& member) {
    (void)read(name, member);
  }
  template <class T>
  void required(std::string_view name, T& member) {
    if (!read(name, member)) report_empty(name);
  }
  void schema(std::string_view) {}

 private:
  template <class T>
  bool read(std::string_view name, T& member) {
    const std::size_t index = header_.cell_of(next_column_++);
    if (index >= row_.cells.size()) return false;
    const Cell& cell = row_.cells[index];
    const std::string_view text = trim(cell.text);
    if (text.empty()) return false;
    if (auto flaw = parse_cell(text, member)) {
      findings_.push_back(cell_finding(cell, name, "`" + std::string(name) + "` " + flaw->message,
                                       std::move(flaw->mend)));
    }
    return true;
  }

  void report_empty(std::string_view name);

  const Header& header_;
  const Row& row_;
  Findings& findings_;
  std::size_t next_column_ = 0;
};

/// Reads the cells of `row` into a value. Flaws, also a number of cells that differs from the
/// header's, are added to `findings`; the value then holds what could be read.
template <class T>
T read_row(const Header& header, const Row& row, Findings& findings) {
  T value;
  RowReader reader(header, row, findings);
  Columns<T>::visit(reader, value);
  return value;
}

/// Adds an error when `row` has more or fewer cells than the header (empty ones at the end aside).
void check_cell_count(const Header& header, const Row& row, Findings& findings);

/// Checks that the header has the columns that `T` requires.
template <class T>
class RequiredColumns {
 public:
  RequiredColumns(const Header& header, const Place& place, Findings& findings)
      : header_(header), place_(place), findings_(findings) {
    T row;
    Columns<T>::visit(*this, row);
  }
  template <class M>
  void operator()(std::string_view, M&) {}
  template <class M>
  void required(std::string_view name, M&) {
    if (header_.cell_of(name) == kNoColumn) report(name);
  }
  template <class M>
  void in_header(std::string_view name, M& member) {
    required(name, member);
  }
  void schema(std::string_view) {}

 private:
  void report(std::string_view name) {
    Finding finding;
    finding.code = "MISSING_COLUMN";
    finding.place = place_;
    finding.place.tag = name;
    finding.message = "the column `" + std::string(name) + "` is missing";
    finding.mend = "add it to the header and the rows";
    findings_.push_back(std::move(finding));
  }

  const Header& header_;
  const Place& place_;
  Findings& findings_;
};

}  // namespace weighbridge::csv
