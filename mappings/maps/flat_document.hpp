// The rows of one document of a flat file, put before the map as segments: a row's tag is the type
// of its record, its elements are the columns that the map names, then whatever else the row has.
// Loops are made from the map's own paths: a record stands in the innermost open one that the map
// says may hold it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/maps/gathered.hpp"
#include "mappings/maps/plan.hpp"
#include "mappings/reader/traced_value.hpp"
#include "parsers/edi/transaction_set.hpp"

namespace weighbridge::maps {

/// A value of a row and where it stands in the file.
struct FlatCell {
  std::string_view text;
  std::uint32_t line = 0, column = 0;  ///< column in characters; both from 1
};

/// Owns its rows. Element numbers count from 1.
class FlatDocument {
 public:
  /// `record` is in `plan.flat.records`; `offset` is that of the row's first byte.
  void begin_row(std::size_t record, std::uint32_t line, std::uint64_t offset);
  /// The row's next element; blanks at both ends are left out.
  void add(const FlatCell& cell);

  std::size_t rows() const { return rows_.size(); }
  std::size_t bytes() const { return text_.size(); }
  std::uint64_t offset() const { return rows_.empty() ? 0 : rows_.front().offset; }

  /// The same with the constants of the plan's records behind the columns that they name.
  FlatDocument with_constants(const Plan& plan) const;

  /// The document as a set of segments for `plan`; it borrows from both until the next row.
  edi::TransactionSet as_set(const Plan& plan);

 private:
  friend class FlatView;

  struct Row {
    std::size_t record = 0;
    std::uint32_t line = 0;
    std::uint64_t offset = 0;
    std::size_t first = 0;    ///< of its separators in `separators_`
    std::uint32_t count = 0;  ///< of its elements
  };
  struct Mark {
    std::uint32_t line = 0, column = 0;
  };

  const Row& row_of(std::uint32_t spot) const { return rows_[spot == 0 ? 0 : spot - 1]; }
  std::string_view element(const Row& row, std::size_t i) const {
    return edi::Elements(text_.data(), separators_.data() + row.first, row.count)[i];
  }

  std::string text_;  ///< of all elements, each with a separator before it and the last with one
                      ///< behind it
  std::vector<std::uint32_t> separators_;
  std::vector<Mark> marks_;  ///< beside `separators_`: where the element behind it stands
  std::vector<Row> rows_;
  std::vector<edi::Segment> segments_;
};

/// Places of a flat file: line, column and the column's name.
class FlatView final : public SourceView {
 public:
  /// Borrows all. `names` are what people call the elements of each record, constants apart.
  FlatView(const Plan& plan, const FlatDocument& document,
           const std::vector<std::vector<std::string>>& names)
      : plan_(plan), document_(document), names_(names) {}

  Place place(std::uint32_t spot) const override;
  Place place(const Plan&, const Cell& cell) const override {
    return place_of(document_.row_of(cell.spot), cell.element);
  }
  bool refused(const Cell&) const override { return false; }

  /// The columns that no rule of the map asks for, each with the first value that stands in it.
  TracedValues not_asked() const;

 private:
  Place place_of(const FlatDocument::Row& row, std::size_t element) const;

  const Plan& plan_;
  const FlatDocument& document_;
  const std::vector<std::vector<std::string>>& names_;
};

}  // namespace weighbridge::maps
