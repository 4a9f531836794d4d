#include "parsers/edifact/element_checker.hpp"

#include <algorithm>
#include <bit>
#include <string>

#include "parsers/utf8.hpp"

namespace weighbridge::edifact {

namespace {

constexpr std::size_t kBytesShown = 32;
constexpr std::size_t kCodesTold = 32;  // of one message

constexpr std::uint64_t bit(std::size_t position) {
  return std::uint64_t{1} << (position - 1);
}

struct FlawText {
  ElementCode code;
  const char* says;
  const char* mend;
};

FlawText flaw_text(ValueFlaw flaw) {
  switch (flaw) {
    case ValueFlaw::too_short:
      return {ElementCode::too_short, "is too short", "Send at least as many characters."};
    case ValueFlaw::too_long:
      return {ElementCode::too_long, "is too long", "It was read whole; send a shorter value."};
    case ValueFlaw::control_character:
      return {ElementCode::invalid_character, "holds a control character",
              "Send printable characters; check the segment terminator."};
    case ValueFlaw::digits:
      return {ElementCode::invalid_character, "holds digits where letters are asked for",
              "Send letters."};
    case ValueFlaw::not_a_number:
      return {ElementCode::invalid_character, "is not a number",
              "Send digits, with a leading minus and a decimal mark where they belong."};
    case ValueFlaw::odd_number:
      return {ElementCode::invalid_character, "is not written as the standard writes numbers",
              "It was read all the same; send it without blanks and plus sign, with digits on both "
              "sides of the decimal mark."};
    case ValueFlaw::none:
      break;
  }
  return {ElementCode::invalid_character, "is not valid", ""};
}

}  // namespace

void ElementChecker::begin(const TransactionSet& set, bool controls) {
  set_ = &set;
  dictionary_ = set.dictionary;
  component_ = set.delimiters.component;
  repetition_ = set.delimiters.repetition;
  watched_ = static_cast<std::uint8_t>(controls ? 0xFF : ~kControl);
  told_codes_.clear();
}

/// True for what check_value() would pass at first sight; false says only that it should be asked.
inline bool ElementChecker::is_plain(const ElementRule& rule, std::string_view value) const {
  if (value.size() < rule.min || value.size() > rule.max) return false;
  const std::uint8_t doubtful = rule.doubtful & watched_;
  return doubtful == 0 || (classes_of(value) & doubtful) == 0;
}

void ElementChecker::check(std::uint32_t index, const SegmentRule& rule) {
  const Elements elements = set_->segments[index].elements;
  const ElementRule* rules = dictionary_->rules().data() + rule.first_element;
  const std::size_t count = std::min<std::size_t>(elements.size(), rule.element_count);
  std::uint64_t present = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view value = elements[i];
    if (value.empty()) continue;
    present |= bit(i + 1);
    check_element({index, {static_cast<std::uint32_t>(i + 1), 0, 0}, rules[i]}, value);
  }
  if (elements.size() > rule.element_count) check_surplus(index, rule);
  for (std::uint64_t missing = rule.mandatory & ~present; missing != 0; missing &= missing - 1)
    report_missing(index, {static_cast<std::uint32_t>(std::countr_zero(missing) + 1), 0, 0});
}

void ElementChecker::check_element(const Spot& spot, std::string_view value) {
  if (repetition_ == 0 || value.find(repetition_) == std::string_view::npos) {
    check_composite(spot, value);
    return;
  }
  for (std::uint32_t n = 1; !value.empty(); ++n) {
    const std::string_view one = value.substr(0, value.find(repetition_));
    ElementPlace place = spot.place;
    place.repetition = n;
    if (!one.empty()) check_composite({spot.index, place, spot.rule}, one);
    value.remove_prefix(std::min(one.size() + 1, value.size()));
  }
}

