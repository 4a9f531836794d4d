#include "parsers/edi/structure_matcher.hpp"

#include <algorithm>
#include <iterator>

namespace weighbridge::edi {

namespace {

/// The segments of ISO 9735, part 5, which may stand round the content of any message.
bool is_security(std::string_view tag) {
  constexpr std::string_view kTags[] = {"USA", "USB", "USC", "USD", "USE", "USF", "USH",
                                        "USL", "USR", "UST", "USU", "USX", "USY"};
  return std::find(std::begin(kTags), std::end(kTags), tag) != std::end(kTags);
}

}  // namespace

void StructureMatcher::begin(const SetRule& rule, TransactionSet& set) {
  rule_ = &rule;
  set_ = &set;
  row_ = 0;
  uses_.assign(rule.rows.size(), 0);
  repeats_.assign(rule.loops.size(), 0);
  occurrences_.assign(rule.loops.size(), 0);
  uses_[0] = 1;
}

void StructureMatcher::take(std::uint32_t index, std::uint16_t segment) {
  const std::uint16_t symbol = rule_->symbols[segment];
  if (symbol == kNoRow) {
    const std::string_view tag = set_->segments[index].tag;
    set_->loop_of[index] = occurrences_[rule_->rows[row_].loop];
    findings_.add(FindingLevel::warning, SegmentCode::not_in_set, index, tag,
                  "Segment " + std::string(tag) + " is not part of " +
                      std::string(findings_.style().noun) + " " + std::string(rule_->id),
                  "It was left unread; send it in the segment that the standard has for it.");
    return;
  }
  std::uint16_t row = rule_->step(row_, symbol);
  if (row == kNoRow) {
    row = find_anywhere(segment);
    report_misplaced(index, row);
    if (row == kNoRow) return;
  }
  enter(index, row);
}

void StructureMatcher::take_unknown(std::uint32_t index) {
  const std::string_view tag = set_->segments[index].tag.substr(0, 16);
  set_->loop_of[index] = occurrences_[rule_->rows[row_].loop];
  if (is_security(tag)) {
    findings_.add(
        FindingLevel::note, SegmentCode::unrecognised, index, tag,
        "Segment " + std::string(tag) +
            " secures the message (ISO 9735, part 5); such segments are not read here",
        "The message was read all the same; whether it is as it was signed was not asked.");
    return;
  }
  findings_.add(FindingLevel::warning, SegmentCode::unrecognised, index, tag,
                "'" + std::string(tag) + "' is not a segment of the standard",
                "It was left unread; check the segment terminator and the spelling.");
}

/// The row of `segment` in any loop that is open, innermost first.
std::uint16_t StructureMatcher::find_anywhere(std::uint16_t segment) const {
  for (std::uint16_t loop = rule_->rows[row_].loop;; loop = rule_->loops[loop].parent) {
    const std::uint16_t row = rule_->row_in_loop(loop, segment);
    if (row != kNoRow || loop == 0) return row;
  }
}

void StructureMatcher::report_misplaced(std::uint32_t index, std::uint16_t row) {
  const std::string_view tag = set_->segments[index].tag;
  set_->loop_of[index] = occurrences_[rule_->rows[row_].loop];
  if (row == kNoRow) {
    findings_.add(FindingLevel::warning, SegmentCode::unexpected, index, tag,
                  "Segment " + std::string(tag) +
                      " is not expected here: the loop it belongs to has not begun",
                  "Send the segment that opens its loop before it.");
    return;
  }
  const RowRule& rule = rule_->rows[row];
  const bool full = rule.opens_loop ? repeats_[rule.loop] >= rule_->loops[rule.loop].max_repeat
                                    : uses_[row] >= rule.max_use;
  if (full) return;  // enter() will say so
  const std::string_view before = set_->segments[index - 1].tag;
  findings_.add(FindingLevel::warning, SegmentCode::out_of_sequence, index, tag,
                "Segment " + std::string(tag) + " stands after " + std::string(before) +
                    ", the standard has it before",
                "It was read all the same; send the segments in the order of the standard.");
}

void StructureMatcher::enter(std::uint32_t index, std::uint16_t row) {
  const RowRule& rule = rule_->rows[row];
  const std::uint16_t target = rule.opens_loop ? rule_->loops[rule.loop].parent : rule.loop;
  for (std::uint16_t loop = rule_->rows[row_].loop; loop != target;
       loop = rule_->loops[loop].parent)
    close(loop, index);
  if (rule.opens_loop) open(rule.loop, index);
  row_ = row;
  set_->loop_of[index] = occurrences_[rule.loop];
  if (++uses_[row] <= rule.max_use) return;
  const std::string_view tag = set_->segments[index].tag;
  findings_.add(FindingLevel::warning, SegmentCode::repeats, index, tag,
                "Segment " + std::string(tag) + " stands " + std::to_string(uses_[row]) +
                    " times here, the standard allows " + std::to_string(rule.max_use),
                "It was read all the same; send no more than the standard allows.");
}

void StructureMatcher::open(std::uint16_t loop, std::uint32_t index) {
  const LoopRule& rule = rule_->loops[loop];
  std::fill(uses_.begin() + rule.first_row, uses_.begin() + rule.end_row, 0);
  std::fill(repeats_.begin() + loop + 1, repeats_.begin() + rule.end_loop, 0);
  const auto occurrence = static_cast<std::uint32_t>(set_->loops.size());
  set_->loops.push_back({rule.id, index, index, occurrences_[rule.parent]});
  occurrences_[loop] = occurrence;
  if (++repeats_[loop] <= rule.max_repeat) return;
  findings_.add(FindingLevel::warning, SegmentCode::loop_repeats, index, set_->segments[index].tag,
                "Loop " + std::string(rule.id) + " stands " + std::to_string(repeats_[loop]) +
                    " times here, the standard allows " + std::to_string(rule.max_repeat),
                "It was read all the same; send no more than the standard allows.");
}

void StructureMatcher::close(std::uint16_t loop, std::uint32_t index) {
  set_->loops[occurrences_[loop]].end = index;
  if (rule_->loops[loop].asks) report_missing(loop, index);
}

void StructureMatcher::end() {
  const auto end = static_cast<std::uint32_t>(set_->segments.size());
  for (std::uint16_t loop = rule_->rows[row_].loop; loop != 0; loop = rule_->loops[loop].parent)
    close(loop, end);
  close(0, end);
}

/// Says which mandatory segments and loops have not come in `loop`, which ends before `index`.
void StructureMatcher::report_missing(std::uint16_t loop, std::uint32_t index) {
  const LoopRule& rule = rule_->loops[loop];
  // Nothing is lost with a segment that states nothing; what should stand behind it may have been
  // taken for a part of what stands before it.
  // What another release asks for, its own may leave out.
  FindingLevel level = set_->exact ? FindingLevel::error : FindingLevel::warning;
  for (std::uint16_t row = rule.first_row; row < rule.end_row;
       row = rule_->next_on_level(row, loop)) {
    const RowRule& here = rule_->rows[row];
    const bool nested = here.loop != loop;
    const bool asked = nested ? rule_->loops[here.loop].mandatory : here.mandatory;
    const bool came = nested ? repeats_[here.loop] > 0 : uses_[row] > 0;
    if (!asked || came) continue;
    const SegmentRule& segment = set_->dictionary->segments()[here.segment];
    if (segment.tag == findings_.style().trailer) continue;  // told as a missing trailer
    if (segment.tag == findings_.style().section_control) level = FindingLevel::warning;
    findings_.add(level, SegmentCode::missing, index, segment.tag,
                  "Segment " + std::string(segment.tag) + " " + std::string(segment.name) +
                      " is missing" + (loop == 0 ? "" : " in loop " + std::string(rule.id)),
                  "Send it: the standard requires it in " + std::string(findings_.style().noun) +
                      " " + std::string(rule_->id) + ".");
  }
}

}  // namespace weighbridge::edi
