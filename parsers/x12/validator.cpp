#include "parsers/x12/validator.hpp"

#include <charconv>
#include <optional>
#include <string>

#include "parsers/x12/control_totals.hpp"

namespace weighbridge::x12 {

namespace {

std::optional<std::uint64_t> count_of(std::string_view text) {
  text = trimmed(text);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// A set with so many findings over the limit is garbage: nobody wants them counted.
constexpr std::uint32_t kDroppedMax = 10'000;

}  // namespace

void Validator::validate(TransactionSet& set, const Dictionaries& dictionaries) {
  set.findings.clear();
  set.findings_dropped = 0;
  set.accepted = true;
  set.hierarchy.clear();
  const auto count = static_cast<std::uint32_t>(set.segments.size());
  set.loops.assign(1, Loop{"", 0, count, kNone});
  set.loop_of.assign(count, 0);
  set.rule_of.assign(count, kNoSegmentRule);
  findings_.begin(set);
  choose_dictionary(set, dictionaries);
  check_trailer(set);
  if (rule_ == nullptr) return;

  const Dictionary& dictionary = *set.dictionary;
  structure_.begin(*rule_, set);
  elements_.begin(set);
  for (std::uint32_t index = 0; index < count; ++index) {
    const SegmentRule* segment = dictionary.segment(set.segments[index].tag);
    if (segment == nullptr) {
      structure_.take_unknown(index);
      continue;
    }
    const std::uint16_t rule = dictionary.index_of(*segment);
    set.rule_of[index] = rule;
    if (index > 0) structure_.take(index, rule);  // ST opened the set
    if (set.findings_dropped < kDroppedMax) elements_.check(index, *segment);
  }
  structure_.end();
  hierarchy_.build(set);
  check_control_totals(set, findings_);
}

void Validator::choose_dictionary(TransactionSet& set, const Dictionaries& dictionaries) {
  const Dictionaries::Choice choice = dictionaries.nearest(set.version);
  rule_ = choice.dictionary == nullptr ? nullptr : choice.dictionary->set(set.set);
  set.dictionary = rule_ == nullptr ? nullptr : choice.dictionary;
  if (set.set.empty()) {
    findings_.add(FindingLevel::error, SetCode::identifier_invalid,
                  "ST01 Transaction Set Identifier Code is missing", "Send it, such as 856.");
    return;
  }
  if (rule_ == nullptr) {
    findings_.add(
        FindingLevel::error, SetCode::not_supported,
        "Transaction set " + std::string(set.set.substr(0, 16)) + " is not one that is read here",
        "Send a set that docs/formats/x12.md lists, such as 856 or 810.");
    return;
  }
  set.exact = choice.exact;
  if (choice.exact) return;
  const std::string release(choice.dictionary->release());
  findings_.note(FindingLevel::note, "release", 0, 0,
                 set.version.empty() ? "No release is named (GS08): read as " + release
                                     : "Release " + std::string(set.version.substr(0, 12)) +
                                           " has no tables here: read with the nearest, " + release,
                 "");
}

/// SE01 and SE02 against what came (718 codes 2, 3, 4), and ST02 itself (7).
void Validator::check_trailer(const TransactionSet& set) {
  if (set.control.empty())
    findings_.add(FindingLevel::error, SetCode::control_invalid,
                  "ST02 Transaction Set Control Number is missing", "Send it.");
  const Segment& last = set.segments.back();
  if (last.tag != "SE") {
    findings_.add(FindingLevel::error, SetCode::trailer_missing,
                  "The set has no SE: it was cut off, or its trailer is damaged",
                  "Send the whole set again.");
    return;
  }
  const std::optional<std::uint64_t> said = count_of(last.element(1));
  if (said != set.segments.size())
    findings_.add(FindingLevel::error, SetCode::count_mismatch,
                  "SE01 says '" + std::string(last.element(1).substr(0, 12)) + "' segments, " +
                      std::to_string(set.segments.size()) + " came (ST and SE included)",
                  "Send the set whole, or count its segments.");
  if (trimmed(last.element(2)) != set.control)
    findings_.add(FindingLevel::error, SetCode::control_mismatch,
                  "SE02 '" + std::string(last.element(2).substr(0, 12)) +
                      "' is not the control number of ST02, '" +
                      std::string(set.control.substr(0, 12)) + "'",
                  "Send the same control number in ST and SE.");
}

}  // namespace weighbridge::x12
