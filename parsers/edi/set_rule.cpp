#include "parsers/edi/set_rule.hpp"

#include <algorithm>

namespace weighbridge::edi {

namespace {

/// The first row from `row` on, on the level of `loop`, that holds `segment`.
std::uint16_t find_on_level(const SetRule& set, std::uint16_t loop, std::uint16_t row,
                            std::uint16_t segment) {
  while (row < set.loops[loop].end_row) {
    if (set.rows[row].segment == segment) return row;
    row = set.next_on_level(row, loop);
  }
  return kNoRow;
}

/// Whether something mandatory stands on the level of `loop` from row `from` up to `to`.
bool passes_mandatory(const SetRule& set, std::uint16_t loop, std::uint16_t from,
                      std::uint16_t to) {
  for (std::uint16_t row = from; row < to; row = set.next_on_level(row, loop)) {
    const RowRule& rule = set.rows[row];
    if (rule.loop == loop ? rule.mandatory : set.loops[rule.loop].mandatory) return true;
  }
  return false;
}

/// Whether `segment` has a place in the loop of `row` or one around it that is inside `outer`.
bool belongs_inside(const SetRule& set, std::uint16_t row, std::uint16_t outer,
                    std::uint16_t segment) {
  for (std::uint16_t loop = set.rows[row].loop; loop != outer; loop = set.loops[loop].parent)
    if (set.row_in_loop(loop, segment) != kNoRow) return true;
  return false;
}

std::uint16_t forward(const SetRule& set, std::uint16_t row, std::uint16_t segment) {
  const RowRule& here = set.rows[row];
  const bool may_stay = !here.opens_loop && here.max_use > 1;
  if (may_stay && here.segment == segment) return row;
  std::uint16_t from = static_cast<std::uint16_t>(row + 1);
  for (std::uint16_t loop = here.loop;; loop = set.loops[loop].parent) {
    const LoopRule& rule = set.loops[loop];
    const std::uint16_t found = find_on_level(set, loop, from, segment);
    if (found != kNoRow) {
      // A segment that comes late in its item is no segment of the summary: between the two stands
      // one that has to come first (EDIFACT UNS, X12 TDS).
      const bool late = loop != here.loop && passes_mandatory(set, loop, from, found) &&
                        belongs_inside(set, row, loop, segment);
      return late ? kNoRow : found;
    }
    if (loop == 0) break;
    if (rule.max_repeat > 1 && set.rows[rule.first_row].segment == segment) return rule.first_row;
    from = rule.end_row;
  }
  // Nothing else takes it: the same row again, which then is over its maximum use.
  return here.segment == segment && row != 0 ? row : kNoRow;
}

}  // namespace

std::uint16_t SetRule::next_on_level(std::uint16_t row, std::uint16_t loop) const {
  const std::uint16_t inner = rows[row].loop;
  return inner == loop ? static_cast<std::uint16_t>(row + 1) : loops[inner].end_row;
}

std::uint16_t SetRule::row_in_loop(std::uint16_t loop, std::uint16_t segment) const {
  const std::uint16_t first = loops[loop].first_row;
  return find_on_level(*this, loop, loop == 0 ? first : static_cast<std::uint16_t>(first + 1),
                       segment);
}

void compile_steps(SetRule& set, std::size_t segment_count) {
  set.symbols.assign(segment_count, kNoRow);
  std::vector<std::uint16_t> segment_of;
  for (const RowRule& row : set.rows) {
    if (set.symbols[row.segment] != kNoRow) continue;
    set.symbols[row.segment] = static_cast<std::uint16_t>(segment_of.size());
    segment_of.push_back(row.segment);
  }
  set.symbol_count = static_cast<std::uint32_t>(segment_of.size());
  set.steps.clear();
  set.steps.reserve(set.rows.size() * segment_of.size());
  const auto row_count = static_cast<std::uint16_t>(set.rows.size());
  for (std::uint16_t row = 0; row < row_count; ++row)
    for (const std::uint16_t segment : segment_of) set.steps.push_back(forward(set, row, segment));

  const auto loop_count = static_cast<std::uint16_t>(set.loops.size());
  for (std::uint16_t i = 0; i < loop_count; ++i) {
    LoopRule& loop = set.loops[i];
    loop.end_loop = static_cast<std::uint16_t>(i + 1);
    while (loop.end_loop < loop_count && set.loops[loop.end_loop].first_row < loop.end_row)
      ++loop.end_loop;
    const std::uint16_t first =
        i == 0 ? loop.first_row : static_cast<std::uint16_t>(loop.first_row + 1);
    for (std::uint16_t row = first; row < loop.end_row; row = set.next_on_level(row, i)) {
      const bool nested = set.rows[row].loop != i;
      loop.asks |= nested ? set.loops[set.rows[row].loop].mandatory : set.rows[row].mandatory;
    }
  }
}

}  // namespace weighbridge::edi
