#include "mappings/maps/gathered.hpp"

#include <bit>

namespace weighbridge::maps {

void Gathered::begin(const Plan& plan) {
  plan_ = &plan;
  frame_count_ = 0;
  cell_count_ = 0;
  document_.fill(kNone);
  collected_.clear();
  records_.clear();
  members_.clear();
  open_frame(kNone, 0);
}

std::uint32_t Gathered::open_frame(std::uint32_t parent, std::uint32_t spot, PackedCode level) {
  const auto made = static_cast<std::uint32_t>(frame_count_++);
  if (frame_count_ > frames_.size()) frames_.resize(2 * frame_count_ + 6);
  Frame& frame = frames_[made];
  frame.own = 0;
  frame.present = 0;
  frame.parent = parent;
  frame.spot = spot;
  frame.collected = kNone;
  frame.level = level;
  if (parent == kNone) return made;

  constexpr std::uint64_t kBelow = fields_with(Inheritance::below);
  constexpr std::uint64_t kWithItem = fields_with(Inheritance::with_item);
  const Frame& above = frames_[parent];
  std::uint64_t handed_down = above.present & kBelow;
  // Where a level names an item of its own, nothing of an item further up is left.
  const bool own_item = (above.own & item_ids()) != 0;
  handed_down |= (own_item ? above.own : above.present) & kWithItem;
  frame.present = handed_down;
  for (std::uint64_t rest = handed_down; rest != 0; rest &= rest - 1) {
    const auto field = static_cast<std::size_t>(std::countr_zero(rest));
    frame.cells[field] = above.cells[field];
  }
  return made;
}

void Gathered::put_document(Field field, Cell cell, std::uint8_t rank) {
  std::uint32_t& slot = document_[index_of(field)];
  if (slot == kNone || rank < rank_of(slot)) slot = add_cell(cell);
}

void Gathered::collect(Frame& level, Field field, Cell cell) {
  collected_.push_back({cell, field, level.collected});
  level.collected = static_cast<std::uint32_t>(collected_.size() - 1);
  level.own |= bit(field);
}

/// Where a line states no quantity, what was announced of it stands in.
void Gathered::settle_announced() {
  constexpr std::size_t kFrom = index_of(Field::line_announced);
  constexpr std::size_t kTo = index_of(Field::line_quantity);
  for (std::size_t i = 0; i < frame_count_; ++i) {
    Frame& frame = frames_[i];
    if (!frame.states(Field::line_announced) || frame.states(Field::line_quantity)) continue;
    frame.cells[kTo] = frame.cells[kFrom];
    frame.own |= bit(Field::line_quantity);
    frame.present |= bit(Field::line_quantity);
  }
}

void Gathered::finish() {
  if (plan_->reads_announced) settle_announced();
  for (const Default& row : plan_->defaults) {
    Cell cell;
    cell.text = row.text;
    cell.take = row.take;
    const auto field = static_cast<Field>(plan_->takes[row.take].target);
    if (!is_line_field(field)) {
      put(0, cell);  // its rank is the last
      continue;
    }
    for (std::size_t i = 0; i < frame_count_; ++i) {
      if (!frames_[i].states(Field::line_quantity) || frames_[i].has(field)) continue;
      cell.spot = frames_[i].spot;
      put(static_cast<std::uint32_t>(i), cell);
    }
  }
}

std::uint32_t Gathered::open_record(std::uint16_t record, std::uint32_t spot, std::uint32_t frame) {
  records_.push_back({record, false, spot, frame, kNone});
  return static_cast<std::uint32_t>(records_.size() - 1);
}

void Gathered::put_member(std::uint32_t record, const Cell& cell) {
  const Take& rule = plan_->takes[cell.take];
  RecordHit& hit = records_[record];
  for (std::uint32_t at = hit.members; at != kNone; at = members_[at].next) {
    const Take& known = plan_->takes[members_[at].cell.take];
    if (known.target != rule.target) continue;
    if (rule.rank < known.rank) members_[at].cell = cell;
    return;
  }
  members_.push_back({cell, hit.members});
  hit.members = static_cast<std::uint32_t>(members_.size() - 1);
}

const Cell* Gathered::document(Field field) const {
  const std::uint32_t slot = document_[index_of(field)];
  return slot == kNone ? nullptr : &cells_[slot];
}

const Cell* Gathered::member(const RecordHit& record, Member member) const {
  for (std::uint32_t at = record.members; at != kNone; at = members_[at].next)
    if (plan_->takes[members_[at].cell.take].target == static_cast<std::uint8_t>(member))
      return &members_[at].cell;
  return nullptr;
}

}  // namespace weighbridge::maps
