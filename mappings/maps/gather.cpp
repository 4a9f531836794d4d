#include "mappings/maps/gather.hpp"

#include <bit>

namespace weighbridge::maps {

namespace {

constexpr std::uint64_t fields_with(Inheritance inheritance) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kLineFields; ++i)
    if (inheritance_of(static_cast<Field>(i)) == inheritance) bits |= std::uint64_t{1} << i;
  return bits;
}

constexpr std::uint64_t bit(Field field) {
  return std::uint64_t{1} << index_of(field);
}

constexpr std::uint64_t kBelow = fields_with(Inheritance::below);
constexpr std::uint64_t kWithItem = fields_with(Inheritance::with_item);
constexpr std::uint64_t kCollected = fields_with(Inheritance::collected);
constexpr std::uint64_t kItemIds =
    bit(Field::line_sku) | bit(Field::line_gtin) | bit(Field::line_upc) | bit(Field::line_vendor);

std::string_view element_of(const x12::Segment& segment, const x12::Delimiters& delimiters,
                            std::uint8_t element, std::uint8_t component) {
  const std::string_view raw = segment.element(element);
  if (component == 0) return raw;
  return x12::part(raw, delimiters.component, component);
}

std::string_view trimmed(std::string_view value) {
  if (value.empty() || (value.front() != ' ' && value.back() != ' ')) return value;
  return x12::trimmed(value);
}

}  // namespace

void Gathered::gather(const Plan& plan, const x12::TransactionSet& set) {
  plan_ = &plan;
  set_ = &set;
  reset(set);

  std::uint32_t current = kNone;
  LoopState state;
  for (std::uint32_t i = 0; i < set.segments.size(); ++i) {
    if (set.loop_of[i] != current) {
      current = set.loop_of[i];
      state = enter(current);
    }
    if (state.scope == kNoScope) continue;
    const std::uint16_t symbol = plan.symbols.find(pack(set.segments[i].tag));
    if (symbol == CodeList::kAbsent) continue;
    const SegmentRules& rules = plan.rules[std::size_t{state.scope} * plan.symbol_count + symbol];
    if (!rules.empty) apply(rules, i, state.frame);
  }
}

void Gathered::reset(const x12::TransactionSet& set) {
  frame_count_ = 0;
  cell_count_ = 0;
  document_.fill(kNone);
  collected_.clear();
  records_.clear();
  loops_.assign(set.loops.size(), {});
  node_of_loop_.clear();
  frame_of_node_.assign(set.hierarchy.size(), kNone);
  if (!set.hierarchy.empty()) {
    node_of_loop_.assign(set.loops.size(), kNone);
    for (std::uint32_t node = 0; node < set.hierarchy.size(); ++node)
      node_of_loop_[set.hierarchy[node].loop] = node;
  }
  const std::uint32_t root = open_frame(kNone, kNone);
  if (!loops_.empty()) loops_[0] = {0, root};
}

const Gathered::LoopState& Gathered::enter(std::uint32_t loop) {
  LoopState& state = loops_[loop];
  if (state.frame != kNone) return state;
  // Loops nest a handful deep, as the dictionary draws them.
  const std::uint32_t outer = set_->loops[loop].parent;
  const LoopState around = outer == x12::kNone ? LoopState{0, 0} : enter(outer);
  state.frame = around.frame;
  if (around.scope == kNoScope) return state;
  const PackedCode id = pack(set_->loops[loop].id);
  for (const std::uint16_t inner : plan_->scopes[around.scope].inner) {
    if (plan_->scopes[inner].loop != id) continue;
    state.scope = inner;
    if (plan_->scopes[inner].opens_frame) state.frame = open_frame(around.frame, loop);
    break;
  }
  return state;
}

std::uint32_t Gathered::open_frame(std::uint32_t parent, std::uint32_t loop) {
  const auto made = static_cast<std::uint32_t>(frame_count_++);
  if (frame_count_ > frames_.size()) frames_.resize(2 * frame_count_ + 6);
  PackedCode level = 0;
  if (loop != kNone && !node_of_loop_.empty() && node_of_loop_[loop] != kNone) {
    const x12::HierarchyNode& node = set_->hierarchy[node_of_loop_[loop]];
    level = pack(trimmed(node.level));
    frame_of_node_[node_of_loop_[loop]] = made;
    // A parent that comes later in the set can hand nothing down.
    if (node.parent != x12::kNone && frame_of_node_[node.parent] != kNone)
      parent = frame_of_node_[node.parent];
  }

  Frame& frame = frames_[made];
  frame.own = 0;
  frame.present = 0;
  frame.parent = parent;
  frame.segment = loop == kNone ? 0 : set_->loops[loop].first;
  frame.collected = kNone;
  frame.level = level;
  if (parent == kNone) return made;

  const Frame& above = frames_[parent];
  std::uint64_t handed_down = above.present & kBelow;
  // Where a level names an item of its own, nothing of an item further up is left.
  const bool own_item = (above.own & kItemIds) != 0;
  handed_down |= (own_item ? above.own : above.present) & kWithItem;
  frame.present = handed_down;
  for (std::uint64_t rest = handed_down; rest != 0; rest &= rest - 1) {
    const auto field = static_cast<std::size_t>(std::countr_zero(rest));
    frame.cells[field] = above.cells[field];
  }
  return made;
}