/// Cuts a value at its component separators and checks each part. An element that is no composite
/// has one part, by its own rule. A composite of separators alone is left out, as many senders
/// write it, and needs none of its parts.
void ElementChecker::check_composite(const Spot& spot, std::string_view value) {
  const bool composite = spot.rule.type == DataType::composite;
  const ElementRule* rules =
      composite ? dictionary_->rules().data() + spot.rule.first_component : &spot.rule;
  const std::size_t count = composite ? spot.rule.component_count : 1;
  const auto place_of = [&](std::size_t n) {
    ElementPlace place = spot.place;
    if (composite) place.component = static_cast<std::uint32_t>(n + 1);
    return place;
  };
  if (composite && value.front() == component_ && spot.rule.requirement != Requirement::mandatory &&
      value.find_first_not_of(component_) == std::string_view::npos)
    return;
  const char* at = value.data();
  const char* const end = at + value.size();
  for (std::size_t n = 0; n < count; ++n) {
    const char* const begin = at;
    while (at < end && *at != component_) ++at;
    const std::string_view part(begin, static_cast<std::size_t>(at - begin));
    if (at < end) ++at;
    if (part.empty()) {
      if (rules[n].requirement == Requirement::mandatory) report_missing(spot.index, place_of(n));
    } else if (!is_plain(rules[n], part) || !dictionary_->valid_code(rules[n], part)) {
      check_simple({spot.index, place_of(n), rules[n]}, part);
    }
  }
  const std::string_view rest(at, static_cast<std::size_t>(end - at));
  if (rest.find_first_not_of(component_) == std::string_view::npos) return;
  findings_.add(FindingLevel::warning, ElementCode::too_many, spot.index, spot.place, rest,
                findings_.element_title(spot.index, spot.place) + " has more components than the " +
                    std::to_string(count) + " of the standard",
                "It was read without the surplus ones; check the separators.");
}

void ElementChecker::check_simple(const Spot& spot, std::string_view value) {
  const ValueFlaw flaw = check_value(spot.rule, value);
  if (flaw != ValueFlaw::none)
    report_value(spot, value, flaw);
  else if (!dictionary_->valid_code(spot.rule, value))
    report_code(spot, value);
}

/// Told once for a code: a sender who uses it in one line uses it in all.
void ElementChecker::report_code(const Spot& spot, std::string_view value) {
  const std::string_view tag = set_->segments[spot.index].tag;
  const std::string id(dictionary_->element_id(tag, spot.place.element, spot.place.component));
  std::string code = id + ' ' + std::string(utf8_prefix(value, kBytesShown));
  const bool is_told = std::find(told_codes_.begin(), told_codes_.end(), code) != told_codes_.end();
  if (is_told || told_codes_.size() >= kCodesTold) return;
  told_codes_.push_back(std::move(code));
  findings_.add(FindingLevel::note, ElementCode::invalid_code, spot.index, spot.place, value,
                findings_.element_title(spot.index, spot.place) + " '" +
                    std::string(utf8_prefix(value, kBytesShown)) +
                    "' is not a code of data element " + id,
                "Send a code of the directory; what this one qualifies may not have been read.");
}

/// Trailing separators do no harm; elements behind the last one of the standard are told.
void ElementChecker::check_surplus(std::uint32_t index, const SegmentRule& rule) {
  const Elements& elements = set_->segments[index].elements;
  for (std::size_t i = rule.element_count; i < elements.size(); ++i) {
    if (elements[i].empty()) continue;
    findings_.add(FindingLevel::warning, ElementCode::too_many, index,
                  {static_cast<std::uint32_t>(i + 1), 0, 0}, elements[i],
                  std::string(rule.tag) + " has " + std::to_string(elements.size()) +
                      " elements, the standard knows " + std::to_string(rule.element_count),
                  "The surplus was left unread; check the separators.");
    return;
  }
}

void ElementChecker::report_missing(std::uint32_t index, ElementPlace place) {
  findings_.add(
      set_->exact ? FindingLevel::error : FindingLevel::warning, ElementCode::missing, index, place,
      {}, findings_.element_title(index, place) + " is missing",
      "Send it: the standard requires it in every " + std::string(set_->segments[index].tag) + ".");
}

/// What cannot be read where the document needs it rejects the message; the rest is only told.
void ElementChecker::report_value(const Spot& spot, std::string_view value, ValueFlaw flaw) {
  const FlawText text = flaw_text(flaw);
  std::string message = findings_.element_title(spot.index, spot.place) + " '" +
                        std::string(utf8_prefix(value, kBytesShown)) + "' " + text.says;
  if (flaw == ValueFlaw::too_short)
    message += ": at least " + std::to_string(spot.rule.min) + " characters are asked for";
  if (flaw == ValueFlaw::too_long)
    message += ": at most " + std::to_string(spot.rule.max) + " characters are allowed";
  const bool needed =
      flaw == ValueFlaw::not_a_number && spot.rule.requirement == Requirement::mandatory;
  const FindingLevel level = needed ? FindingLevel::error : FindingLevel::warning;
  findings_.add(level, text.code, spot.index, spot.place, value, std::move(message), text.mend);
}

}  // namespace weighbridge::edifact
