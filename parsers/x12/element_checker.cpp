#include "parsers/x12/element_checker.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <string>
#include <vector>

#include "parsers/edi/packed.hpp"

namespace weighbridge::x12 {

namespace {

constexpr std::uint64_t bit(std::size_t position) {
  return std::uint64_t{1} << (position - 1);
}

}  // namespace

void ElementChecker::begin(const TransactionSet& set) {
  set_ = &set;
  if (dictionary_ != set.dictionary) held_.assign(set.dictionary->segments().size(), 0);
  dictionary_ = set.dictionary;
  short_dates_ = !set.version.empty() && set.version < "004010";
  check_codes_ = set.version.substr(0, 6) == dictionary_->release();
  repetition_ = set.delimiters.repetition;
  watched_ = static_cast<std::uint8_t>(set.plain ? ~kControl : 0xFF);
}

/// True for what check_value() would pass at first sight; false says only that it should be asked.
inline bool ElementChecker::is_plain(const ElementRule& rule, std::string_view value) const {
  if (value.size() < rule.min || value.size() > rule.max) return false;
  const std::uint8_t doubtful = rule.doubtful & watched_;
  if (doubtful == 0) return true;
  if (value.size() <= 8 && rule.type == DataType::real)
    return edi::is_unsigned_real(edi::packed(value), value.size(), rule.min);
  if (value.size() <= 8 && rule.type == DataType::integer)
    return edi::all_digits(edi::packed(value), value.size());
  return (classes_of(value) & doubtful) == 0;
}

inline bool ElementChecker::is_known_code(const ElementRule& rule, std::string_view value) const {
  return !check_codes_ || dictionary_->valid_code(rule, value);
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
    if (is_plain(rules[i], value) && is_known_code(rules[i], value)) continue;
    const Spot spot{index, {static_cast<std::uint32_t>(i + 1), 0, 0}, rules[i]};
    if (rules[i].type == DataType::composite)
      check_composite(spot, rule, value);
    else
      check_closely(spot, value);
  }
  if (elements.size() > rule.element_count) check_surplus(index, rule);
  for (std::uint64_t missing = rule.mandatory & ~present; missing != 0; missing &= missing - 1)
    report_missing(index, {static_cast<std::uint32_t>(std::countr_zero(missing) + 1), 0, 0});
  if (rule.note_count == 0) return;
  // Segments of one kind mostly have the same elements: what held for those holds again.
  std::uint64_t& held = held_[static_cast<std::size_t>(&rule - dictionary_->segments().data())];
  if (held == present && present != 0) return;
  if (check_notes(index, rule, 0, present)) held = present;
}

/// A value that is not plain: maybe because it is repeated, else because it is wrong.
void ElementChecker::check_closely(const Spot& spot, std::string_view value) {
  if (repetition_ == 0 || value.find(repetition_) == std::string_view::npos) {
    check_simple(spot, value);
    return;
  }
  for (std::uint32_t n = 1; !value.empty(); ++n) {
    const std::string_view one = value.substr(0, value.find(repetition_));
    ElementPlace place = spot.place;
    place.repetition = n;
    if (!one.empty()) check_simple({spot.index, place, spot.rule}, one);
    value.remove_prefix(std::min(one.size() + 1, value.size()));
  }
}

void ElementChecker::check_simple(const Spot& spot, std::string_view value) {
  const ValueFlaw flaw = check_value(spot.rule, value, short_dates_);
  if (flaw != ValueFlaw::none) {
    report_value(spot, value, flaw);
    return;
  }
  if (is_known_code(spot.rule, value)) return;
  const std::string_view tag = set_->segments[spot.index].tag;
  const std::string id(dictionary_->element_id(tag, spot.place.element, spot.place.component));
  findings_.add(
      FindingLevel::warning, ElementCode::invalid_code, spot.index, spot.place, value,
      findings_.element_title(spot.index, spot.place) + " '" + std::string(value.substr(0, 32)) +
          "' is not a code of data element " + id,
      "Send a code that " + std::string(dictionary_->release()) + " lists for element " + id + ".");
}

