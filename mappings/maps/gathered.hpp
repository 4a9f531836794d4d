// What a document states, gathered by a plan and still as views: values of the document, a frame
// for every level of the hierarchy or line loop, and records.
//
// This is the seam between formats and receipts. All that comes after it (line choice, line and
// charge builders, mapper) knows nothing of X12, EDIFACT, XML or rows. To read a new format, write
//
//   1. a gatherer: it walks its document in the document's order, and calls begin() once,
//      open_frame() where a loop or element opens that `lines` of the map names, put() for every
//      value that a rule of the plan takes, and open_record() and put_member() for charges, taxes,
//      parties and terms. Rules of precedence (ranks, what a level hands down) are kept in here.
//      SegmentGatherer is the one for X12 and EDIFACT, and for rows of flat files, which are put
//      before it as segments (FlatDocument);
//   2. a SourceView: where a value stands, for findings. It is asked only when there is one;
//   3. a SourceCompiler: how a map names places in the document, laid out in a table of its own in
//      Plan, beside those of segments. It also says how the standard writes numbers and dates
//      (Plan::syntax); a date's own format is Cell::format.
//
// A `spot` is the gatherer's own number of a place: a segment's index, a node's. The core hands
// spots to the SourceView, and takes values of one spot to belong together: a price and its basis.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "mappings/maps/plan.hpp"
#include "parsers/finding.hpp"

namespace weighbridge::maps {

constexpr std::uint32_t kNone = 0xFFFFFFFF;

/// The level of a frame outside a hierarchy that holds lines and is none.
constexpr PackedCode kAroundLines = pack("around");

/// A value as it stands in the document, blanks at both ends cut.
struct Cell {
  std::string_view text;
  std::uint32_t spot = 0;
  std::uint16_t take = 0;    ///< in Plan::takes: what it is and how it is read
  std::uint8_t element = 0;  ///< where it really stood; of pairs only the start is in the take
  DateFormat format = kPlanFormat;  ///< of a date, where the document or the map names it
};

/// What one level of the hierarchy, or one line loop, states of its own and takes over from above.
struct Frame {
  std::array<std::uint32_t, kLineFields> cells;  ///< in Gathered::cells; only set bits of `present`
  std::uint64_t own = 0;                         ///< stated here
  std::uint64_t present = 0;                     ///< own or taken over
  std::uint32_t parent = kNone;
  std::uint32_t spot = 0;           ///< where it begins
  std::uint32_t collected = kNone;  ///< newest of its own list entries
  PackedCode level = 0;             ///< HL03; outside a hierarchy 0 or kAroundLines

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

/// A charge, tax, party or terms, as a record rule found it.
struct RecordHit {
  std::uint16_t record = 0;  ///< in Plan::records
  bool negative = false;     ///< its amounts are taken off
  std::uint32_t spot = 0;
  std::uint32_t frame = 0;
  std::uint32_t members = kNone;  ///< newest of its members
};

/// The document that was gathered, as far as findings need it.
class SourceView {
 public:
  virtual ~SourceView() = default;
  /// Where a spot is.
  virtual Place place(std::uint32_t spot) const = 0;
  /// Where a value stands.
  virtual Place place(const Plan& plan, const Cell& cell) const = 0;
  /// Whether the syntax check has refused the value: then it is not told twice.
  virtual bool refused(const Cell& cell) const = 0;
  /// Whether all values are known to be printable ASCII: then they are taken as they are.
  virtual bool plain() const { return false; }
};

/// Reused from document to document: nothing is freed, so that a stream of them allocates nothing.
/// It borrows the texts of the document.
class Gathered {
 public:
  // For gatherers.

  /// Forgets everything and opens frame 0, the document itself.
  void begin(const Plan& plan);
  /// Opens a frame that takes over what `parent` hands down. `level` is its kind in a hierarchy.
  std::uint32_t open_frame(std::uint32_t parent, std::uint32_t spot, PackedCode level = 0);
  /// States a value, not empty, of the field that its take names. At one level the first of the
  /// best rank stands; a lower level overrules a higher one.
  void put(std::uint32_t frame, const Cell& cell) { put(frame, plan_->takes[cell.take], cell); }
  /// The same where the cell's take is at hand.
  void put(std::uint32_t frame, const Take& rule, const Cell& cell) {
    const auto field = static_cast<Field>(rule.target);
    if (is_line_field(field))
      put_line(frames_[frame], field, cell, rule.rank);
    else
      put_document(field, cell, rule.rank);
  }
  /// Opens a record; its number for put_member() and take_off().
  std::uint32_t open_record(std::uint16_t record, std::uint32_t spot, std::uint32_t frame);
  void put_member(std::uint32_t record, const Cell& cell);
  /// The record's amounts count negative.
  void take_off(std::uint32_t record) { records_[record].negative = true; }
  /// Nothing more comes: where the document states nothing, the plan's defaults stand.
  void finish();

