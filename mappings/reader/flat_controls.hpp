// Rows of a flat file that state how many rows there are, or the sum of a column: counted along
// while the rows come by, and compared when the document or the file is whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "mappings/canonical/decimal.hpp"
#include "mappings/maps/plan.hpp"
#include "mappings/reader/flat_columns.hpp"
#include "parsers/csv/reader.hpp"
#include "parsers/finding.hpp"

namespace weighbridge::flat {

/// What a row is to the map.
enum class RowRole : std::uint8_t {
  data,         ///< it goes before the map
  control,      ///< in a file of one type of rows: it states something of its document alone
  of_file,      ///< it states something of the file, and belongs to no document
  passed_over,  ///< the map wants nothing of it
};

/// Whether all these checks of the plan hold of a row.
bool all_hold(const maps::Plan& plan, maps::Range checks, const Columns& columns,
              const csv::Row& row, std::size_t record);

/// How far the controls of one document, or of the file, have been counted.
class Tally {
 private:
  friend class Controls;
  struct Entry {
    Decimal sum;
    Decimal said;
    std::uint32_t line = 0, column = 0;  ///< where it is stated; line 0: nowhere yet
    bool sum_known = true;               ///< every number of the sum could be read
    bool said_known = true;
  };
  std::vector<Entry> entries_;  ///< beside FlatRules::controls; none before the first row
};

/// The controls of one map. Borrows what it is given.
class Controls {
 public:
  Controls(const maps::Plan& plan, const Columns& columns) : plan_(plan), columns_(columns) {}

  /// What the row's record, or in a file of one type what stands in it, makes of it.
  RowRole role(const csv::Row& row, std::size_t record) const;
  /// Takes a row into the tally of the file, or of its document. `record` is kNoRecord where the
  /// map knows no such type.
  void count(Tally& tally, bool of_file, const csv::Row& row, std::size_t record,
             RowRole role) const;
  /// What does not agree, when no more rows come.
  void compare(const Tally& tally, bool of_file, Findings& findings) const;

 private:
  bool states(const maps::FlatControl& control, const csv::Row& row, std::size_t record) const;
  void add(Tally::Entry& entry, const maps::FlatControl& control, const csv::Row& row,
           std::size_t record) const;
  maps::FlatCell cell(const maps::FlatTerm& term, const csv::Row& row) const;
  std::optional<Decimal> number(const maps::FlatTerm& term, std::string_view text) const;
  std::optional<Finding> disagreement(const maps::FlatControl& control,
                                      const Tally::Entry& entry) const;

  const maps::Plan& plan_;
  const Columns& columns_;
};

}  // namespace weighbridge::flat
