#include "mappings/maps/segment_gatherer.hpp"

#include <algorithm>
#include <utility>

#include "parsers/edi/dictionary.hpp"

namespace weighbridge::maps {

namespace {

// Both run for every element that a map takes: inlined, a value stays in registers.
[[gnu::always_inline]] inline std::string_view trimmed(std::string_view value) {
  if (value.empty() || (value.front() != ' ' && value.back() != ' ')) return value;
  return edi::trimmed(value);
}

}  // namespace

void Components::cut(std::string_view element, char separator) {
  element_ = element;
  count_ = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < element.size(); ++at) {
    if (element[at] != separator) continue;
    parts_[count_++] = element.substr(begin, at - begin);
    if (count_ == kKept) return;
    begin = at + 1;
  }
  parts_[count_++] = element.substr(begin);
}

/// Element and component without blanks; component 0 is the whole element.
[[gnu::always_inline]] inline std::string_view SegmentGatherer::value_of(
    const edi::Segment& segment, std::size_t element, std::size_t component) {
  std::string_view value = segment.element(element);
  if (component != 0) value = components_.of(value, set_->delimiters.component, component);
  return trimmed(value);
}

void SegmentGatherer::gather(const Plan& plan, const edi::TransactionSet& set, Gathered& out) {
  plan_ = &plan;
  set_ = &set;
  out_ = &out;
  out.begin(plan);
  reset();

  const Columns& symbols = columns();
  std::uint32_t current = kNone;
  const LoopState* inside = nullptr;
  for (std::uint32_t i = 0; i < set.segments.size(); ++i) {
    if (set.loop_of[i] != current) {
      current = set.loop_of[i];
      inside = &state_of(current);
    }
    const LoopState& state = *inside;
    if (state.scope == kNoScope && state.records == kNone) continue;
    const std::uint16_t symbol = symbol_of(symbols, i);
    if (symbol == CodeList::kAbsent) continue;
    const auto rules_in = [&](std::uint16_t scope) -> const SegmentRules& {
      return plan.rules[std::size_t{scope} * plan.symbol_count + symbol];
    };
    const Row row{set.segments[i], i};
    if (state.scope != kNoScope && !rules_in(state.scope).empty)
      apply(rules_in(state.scope), row, state);
    if (state.records != kNone)
      apply_members(rules_in(state.record_scope).members, row, state.records);
  }
  out.finish();
}

const SegmentGatherer::Columns& SegmentGatherer::columns() {
  for (const Columns& known : columns_)
    if (known.plan == plan_ && known.dictionary == set_->dictionary) return known;
  Columns made{plan_, set_->dictionary, {}};
  if (set_->dictionary != nullptr)
    for (const edi::SegmentRule& rule : set_->dictionary->segments())
      made.symbols.push_back(plan_->symbols.find(pack(rule.tag)));
  columns_.push_back(std::move(made));
  return columns_.back();
}

std::uint16_t SegmentGatherer::symbol_of(const Columns& columns, std::uint32_t segment) const {
  const std::uint16_t rule =
      segment < set_->rule_of.size() ? set_->rule_of[segment] : edi::kNoSegmentRule;
  // Another release may have a segment that this one lacks.
  if (rule == edi::kNoSegmentRule) return plan_->symbols.find(pack(set_->segments[segment].tag));
  return columns.symbols[rule];
}

void SegmentGatherer::reset() {
  components_.forget();
  loops_.assign(set_->loops.size(), {});
  open_.clear();
  node_of_loop_.clear();
  frame_of_node_.assign(set_->hierarchy.size(), kNone);
  if (!set_->hierarchy.empty()) {
    node_of_loop_.assign(set_->loops.size(), kNone);
    for (std::uint32_t node = 0; node < set_->hierarchy.size(); ++node)
      node_of_loop_[set_->hierarchy[node].loop] = node;
  }
  if (!loops_.empty()) {
    loops_[0].scope = 0;
    loops_[0].frame = 0;
  }
}