  // For everyone.

  /// Frame 0 is the document itself; a frame stands behind its parent.
  std::span<const Frame> frames() const { return {frames_.data(), frame_count_}; }
  std::span<const RecordHit> records() const { return records_; }
  const Collected& collected(std::uint32_t index) const { return collected_[index]; }
  bool has_collected() const { return !collected_.empty(); }
  /// The document's value, or null.
  const Cell* document(Field field) const;
  /// The frame's value, its own or taken over, or null.
  const Cell* line(const Frame& frame, Field field) const {
    return frame.has(field) ? &cells_[frame.cells[index_of(field)]] : nullptr;
  }
  /// The record's value, or null.
  const Cell* member(const RecordHit& record, Member member) const;

 private:
  static constexpr std::uint64_t bit(Field field) { return std::uint64_t{1} << index_of(field); }
  static constexpr std::uint64_t item_ids() {
    return bit(Field::line_sku) | bit(Field::line_gtin) | bit(Field::line_upc) |
           bit(Field::line_vendor);
  }
  static constexpr std::uint64_t fields_with(Inheritance inheritance) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < kLineFields; ++i)
      if (inheritance_of(static_cast<Field>(i)) == inheritance) bits |= std::uint64_t{1} << i;
    return bits;
  }

  void settle_announced();
  std::uint32_t add_cell(const Cell& cell);
  std::uint8_t rank_of(std::uint32_t cell) const { return plan_->takes[cells_[cell].take].rank; }
  // By value: a cell whose address nobody has asked for stays in registers until it is written.
  void put_document(Field field, Cell cell, std::uint8_t rank);
  void put_line(Frame& level, Field field, const Cell& cell, std::uint8_t rank);
  void collect(Frame& level, Field field, Cell cell);

  /// A member of a record; those of one record are chained, newest first.
  struct MemberCell {
    Cell cell;
    std::uint32_t next = kNone;
  };

  const Plan* plan_ = nullptr;
  std::vector<Frame> frames_;
  std::size_t frame_count_ = 0;
  std::vector<Cell> cells_;
  std::size_t cell_count_ = 0;
  std::array<std::uint32_t, kFields> document_{};  ///< in cells_, or kNone
  std::vector<Collected> collected_;
  std::vector<RecordHit> records_;
  std::vector<MemberCell> members_;
};

/// Written field by field where it stays: copying a cell just put together would wait for its parts
/// to reach the cache.
inline std::uint32_t Gathered::add_cell(const Cell& from) {
  if (cell_count_ == cells_.size()) cells_.resize(2 * cell_count_ + 64);
  Cell& cell = cells_[cell_count_];
  cell.text = from.text;
  cell.spot = from.spot;
  cell.take = from.take;
  cell.element = from.element;
  cell.format = from.format;
  return static_cast<std::uint32_t>(cell_count_++);
}

inline void Gathered::put_line(Frame& level, Field field, const Cell& cell, std::uint8_t rank) {
  constexpr std::uint64_t kCollected = fields_with(Inheritance::collected);
  constexpr std::uint64_t kWithItem = fields_with(Inheritance::with_item);
  constexpr std::uint64_t kItemIds = item_ids();
  const std::uint64_t mask = bit(field);
  if ((kCollected & mask) != 0) return collect(level, field, cell);
  std::uint32_t& slot = level.cells[index_of(field)];
  if ((level.own & mask) != 0 && rank_of(slot) <= rank) return;
  if ((mask & kItemIds) != 0 && (level.own & kItemIds) == 0) {
    // The first identifier of its own: the item is another one than further up.
    level.present &= ~kWithItem | level.own;
  }
  level.own |= mask;
  level.present |= mask;
  slot = add_cell(cell);
}

}  // namespace weighbridge::maps
