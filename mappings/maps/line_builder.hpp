// The lines of a receipt, from the frames that are lines.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mappings/canonical/receipt.hpp"
#include "mappings/maps/gathered.hpp"
#include "mappings/maps/line_choice.hpp"
#include "mappings/maps/line_parts.hpp"
#include "mappings/maps/value_reader.hpp"

namespace weighbridge::maps {

class LineBuilder {
 public:
  LineBuilder(const Plan& plan, const Gathered& gathered, std::span<const FrameChoice> choices,
              ValueReader& values)
      : plan_(plan),
        gathered_(gathered),
        choices_(choices),
        values_(values),
        parts_(plan, gathered, values) {}

  /// Makes one line a line frame, in the document's order, and gives each its number. What all
  /// lines share and `receipt` does not have yet becomes the document's; a line repeats nothing of
  /// the document. Lines that `receipt` has are of another document: their memory is used again.
  void build(Receipt& receipt);

  /// The index in `Receipt::lines` of the line that `frame` is or belongs to, or kNone; the first
  /// one where it became several.
  std::uint32_t line_of(std::uint32_t frame) const { return line_of_frame_[frame]; }
  /// The frame of a line.
  std::uint32_t frame_of(std::size_t line) const { return frame_of_line_[line]; }
  /// Whether all lines name one and the same order.
  bool one_order() const { return one_order_; }
  /// What the lines are worth in all; nothing when that cannot be said of each.
  std::optional<Money> worth() const { return worth_; }

 private:
  /// What lines should have and do not, each told once for all lines.
  enum Gap : std::uint8_t { kNoPo, kNoItem, kNoUnit, kNoPrice, kGaps };

  ReceiptLine& next_line(Receipt& receipt);
  void read_frames(Receipt& receipt);
  bool read_line(const Frame& frame, ReceiptLine& line);
  void read_fields(const Frame& frame, ReceiptLine& line);
  void add_split_lines(std::uint32_t frame, Receipt& receipt);
  void read_field(Field field, const Frame& frame, const Cell& cell, ReceiptLine& line);
  void read_beside_price(const Frame& frame, const Cell& cell, Field field, ReceiptLine& line);
  void doubt_basis(const Receipt& receipt, const Frame& frame, const ReceiptLine& line);
  void read_collected(std::uint32_t frame, ReceiptLine& line);
  static void add_label(std::string label, std::size_t from, ReceiptLine& line);
  void take_entries(const Frame& frame, bool with_serials, ReceiptLine& line);
  void take_parts(Receipt& receipt);
  void check_split(const ReceiptLine& line, const Frame& frame, Decimal parts);
  void share(Field field, std::string& document, std::string LineReferences::*of_line,
             Receipt& receipt);
  void share_expected(Receipt& receipt);
  bool in_any(Field field) const { return (in_any_ >> index_of(field) & 1U) != 0; }
  bool in_all(Field field) const { return (in_all_ >> index_of(field) & 1U) != 0; }
  /// The one value that all lines have, or null.
  const Cell* shared_by_all(Field field) const;
  const Cell* cell_of(std::size_t line, Field field) const {
    return gathered_.line(gathered_.frames()[frame_of_line_[line]], field);
  }
  bool is_further_part(std::size_t line) const {
    return line > 0 && frame_of_line_[line] == frame_of_line_[line - 1];
  }
  void tally(const Receipt& receipt, const ReceiptLine& line, std::uint64_t present);
  void number_lines(Receipt& receipt);
  void report_gaps(const Receipt& receipt);

  const Plan& plan_;
  const Gathered& gathered_;
  std::span<const FrameChoice> choices_;
  ValueReader& values_;
  LineParts parts_;
  std::vector<std::uint32_t> line_of_frame_;
  std::vector<std::uint32_t> frame_of_line_;
  std::size_t copies_ = 0;
  bool has_parts_ = false;
  std::uint64_t in_any_ = 0;                  ///< fields that some line has
  std::uint64_t in_all_ = ~std::uint64_t{0};  ///< fields that every line has
  std::array<std::uint32_t, kGaps> gap_count_{}, gap_first_{};
  bool one_order_ = true;
  std::optional<Money> worth_ = Money();
};

}  // namespace weighbridge::maps
