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
  return apart(parts, line, stated);
}

/// The part as a line of its own; nothing when it counts nothing. A part without a quantity speaks
/// of all that the line states.
std::optional<ReceiptLine> LineParts::read(const Part& part, const ReceiptLine& line,
                                           std::optional<Quantity> stated) {
  const Cell* quantity = gathered_.member(*part.hit, Member::part_quantity);
  ReceiptLine own = line;
  if (quantity == nullptr) {
    if (!stated || plan_.parts != PartsMode::instead) return std::nullopt;
    own.quantity = *stated;
  } else {
    const auto number = values_.decimal(quantity);
    if (!number) return std::nullopt;
    own.quantity = Quantity(*number);
  }
  if (const Cell* uom = gathered_.member(*part.hit, Member::part_uom)) own.uom = values_.text(uom);
  if (const Cell* code = gathered_.member(*part.hit, Member::part_condition_code))
    own.condition_code = values_.text(code);
  const Cell* condition = gathered_.member(*part.hit, Member::part_condition);
  own.condition = condition_from(values_.text(condition));
  if (own.condition || condition == nullptr) return own;
  values_.report(FindingLevel::note, "PART_NOT_COUNTED", condition,
                 "what is said of " + own.quantity.value.to_string() +
                     " units under this code is no goods beside the line's quantity; it is not "
                     "counted",
                 "");
  return std::nullopt;
}

std::vector<ReceiptLine> LineParts::apart(std::span<const Part> parts, ReceiptLine line,
                                          std::optional<Quantity> stated) {
  std::vector<ReceiptLine> lines;
  Quantity rest = stated.value_or(Quantity());
  for (const Part& part : parts) {
    auto own = read(part, line, stated);
    if (!own) continue;
    const bool is_good = own->condition == Condition::good;
    if (is_good && stated) {
      // "Received, in good condition": it says so of the line's own quantity.
      if (line.condition_code.empty()) line.condition_code = own->condition_code;
      continue;
    }
    if (plan_.parts == PartsMode::within && own->condition != Condition::short_)
      rest = Quantity(rest.value - own->quantity.value);
    lines.push_back(std::move(*own));
  }
  if (!stated) return lines;
  if (!lines.empty())
    values_.report(FindingLevel::note, "PARTS_COUNTED", parts.front().hit->spot,
                   plan_.parts == PartsMode::within
                       ? "what is damaged, rejected or on hold is taken off the line's quantity"
                       : "what is damaged, rejected, on hold or short counts beside the line's "
                         "quantity",
                   "");
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

ReceiptLine LineParts::together(std::span<const Part> parts, ReceiptLine line,
                                std::optional<Quantity> stated) {
  Quantity sum;
  for (const Part& part : parts) {
    const auto own = read(part, line, stated);
    if (!own) continue;
    if (line.condition_code.empty()) line.condition_code = own->condition_code;
    if (own->condition == Condition::rejected) continue;
    sum = Quantity(sum.value + own->quantity.value);
    if (!own->uom.empty()) line.uom = own->uom;
  }
  line.quantity = sum;
  return line;
}

}  // namespace weighbridge::maps
