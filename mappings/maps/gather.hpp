// Runs a transaction set through a plan and gathers what it states, still as views: values of the
// document, a frame for every level of the hierarchy or line loop, and records.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "mappings/maps/plan.hpp"
#include "parsers/x12/transaction_set.hpp"

namespace weighbridge::maps {

constexpr std::uint32_t kNone = 0xFFFFFFFF;

/// A value as it stands in the set, blanks at both ends cut.
struct Cell {
  std::string_view text;
  std::uint32_t segment = 0;  ///< index in TransactionSet::segments
  std::uint16_t take = 0;     ///< in Plan::takes: what it is and how it is read
  std::uint8_t element = 0;   ///< where it really stood; of pairs only the start is in the take
};

/// What one level of the hierarchy, or one line loop, states of its own and takes over from above.
struct Frame {
  std::array<std::uint32_t, kLineFields> cells;  ///< in Gathered::cells; only set bits of `present`
  std::uint64_t own = 0;                         ///< stated here
  std::uint64_t present = 0;                     ///< own or taken over
  std::uint32_t parent = kNone;
  std::uint32_t segment = 0;        ///< its first segment
  std::uint32_t collected = kNone;  ///< newest of its own list entries
  PackedCode level = 0;             ///< HL03; 0 outside a hierarchy

  bool states(Field field) const { return (own >> index_of(field) & 1U) != 0; }
  bool has(Field field) const { return (present >> index_of(field) & 1U) != 0; }
};

/// An entry of a list field (serial, sscc) of a frame; entries of one frame are chained, newest
/// first.
struct Collected {
  Cell cell;
  Field field = Field::line_sscc;
  std::uint32_t next = kNone;
};

/// A segment that a record rule took.
struct RecordHit {
  std::uint16_t record = 0;  ///< in Plan::records
  std::uint32_t segment = 0;
  std::uint32_t frame = 0;
};

/// Reused from set to set: nothing is freed, so that a stream of sets allocates nothing.
class Gathered {
 public:
  /// Gathers `set` by `plan`. What it holds borrows from `set`.
  void gather(const Plan& plan, const x12::TransactionSet& set);

  /// Frame 0 is the set itself.
  std::span<const Frame> frames() const { return {frames_.data(), frame_count_}; }
  std::span<const RecordHit> records() const { return records_; }
  const Collected& collected(std::uint32_t index) const { return collected_[index]; }

  /// The document's value, or null.
  const Cell* document(Field field) const;
  /// The frame's value, its own or taken over, or null.
  const Cell* line(const Frame& frame, Field field) const {
    return frame.has(field) ? &cells_[frame.cells[index_of(field)]] : nullptr;
  }

  /// Whether all checks hold for the segment.
  static bool holds(const Plan& plan, Range checks, const x12::Segment& segment,
                    const x12::Delimiters& delimiters);

 private:
  struct LoopState {
    std::uint16_t scope = kNoScope;
    std::uint32_t frame = kNone;  ///< kNone: not entered yet
  };

  void reset(const x12::TransactionSet& set);
  const LoopState& enter(std::uint32_t loop);
  std::uint32_t open_frame(std::uint32_t parent, std::uint32_t loop);
  void apply(const SegmentRules& rules, std::uint32_t segment, std::uint32_t frame);
  void apply_group(Range takes, std::uint32_t segment, std::uint32_t frame);
  void apply_pairs(const Pairs& pairs, std::uint32_t segment, std::uint32_t frame);
  /// Written field by field where it stays: copying a cell just put together would wait for its
  /// parts to reach the cache.
  std::uint32_t add_cell(std::string_view text, std::uint32_t segment, std::uint16_t take,
                         std::uint8_t element) {
    if (cell_count_ == cells_.size()) cells_.resize(2 * cell_count_ + 64);
    Cell& cell = cells_[cell_count_];
    cell.text = text;
    cell.segment = segment;
    cell.take = take;
    cell.element = element;
    return static_cast<std::uint32_t>(cell_count_++);
  }
  void put(std::uint16_t take, std::uint8_t element, std::uint32_t segment, std::uint32_t frame);

  const Plan* plan_ = nullptr;
  const x12::TransactionSet* set_ = nullptr;
  std::vector<Frame> frames_;
  std::size_t frame_count_ = 0;
  std::vector<Cell> cells_;
  std::size_t cell_count_ = 0;
  std::array<std::uint32_t, kFields> document_{};  ///< in cells_, or kNone
  std::vector<Collected> collected_;
  std::vector<RecordHit> records_;
  std::vector<LoopState> loops_;
  std::vector<std::uint32_t> node_of_loop_, frame_of_node_;
};

}  // namespace weighbridge::maps