const SegmentGatherer::LoopState& SegmentGatherer::enter(std::uint32_t loop) {
  // Loops nest a handful deep, as the dictionary draws them.
  const std::uint32_t outer = set_->loops[loop].parent;
  const LoopState& around = state_of(outer == edi::kNone ? 0 : outer);
  LoopState& state = loops_[loop];
  // Member by member: a whole that was just written in parts waits until it has reached the cache.
  state.scope = kNoScope;
  state.record_scope = around.record_scope;
  state.frame = around.frame;
  state.records = around.records;
  if (around.scope == kNoScope) return state;
  const PackedCode id = pack(set_->loops[loop].id);
  for (const std::uint16_t inner : plan_->scopes[around.scope].inner) {
    if (plan_->scopes[inner].loop != id) continue;
    state.scope = inner;
    if (plan_->scopes[inner].opens_frame)
      state.frame = open_frame(around.frame, loop, plan_->scopes[inner]);
    if (plan_->scopes[inner].records.count > 0) open_records(state, loop);
    break;
  }
  return state;
}

std::uint32_t SegmentGatherer::open_frame(std::uint32_t around, std::uint32_t loop,
                                          const Scope& scope) {
  const std::uint32_t spot = set_->loops[loop].first;
  if (node_of_loop_.empty() || node_of_loop_[loop] == kNone)
    return out_->open_frame(around, spot, scope.around_lines ? kAroundLines : PackedCode{0});
  const edi::HierarchyNode& node = set_->hierarchy[node_of_loop_[loop]];
  // A parent that comes later in the set can hand nothing down.
  if (node.parent != edi::kNone && frame_of_node_[node.parent] != kNone)
    around = frame_of_node_[node.parent];
  const std::uint32_t made = out_->open_frame(around, spot, pack(trimmed(node.level)));
  frame_of_node_[node_of_loop_[loop]] = made;
  return made;
}

void SegmentGatherer::open_records(LoopState& state, std::uint32_t loop) {
  const Range records = plan_->scopes[state.scope].records;
  const std::uint32_t spot = set_->loops[loop].first;
  state.record_scope = state.scope;
  state.records = static_cast<std::uint32_t>(open_.size());
  for (std::uint16_t i = 0; i < records.count; ++i) {
    const auto record = static_cast<std::uint16_t>(records.first + i);
    const Record& rule = plan_->records[record];
    const edi::Segment& opener = set_->segments[spot];
    const bool opens = holds(rule.checks, opener);
    open_.push_back(opens ? out_->open_record(record, spot, state.frame) : kNone);
    if (opens && rule.negative.count != 0 && holds(rule.negative, opener))
      out_->take_off(open_.back());
  }
}

bool SegmentGatherer::holds(Range checks, const edi::Segment& segment) {
  for (std::uint16_t i = 0; i < checks.count; ++i) {
    const Check& check = plan_->checks[checks.first + i];
    const PackedCode code = pack(value_of(segment, check.element, check.component));
    bool listed = false;
    for (std::uint16_t c = 0; c < check.codes.count; ++c)
      listed = listed || plan_->codes[check.codes.first + c] == code;
    if (listed == check.negated) return false;
  }
  return true;
}

/// All of the cell but which take it is; false when there is nothing to take.
[[gnu::always_inline]] inline bool SegmentGatherer::read(const Take& rule, std::uint8_t element,
                                                         const Row& row, Cell& cell) {
  cell.text = value_of(row.segment, element, rule.component);
  if (cell.text.empty()) return false;
  if (rule.checks.count != 0 && !holds(rule.checks, row.segment)) return false;
  cell.spot = row.index;
  cell.element = element;
  cell.format = rule.format;
  if (rule.format_component != 0) {
    const std::string_view qualifier = value_of(row.segment, element, rule.format_component);
    if (!qualifier.empty()) cell.format = plan_->date_formats.of_qualifier(qualifier);
  }
  return true;
}