void ElementChecker::check_composite(const Spot& spot, const SegmentRule& segment,
                                     std::string_view value) {
  if (repetition_ != 0) value = value.substr(0, value.find(repetition_));
  const std::span<const ElementRule> rules = dictionary_->components(spot.rule);
  const char separator = set_->delimiters.component;
  std::uint64_t present = 0;
  std::uint32_t n = 0;
  for (bool more = true; more;) {
    const std::size_t cut = separator == 0 ? std::string_view::npos : value.find(separator);
    const std::string_view one = value.substr(0, cut);
    more = cut != std::string_view::npos;
    value.remove_prefix(more ? cut + 1 : value.size());
    ElementPlace place = spot.place;
    place.component = ++n;
    if (one.empty()) continue;
    if (n > rules.size()) {
      findings_.add(FindingLevel::warning, ElementCode::too_many, spot.index, place, one,
                    findings_.element_title(spot.index, spot.place) +
                        " has more components than "
                        "the " +
                        std::to_string(rules.size()) + " of the standard",
                    "It was read without the surplus ones.");
      return;
    }
    present |= bit(n);
    check_simple({spot.index, place, rules[n - 1]}, one);
  }
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (rules[i].requirement == Requirement::mandatory && (present & bit(i + 1)) == 0)
      report_missing(spot.index, {spot.place.element, static_cast<std::uint32_t>(i + 1), 0});
  check_notes(spot.index, segment, spot.place.element, present);
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

bool ElementChecker::check_notes(std::uint32_t index, const SegmentRule& rule,
                                 std::uint32_t composite, std::uint64_t present) {
  bool all_hold = true;
  for (const SyntaxNote& note : dictionary_->notes(rule)) {
    if (note.composite < composite) continue;
    if (note.composite > composite || note.from > present) break;
    if (note.holds(present)) continue;
    report_note(index, note, present);
    all_hold = false;
  }
  return all_hold;
}

void ElementChecker::report_missing(std::uint32_t index, ElementPlace place) {
  findings_.add(
      set_->exact ? FindingLevel::error : FindingLevel::warning, ElementCode::missing, index, place,
      {}, findings_.element_title(index, place) + " is missing",
      "Send it: the standard requires it in every " + std::string(set_->segments[index].tag) + ".");
}

void ElementChecker::report_note(std::uint32_t index, const SyntaxNote& note,
                                 std::uint64_t present) {
  const auto place_of = [&](std::uint64_t position_bit) {
    const auto n = static_cast<std::uint32_t>(std::countr_zero(position_bit) + 1);
    return note.composite == 0 ? ElementPlace{n, 0, 0} : ElementPlace{note.composite, n, 0};
  };
  const auto list = [&](std::uint64_t positions, const char* last_word) {
    std::string text;
    for (; positions != 0; positions &= positions - 1) {
      if (!text.empty()) text += (positions & (positions - 1)) == 0 ? last_word : ", ";
      text += findings_.element_title(index, place_of(positions));
    }
    return text;
  };
  const std::uint64_t given = present & (note.others | note.first);
  const std::uint64_t absent = note.others & ~present;
  std::string message;
  ElementCode code = ElementCode::condition_missing;
  std::uint64_t at = absent;
  switch (note.kind) {
    case 'E':
      code = ElementCode::exclusion;
      at = given & (given - 1);  // the second of those given is one too many
      message = "only one of " + list(note.others, " and ") + " may be given";
      break;
    case 'R':
      message = "one of " + list(note.others, " or ") + " must be given";
      break;
    case 'L':
      message =
          "one of " + list(note.others, " or ") + " must be given with " + list(note.first, "");
      break;
    default:
      message = list(absent, " and ") + " is missing: it goes with " + list(given, " and ");
  }
  message = std::string(set_->segments[index].tag) + ": " + message;
  const ElementPlace place = place_of(at);
  findings_.add(FindingLevel::warning, code, index, place,
                code == ElementCode::exclusion ? set_->segments[index].element(place.element)
                                               : std::string_view{},
                std::move(message), "Send the elements together, as the standard pairs them.");
}

namespace {

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
      return {ElementCode::invalid_character, "holds a control character or line end",
              "Send printable characters; check the segment terminator."};
    case ValueFlaw::not_a_number:
      return {ElementCode::invalid_character, "is not a number",
              "Send digits, with a leading minus and a decimal point where they belong."};
    case ValueFlaw::odd_number:
      return {ElementCode::invalid_character, "is not written as the standard writes numbers",
              "It was read all the same; send it without blanks, plus sign or needless point."};
    case ValueFlaw::short_date:
      return {ElementCode::too_short, "is a date with a two-digit year",
              "It was read as YYMMDD; send CCYYMMDD."};
    case ValueFlaw::invalid_date:
      return {ElementCode::invalid_date, "is not a date", "Send a day that exists, as CCYYMMDD."};
    case ValueFlaw::invalid_time:
      return {ElementCode::invalid_time, "is not a time", "Send HHMM, HHMMSS or HHMMSSDD."};
    case ValueFlaw::none:
      break;
  }
  return {ElementCode::invalid_character, "is not valid", ""};
}

/// What cannot be read where the document needs it rejects the set; the rest is only told.
/// Blanks in place of a number say that there is none.
FindingLevel level_of(ValueFlaw flaw, const ElementRule& rule, std::string_view value) {
  const bool needed = rule.requirement == Requirement::mandatory;
  const bool blank = value.find_first_not_of(' ') == std::string_view::npos;
  if (flaw == ValueFlaw::not_a_number && (needed || !blank)) return FindingLevel::error;
  if (flaw == ValueFlaw::invalid_date && needed) return FindingLevel::error;
  return FindingLevel::warning;
}

}  // namespace

void ElementChecker::report_value(const Spot& spot, std::string_view value, ValueFlaw flaw) {
  const FlawText text = flaw_text(flaw);
  std::string message = findings_.element_title(spot.index, spot.place) + " '" +
                        std::string(value.substr(0, 32)) + "' " + text.says;
  if (flaw == ValueFlaw::too_short)
    message += ": at least " + std::to_string(spot.rule.min) + " characters are asked for";
  if (flaw == ValueFlaw::too_long)
    message += ": at most " + std::to_string(spot.rule.max) + " characters are allowed";
  findings_.add(level_of(flaw, spot.rule, value), text.code, spot.index, spot.place, value,
                std::move(message), text.mend);
}

}  // namespace weighbridge::x12
