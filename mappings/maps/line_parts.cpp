#include "mappings/maps/line_parts.hpp"

#include <algorithm>
#include <utility>

namespace weighbridge::maps {

LineParts::LineParts(const Plan& plan, const Gathered& gathered, ValueReader& values)
    : plan_(plan), gathered_(gathered), values_(values) {
  for (const RecordHit& hit : gathered.records())
    if (plan.records[hit.record].kind == RecordKind::part) parts_.push_back({hit.frame, &hit});
  std::stable_sort(parts_.begin(), parts_.end(),
                   [](const Part& a, const Part& b) { return a.frame < b.frame; });
}

std::span<const LineParts::Part> LineParts::of_frame(std::uint32_t frame) const {
  const auto range =
      std::equal_range(parts_.begin(), parts_.end(), Part{frame, nullptr},
                       [](const Part& a, const Part& b) { return a.frame < b.frame; });
  return {range.first, range.second};
}

std::vector<ReceiptLine> LineParts::split(std::uint32_t frame, const ReceiptLine& line,
                                          std::optional<Quantity> stated) {
  const auto parts = of_frame(frame);
  if (plan_.parts == PartsMode::instead) return {together(parts, line, stated)};
  if (plan_.parts == PartsMode::dated) return dated(parts, line, stated);
  const Frame& whole = gathered_.frames()[frame];
  const Cell* known_before = announced(whole);
  if (known_before == nullptr) return apart(parts, line, stated);
  if (!state_good(parts)) {
    note_announced(whole);
    return apart(parts, line, stated);
  }
  std::vector<ReceiptLine> lines = apart(parts, line, std::nullopt);
  compare_announced(*known_before, lines);
  return lines;
}

const Cell* LineParts::announced(const Frame& frame) const {
  const Cell* cell = gathered_.line(frame, Field::line_quantity);
  if (cell == nullptr) return nullptr;
  const auto field = static_cast<Field>(plan_.takes[cell->take].target);
  return field == Field::line_announced ? cell : nullptr;
}

void LineParts::note_announced(const Frame& frame) {
  if (const Cell* cell = announced(frame))
    values_.report(FindingLevel::warning, "QUANTITY_ANNOUNCED", cell,
                   "the line says how much was announced or despatched, not how much was received; "
                   "it is taken to be all there",
                   "send the quantity received, such as QTY+48");
}

/// Whether a part counts what was accepted.
bool LineParts::state_good(std::span<const Part> parts) {
  return std::any_of(parts.begin(), parts.end(), [&](const Part& part) {
    const Cell* condition = gathered_.member(*part.hit, Member::part_condition);
    return condition != nullptr && gathered_.member(*part.hit, Member::part_quantity) != nullptr &&
           condition_from(values_.text(condition)) == Condition::good;
  });
}

void LineParts::compare_announced(const Cell& announced, std::span<const ReceiptLine> lines) {
  const auto expected = values_.decimal(&announced);
  Decimal told;
  for (const ReceiptLine& line : lines) told += line.quantity.value;
  if (!expected || told == *expected) return;
  values_.report(FindingLevel::note, "ANNOUNCED_DIFFERS", &announced,
                 "of " + expected->to_string() + " announced or despatched, " + told.to_string() +
                     " are accounted for",
                 "");
}

/// The part as a line of its own; nothing when it has no quantity, or one that counts nothing.
std::optional<ReceiptLine> LineParts::read(const Part& part, const ReceiptLine& line) {
  const auto quantity = values_.decimal(gathered_.member(*part.hit, Member::part_quantity));
  if (!quantity) return std::nullopt;
  ReceiptLine own = line;
  own.quantity = Quantity(*quantity);
  if (const Cell* uom = gathered_.member(*part.hit, Member::part_uom)) own.uom = values_.text(uom);
  if (const Cell* site = gathered_.member(*part.hit, Member::part_site))
    own.site = values_.text(site);
  if (const Cell* code = gathered_.member(*part.hit, Member::part_condition_code))
    own.condition_code = values_.text(code);
  if (const auto day = values_.moment(gathered_.member(*part.hit, Member::part_expected)))
    own.expected = day;
  const Cell* condition = gathered_.member(*part.hit, Member::part_condition);
  if (condition == nullptr) return own;
  own.condition = condition_from(values_.text(condition));
  if (own.condition) return own;
  values_.report(FindingLevel::note, "PART_NOT_COUNTED", condition,
                 "what is said of " + own.quantity.value.to_string() +
                     " units under this code is no goods beside the line's quantity; it is not "
                     "counted",
                 "");
  return std::nullopt;
}

/// How many of the parts are in good condition; nothing when none says so.
std::optional<Quantity> LineParts::good_in(std::span<const Part> parts) {
  std::optional<Quantity> sum;
  for (const Part& part : parts) {
    const Cell* condition = gathered_.member(*part.hit, Member::part_condition);
    if (condition == nullptr || condition_from(values_.text(condition)) != Condition::good)
      continue;
    if (const auto counted = values_.decimal(gathered_.member(*part.hit, Member::part_quantity)))
      sum = Quantity(sum.value_or(Quantity()).value + *counted);
  }
  return sum;
}

std::vector<ReceiptLine> LineParts::apart(std::span<const Part> parts, ReceiptLine line,
                                          std::optional<Quantity> stated) {
  std::vector<ReceiptLine> lines;
  Quantity rest = stated.value_or(Quantity());
  // Where as much as is stated was found good, what was not stands beside it.
  const bool within = plan_.parts == PartsMode::within && !(stated && good_in(parts) == stated);
  for (const Part& part : parts) {
    auto own = read(part, line);
    if (!own) continue;
    const bool is_good = own->condition == Condition::good;
    if (is_good && stated) {
      // "Received, in good condition": it says so of the line's own quantity.
      if (line.condition_code.empty()) line.condition_code = own->condition_code;
      continue;
    }
    if (within && own->condition != Condition::short_)
      rest = Quantity(rest.value - own->quantity.value);
    lines.push_back(std::move(*own));
  }
  if (!stated) return lines;
  // Warehouses differ in this: say how it was read.
  if (rest != *stated)
    values_.report(FindingLevel::note, "PARTS_COUNTED", parts.front().hit->spot,
                   "what is damaged, rejected or on hold is taken off the line's quantity", "");
  if (rest.value.is_negative()) {
    values_.report(FindingLevel::warning, "PARTS_EXCEED", parts.front().hit->spot,
                   "the conditions come to more than the line's quantity; nothing of it is good",
                   "let the conditions add up to no more than what was received");
    rest = Quantity();
  }
  if (!rest.value.is_zero() || lines.empty()) {
    line.quantity = rest;
    lines.insert(lines.begin(), std::move(line));
  }
  return lines;
}

/// A part without a quantity speaks of what the others leave of the line.
ReceiptLine LineParts::together(std::span<const Part> parts, ReceiptLine line,
                                std::optional<Quantity> stated) {
  Quantity accepted;
  Quantity refused;
  bool counted = false;  // a part that is accepted, with its quantity
  bool rest_accepted = false;
  for (const Part& part : parts) {
    const Cell* code = gathered_.member(*part.hit, Member::part_condition_code);
    if (line.condition_code.empty()) line.condition_code = values_.text(code);
    const bool rejected =
        condition_from(values_.text(gathered_.member(*part.hit, Member::part_condition))) ==
        Condition::rejected;
    const auto own = read(part, line);
    if (!own) {
      rest_accepted = rest_accepted || !rejected;
      continue;
    }
    if (rejected) {
      refused = Quantity(refused.value + own->quantity.value);
      continue;
    }
    counted = true;
    accepted = Quantity(accepted.value + own->quantity.value);
    if (!own->uom.empty()) line.uom = own->uom;
  }
  line.quantity = accepted;
  if (!counted && rest_accepted && stated) line.quantity = Quantity(stated->value - refused.value);
  return line;
}

std::vector<ReceiptLine> LineParts::dated(std::span<const Part> parts, ReceiptLine line,
                                          std::optional<Quantity> stated) {
  std::vector<ReceiptLine> lines;
  Quantity sum;
  for (const Part& part : parts)
    if (auto own = read(part, line)) {
      sum = Quantity(sum.value + own->quantity.value);
      lines.push_back(std::move(*own));
    }
  if (lines.empty() && stated) {  // places without quantities divide nothing
    line.quantity = *stated;
    return {std::move(line)};
  }
  if (!stated || sum == *stated) {
    if (lines.size() > 1)
      for (ReceiptLine& own : lines) own.amount.reset();  // it is the whole line's
    return lines;
  }
  values_.report(FindingLevel::warning, "SCHEDULE_DIFFERS", parts.front().hit->spot,
                 "the schedule or distribution comes to " + sum.value.to_string() +
                     ", not to the line's " + stated->value.to_string() +
                     "; the line's own quantity counts",
                 "let the schedule add up to the quantity of the line");
  line.quantity = *stated;
  if (!lines.empty()) line.expected = lines.back().expected;
  return {std::move(line)};
}

}  // namespace weighbridge::maps
