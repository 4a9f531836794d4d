// Lines whose quantity the document splits: by the condition of what was received (X12 861, 944),
// or by how much of what was ordered is acknowledged (855).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "mappings/canonical/receipt.hpp"
#include "mappings/maps/gathered.hpp"
#include "mappings/maps/value_reader.hpp"

namespace weighbridge::maps {

class LineParts {
 public:
  /// `gathered` and `values` must outlive it.
  LineParts(const Plan& plan, const Gathered& gathered, ValueReader& values);

  /// Whether the document states parts of the line of `frame`.
  bool are_of(std::uint32_t frame) const { return !of_frame(frame).empty(); }

  /// The lines that `line` becomes by the parts of its frame, as Plan::parts says; `line` is read
  /// but for its quantity, which is `stated`. A part whose condition the map does not name is not
  /// counted and told in a note.
  std::vector<ReceiptLine> split(std::uint32_t frame, const ReceiptLine& line,
                                 std::optional<Quantity> stated);
  /// Tells that the quantity of `frame` is only what was announced of it, if so.
  void note_announced(const Frame& frame);

 private:
  struct Part {
    std::uint32_t frame = 0;
    const RecordHit* hit = nullptr;
  };

  /// The quantity of a frame where that is only what was announced of it, else null.
  const Cell* announced(const Frame& frame) const;
  bool state_good(std::span<const Part> parts);
  std::optional<Quantity> good_in(std::span<const Part> parts);
  void compare_announced(const Cell& announced, std::span<const ReceiptLine> lines);
  std::span<const Part> of_frame(std::uint32_t frame) const;
  std::optional<ReceiptLine> read(const Part& part, const ReceiptLine& line);
  std::vector<ReceiptLine> apart(std::span<const Part> parts, ReceiptLine line,
                                 std::optional<Quantity> stated);
  ReceiptLine together(std::span<const Part> parts, ReceiptLine line,
                       std::optional<Quantity> stated);
  std::vector<ReceiptLine> dated(std::span<const Part> parts, ReceiptLine line,
                                 std::optional<Quantity> stated);

  const Plan& plan_;
  const Gathered& gathered_;
  ValueReader& values_;
  std::vector<Part> parts_;  ///< by frame, in the document's order
};

}  // namespace weighbridge::maps