void SegmentGatherer::apply(const SegmentRules& rules, const Row& row, const LoopState& state) {
  apply_takes(rules.takes, row, state.frame);
  for (std::uint16_t i = 0; i < rules.qualified.count; ++i) {
    const Qualified& qualified = plan_->qualified[rules.qualified.first + i];
    if (qualified.element > row.segment.elements.size() && !qualified.asks_empty) continue;
    const std::uint16_t group =
        qualified.groups.find(pack(value_of(row.segment, qualified.element, qualified.component)));
    if (group != CodeList::kAbsent) apply_takes(plan_->groups[group], row, state.frame);
  }
  for (std::uint16_t i = 0; i < rules.pairs.count; ++i)
    apply_pairs(plan_->pairs[rules.pairs.first + i], row, state.frame);
  for (std::uint16_t i = 0; i < rules.records.count; ++i)
    apply_record(static_cast<std::uint16_t>(rules.records.first + i), row, state.frame);
}

/// Of pairs, the value stands at `element`; else where each take says.
void SegmentGatherer::apply_takes(Range takes, const Row& row, std::uint32_t frame,
                                  std::uint8_t element) {
  const Take* rule = plan_->takes.data() + takes.first;
  for (std::uint16_t i = 0; i < takes.count; ++i, ++rule) {
    Cell cell;
    if (!read(*rule, element != 0 ? element : rule->element, row, cell)) continue;
    cell.take = static_cast<std::uint16_t>(takes.first + i);
    out_->put(frame, *rule, cell);
  }
}

void SegmentGatherer::apply_pairs(const Pairs& pairs, const Row& row, std::uint32_t frame) {
  const edi::Elements& elements = row.segment.elements;
  for (std::size_t at = pairs.first_element; at < elements.size(); at += 2) {
    const std::string_view qualifier = trimmed(elements[at - 1]);
    if (qualifier.empty()) continue;
    const std::uint16_t group = pairs.groups.find(pack(qualifier));
    if (group != CodeList::kAbsent)
      apply_takes(plan_->groups[group], row, frame, static_cast<std::uint8_t>(at + 1));
  }
}

void SegmentGatherer::apply_record(std::uint16_t record, const Row& row, std::uint32_t frame) {
  const Record& rule = plan_->records[record];
  if (!holds(rule.checks, row.segment)) return;
  const std::uint32_t opened = out_->open_record(record, row.index, frame);
  if (rule.negative.count != 0 && holds(rule.negative, row.segment)) out_->take_off(opened);
  put_members(rule.takes, row, opened);
}

void SegmentGatherer::apply_members(Range members, const Row& row, std::uint32_t first_open) {
  for (std::uint16_t i = 0; i < members.count; ++i) {
    const LoopMembers& rule = plan_->loop_members[members.first + i];
    const std::uint32_t record = open_[first_open + rule.record];
    if (record != kNone) put_members(rule.takes, row, record);
  }
}

void SegmentGatherer::put_members(Range takes, const Row& row, std::uint32_t record) {
  for (std::uint16_t i = 0; i < takes.count; ++i) {
    const Take& rule = plan_->takes[takes.first + i];
    Cell cell;
    if (!read(rule, rule.element, row, cell)) continue;
    cell.take = static_cast<std::uint16_t>(takes.first + i);
    out_->put_member(record, cell);
  }
}

Place SegmentView::place(std::uint32_t spot) const {
  const edi::Segment& row = set_.segments[spot];
  Place place;
  place.offset = row.offset;
  place.segment = row.position;
  place.tag = row.tag;
  place.loop = set_.loops[set_.loop_of[spot]].id;
  return place;
}

Place SegmentView::place(const Plan& plan, const Cell& cell) const {
  Place found = place(cell.spot);
  found.element = cell.element;
  found.component = plan.takes[cell.take].component;
  return found;
}

bool SegmentView::refused(const Cell& cell) const {
  const std::uint32_t position = set_.segments[cell.spot].position;
  return std::any_of(set_.findings.begin(), set_.findings.end(), [&](const Finding& finding) {
    return finding.scope == FindingScope::element && finding.place.segment == position &&
           finding.place.element == cell.element;
  });
}

}  // namespace weighbridge::maps
