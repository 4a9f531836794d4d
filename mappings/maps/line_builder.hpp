// The lines of a receipt, from the frames that are lines.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mappings/canonical/receipt.hpp"
#include "mappings/maps/gather.hpp"
#include "mappings/maps/line_choice.hpp"
#include "mappings/maps/value_reader.hpp"

namespace weighbridge::maps {

class LineBuilder {
 public:
  LineBuilder(const Gathered& gathered, std::span<const FrameChoice> choices, ValueReader& values)
      : gathered_(gathered), choices_(choices), values_(values) {}

  /// Appends one line a line frame, in the document's order, and gives each its number. The
  /// header of `receipt` must be there: a line repeats nothing of it.
  void build(Receipt& receipt);

  /// The index in `Receipt::lines` of the line that `frame` is or belongs to, or kNone.
  std::uint32_t line_of(std::uint32_t frame) const { return line_of_frame_[frame]; }

 private:
  ReceiptLine read_line(const Frame& frame, const Receipt& receipt);
  void read_item(const Frame& frame, ReceiptLine& line);
  void read_price(const Frame& frame, ReceiptLine& line);
  void read_references(const Frame& frame, const Receipt& receipt, ReceiptLine& line);
  void read_collected(std::uint32_t frame, ReceiptLine& line);
  void take_entries(const Frame& frame, bool with_serials, ReceiptLine& line);
  void take_parts(Receipt& receipt);
  void check_split(const ReceiptLine& line, const Frame& frame, Decimal parts);
  void number_lines(Receipt& receipt);
  void report_gaps(const Receipt& receipt);

  const Gathered& gathered_;
  std::span<const FrameChoice> choices_;
  ValueReader& values_;
  std::vector<std::uint32_t> line_of_frame_;
  std::vector<std::uint32_t> frame_of_line_;
  std::size_t copies_ = 0;
};

}  // namespace weighbridge::maps
