// Where the columns of a map stand in the rows of one flat file.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/maps/flat_document.hpp"
#include "mappings/maps/flat_plan.hpp"
#include "parsers/csv/reader.hpp"

namespace weighbridge::flat {

/// The columns of a map, found in a file. `rules` must outlive it.
class Columns {
 public:
  /// `headings` is the file's row of headings; empty where it has none.
  Columns(const maps::FlatRules& rules, std::span<const csv::Cell> headings);

  /// The columns that must have a heading and have none here.
  const std::vector<const maps::FlatColumn*>& missing() const { return missing_; }
  /// Those whose heading stands there twice.
  const std::vector<const maps::FlatColumn*>& doubled() const { return doubled_; }
  /// How many columns were found by their heading.
  std::size_t found() const { return found_; }
  /// How many columns have a heading; 0 where there is no row of headings.
  std::size_t headings() const { return headings_; }

  /// The type of the record that `row` holds, as it stands there.
  maps::FlatCell type_of(const csv::Row& row) const;
  /// Element `column` (from 0) of a record's row; empty where the row is too short.
  maps::FlatCell value(const csv::Row& row, std::size_t record, std::size_t column) const;
  /// What no column of the record names, cell by cell; of fixed rows nothing.
  std::vector<maps::FlatCell> rest(const csv::Row& row, std::size_t record) const;
  /// What people call the elements of each record: those of its columns, then those of the rest.
  const std::vector<std::vector<std::string>>& names() const { return names_; }

 private:
  void find(const maps::FlatColumn& column, std::span<const csv::Cell> headings,
            std::vector<std::size_t>& cells);

  const maps::FlatRules& rules_;
  std::size_t headings_ = 0;
  std::size_t found_ = 0;
  std::vector<const maps::FlatColumn*> missing_, doubled_;
  std::vector<std::vector<std::size_t>> cells_;  ///< by record and column: which of a row
  std::vector<std::vector<std::string>> names_;
};

/// The characters `start` (from 1) to `start + length - 1` of a text in UTF-8; less where it ends.
std::string_view characters(std::string_view text, std::size_t start, std::size_t length);

}  // namespace weighbridge::flat
