// Aligned columns of text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gateway/cli/text.hpp"

namespace weighbridge::cli {

enum class Align : std::uint8_t { left, right };

struct Column {
  std::string title;
  Align align = Align::left;
  bool flexible = false;  ///< takes what width is left, and wraps
};

struct Cell {
  std::string text;
  Tone tone = Tone::plain;

  Cell() = default;
  Cell(std::string t, Tone how = Tone::plain)  // NOLINT(google-explicit-constructor): a cell is
      : text(std::move(t)), tone(how) {}       // mostly its text
  Cell(const char* t) : text(t) {}             // NOLINT(google-explicit-constructor)
};

/// Rows under a header, two blanks between columns. Columns in which every cell is empty are left
/// out. Cell texts are made printable.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// Missing cells at the end are empty.
  void add(std::vector<Cell> row);
  bool empty() const { return rows_.empty(); }
  std::string render(const Style& style, std::size_t indent = 0) const;

 private:
  std::vector<std::size_t> widths(const Style& style, std::size_t indent) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace weighbridge::cli