bool Gathered::holds(const Plan& plan, Range checks, const x12::Segment& segment,
                     const x12::Delimiters& delimiters) {
  for (std::uint16_t i = 0; i < checks.count; ++i) {
    const Check& check = plan.checks[checks.first + i];
    const PackedCode code =
        pack(trimmed(element_of(segment, delimiters, check.element, check.component)));
    bool listed = false;
    for (std::uint16_t c = 0; c < check.codes.count; ++c)
      listed = listed || plan.codes[check.codes.first + c] == code;
    if (listed == check.negated) return false;
  }
  return true;
}

void Gathered::apply(const SegmentRules& rules, std::uint32_t segment, std::uint32_t frame) {
  const x12::Segment& row = set_->segments[segment];
  apply_group(rules.takes, segment, frame);
  for (std::uint16_t i = 0; i < rules.qualified.count; ++i) {
    const Qualified& qualified = plan_->qualified[rules.qualified.first + i];
    const std::uint16_t group =
        qualified.groups.find(pack(trimmed(row.element(qualified.element))));
    if (group != CodeList::kAbsent) apply_group(plan_->groups[group], segment, frame);
  }
  for (std::uint16_t i = 0; i < rules.pairs.count; ++i)
    apply_pairs(plan_->pairs[rules.pairs.first + i], segment, frame);
  for (std::uint16_t i = 0; i < rules.records.count; ++i) {
    const auto record = static_cast<std::uint16_t>(rules.records.first + i);
    if (holds(*plan_, plan_->records[record].checks, row, set_->delimiters))
      records_.push_back({record, segment, frame});
  }
}

void Gathered::apply_group(Range takes, std::uint32_t segment, std::uint32_t frame) {
  for (std::uint16_t i = 0; i < takes.count; ++i) {
    const auto take = static_cast<std::uint16_t>(takes.first + i);
    put(take, plan_->takes[take].element, segment, frame);
  }
}

void Gathered::apply_pairs(const Pairs& pairs, std::uint32_t segment, std::uint32_t frame) {
  const x12::Segment& row = set_->segments[segment];
  for (std::size_t at = pairs.first_element; at < row.elements.size(); at += 2) {
    const std::string_view qualifier = row.elements[at - 1];
    if (qualifier.empty()) continue;
    const std::uint16_t group = pairs.groups.find(pack(trimmed(qualifier)));
    if (group == CodeList::kAbsent) continue;
    const Range takes = plan_->groups[group];
    for (std::uint16_t i = 0; i < takes.count; ++i)
      put(static_cast<std::uint16_t>(takes.first + i), static_cast<std::uint8_t>(at + 1), segment,
          frame);
  }
}

void Gathered::put(std::uint16_t take, std::uint8_t element, std::uint32_t segment,
                   std::uint32_t frame) {
  const Take& rule = plan_->takes[take];
  const x12::Segment& row = set_->segments[segment];
  const std::string_view text = trimmed(element_of(row, set_->delimiters, element, rule.component));
  if (text.empty()) return;
  if (rule.checks.count != 0 && !holds(*plan_, rule.checks, row, set_->delimiters)) return;

  const auto field = static_cast<Field>(rule.target);
  const std::size_t index = index_of(field);
  if (!is_line_field(field)) {
    std::uint32_t& slot = document_[index];
    if (slot != kNone && plan_->takes[cells_[slot].take].rank <= rule.rank) return;
    slot = add_cell(text, segment, take, element);
    return;
  }

  Frame& level = frames_[frame];
  const std::uint64_t mask = std::uint64_t{1} << index;
  if ((kCollected & mask) != 0) {
    collected_.push_back({{text, segment, take, element}, field, level.collected});
    level.collected = static_cast<std::uint32_t>(collected_.size() - 1);
    level.own |= mask;
    return;
  }
  // At one level the first of the best rank stands; a lower level overrules a higher one.
  if ((level.own & mask) != 0 && plan_->takes[cells_[level.cells[index]].take].rank <= rule.rank)
    return;
  if ((mask & kItemIds) != 0 && (level.own & kItemIds) == 0) {
    // The first identifier of its own: the item is another one than further up.
    level.present &= ~kWithItem | level.own;
  }
  level.own |= mask;
  level.present |= mask;
  level.cells[index] = add_cell(text, segment, take, element);
}

const Cell* Gathered::document(Field field) const {
  const std::uint32_t slot = document_[index_of(field)];
  return slot == kNone ? nullptr : &cells_[slot];
}

}  // namespace weighbridge::maps
