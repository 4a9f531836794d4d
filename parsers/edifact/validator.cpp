#include "parsers/edifact/validator.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "parsers/edifact/directory.hpp"

namespace weighbridge::edifact {

namespace {

std::optional<std::uint64_t> count_of(std::string_view text) {
  text = trimmed(text);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string shown(std::string_view text) {
  return std::string(text.substr(0, 14));
}

/// A message with so many findings over the limit is garbage: nobody wants them counted.
constexpr std::uint32_t kDroppedMax = 10'000;

constexpr FlawStyle edifact_flaws() {
  FlawStyle style;
  style.noun = "message";
  style.trailer = "UNT";
  style.section_control = "UNS";
  const auto set = [&](SetCode code, std::uint8_t number) {
    style.set_numbers[static_cast<std::size_t>(code)] = number;
  };
  set(SetCode::not_supported, 3);
  set(SetCode::trailer_missing, 13);
  set(SetCode::control_mismatch, 28);
  set(SetCode::count_mismatch, 29);
  set(SetCode::segments_in_error, 18);
  set(SetCode::identifier_invalid, 13);
  set(SetCode::control_invalid, 13);
  set(SetCode::control_repeated, 26);
  const auto segment = [&](SegmentCode code, std::uint8_t number) {
    style.segment_numbers[static_cast<std::size_t>(code)] = number;
  };
  for (const SegmentCode code : {SegmentCode::unrecognised, SegmentCode::unexpected,
                                 SegmentCode::not_in_set, SegmentCode::out_of_sequence})
    segment(code, 15);
  segment(SegmentCode::missing, 13);
  segment(SegmentCode::loop_repeats, 36);
  segment(SegmentCode::repeats, 35);
  segment(SegmentCode::element_errors, 18);
  const auto element = [&](ElementCode code, std::uint8_t number) {
    style.element_numbers[static_cast<std::size_t>(code)] = number;
  };
  element(ElementCode::missing, 13);
  element(ElementCode::condition_missing, 48);
  element(ElementCode::too_many, 16);
  element(ElementCode::too_short, 40);
  element(ElementCode::too_long, 39);
  element(ElementCode::invalid_character, 37);
  element(ElementCode::invalid_code, 12);
  element(ElementCode::invalid_date, 12);
  element(ElementCode::invalid_time, 12);
  element(ElementCode::exclusion, 48);
  return style;
}

}  // namespace

constinit const FlawStyle kEdifactFlaws = edifact_flaws();

void Validator::validate(TransactionSet& set, const Dictionaries& directories,
                         const PlainReport& plain, const CharacterSet& characters) {
  set.findings.clear();
  set.findings_dropped = 0;
  set.accepted = true;
  set.hierarchy.clear();
  const auto count = static_cast<std::uint32_t>(set.segments.size());
  set.loops.assign(1, Loop{"", 0, count, kNone});
  set.loop_of.assign(count, 0);
  set.rule_of.assign(count, kNoSegmentRule);
  findings_.begin(set);
  choose_dictionary(set, directories);
  note_text(plain, characters);
  check_trailer(set);
  if (rule_ == nullptr) return;

  const Dictionary& dictionary = *set.dictionary;
  structure_.begin(*rule_, set);
  elements_.begin(set, plain.controls);
  for (std::uint32_t index = 0; index < count; ++index) {
    const SegmentRule* segment = dictionary.segment(set.segments[index].tag);
    if (segment == nullptr) {
      structure_.take_unknown(index);
      continue;
    }
    set.rule_of[index] = dictionary.index_of(*segment);
    if (index > 0) structure_.take(index, set.rule_of[index]);  // UNH opened the message
    if (set.findings_dropped < kDroppedMax) elements_.check(index, *segment);
  }
  structure_.end();
  check_packages(set);
  hierarchy_.build(set);
  check_counts(set);
}

void Validator::choose_dictionary(TransactionSet& set, const Dictionaries& directories) {
  const Dictionaries::Choice choice = choose_directory(directories, set.version, set.set);
  rule_ = choice.dictionary == nullptr ? nullptr : choice.dictionary->set(set.set);
  set.dictionary = rule_ == nullptr ? nullptr : choice.dictionary;
  if (set.set.empty()) {
    findings_.add(FindingLevel::error, SetCode::identifier_invalid, "UNH message type is missing",
                  "Send it, such as DESADV:D:96A:UN.");
    return;
  }
  if (rule_ == nullptr) {
    findings_.add(FindingLevel::error, SetCode::not_supported,
                  "Message " + shown(set.set) + " is not one that is read here",
                  "Send despatch advices as DESADV and invoices as INVOIC.");
    return;
  }
  set.exact = choice.exact;
  if (choice.exact) return;
  const std::string directory(choice.dictionary->release());
  findings_.note(FindingLevel::note, "release", 0, 2,
                 set.version.empty()
                     ? "The UNH names no directory: read as " + directory
                     : "Directory " + shown(set.version.substr(0, set.version.find(':', 2))) +
                           " has no tables here: read with the nearest, " + directory,
                 "");
}

void Validator::note_text(const PlainReport& plain, const CharacterSet& characters) {
  if (plain.wrapped)
    findings_.note(FindingLevel::warning, "lines_wrapped", plain.first, 0,
                   "Lines are wrapped inside segments: they were joined",
                   "Send the segments whole, with line ends after them or not at all.");
  if (plain.broken)
    findings_.note(FindingLevel::warning, "line_end", plain.first, 0,
                   "A value holds a line end: a blank stands for it",
                   "Send texts of several lines in several components.");
  if (plain.converted && (characters.is_utf8() || characters.only_ascii()))
    findings_.note(FindingLevel::warning, "character_set", plain.first, 0,
                   "The text is not of the character set that UNB announces: it was read as "
                   "Windows 1252",
                   "Announce the character set that is sent: UNOC for Western European, UNOW for "
                   "UTF-8.");
  if (plain.utf8 && !characters.is_utf8())
    findings_.note(FindingLevel::note, "character_set", plain.first, 0,
                   "The text is UTF-8, which UNB does not announce",
                   "Announce UTF-8 with the syntax identifier UNOW.");
}

/// UNT 0074 and 0062 against what came, and UNH 0062 itself.
void Validator::check_trailer(const TransactionSet& set) {
  if (set.control.empty())
    findings_.add(FindingLevel::error, SetCode::control_invalid,
                  "UNH message reference number is missing", "Send it.");
  const Segment& last = set.segments.back();
  if (last.tag != "UNT") {
    findings_.add(FindingLevel::error, SetCode::trailer_missing,
                  "The message has no UNT: it was cut off, or its trailer is damaged",
                  "Send the whole message again.");
    return;
  }
  if (count_of(last.element(1)) != set.segments.size())
    findings_.add(FindingLevel::error, SetCode::count_mismatch,
                  "UNT says '" + shown(last.element(1)) + "' segments, " +
                      std::to_string(set.segments.size()) + " came (UNH and UNT included)",
                  "Send the message whole, or count its segments.");
  if (trimmed(last.element(2)) != set.control)
    findings_.add(FindingLevel::error, SetCode::control_mismatch,
                  "UNT reference '" + shown(last.element(2)) + "' is not that of the UNH, '" +
                      shown(set.control) + "'",
                  "Send the same reference in UNH and UNT.");
}

/// Items belong into packages where the message has them. Some senders leave CPS out.
void Validator::check_packages(const TransactionSet& set) {
  const auto packs = [](const LoopRule& rule) { return rule.id == kPackageLevel; };
  if (std::none_of(rule_->loops.begin(), rule_->loops.end(), packs)) return;
  const auto bare = std::find_if(set.loops.begin(), set.loops.end(), [](const Loop& loop) {
    return loop.id == kItemLevel && loop.parent == 0;
  });
  if (bare == set.loops.end()) return;
  findings_.add(FindingLevel::warning, SegmentCode::missing, bare->first, kPackageLevel,
                "Segment CPS is missing before the LIN segments",
                "Send CPS+1 before the lines; they were read all the same.");
}

/// CNT 2 counts the lines.
void Validator::check_counts(const TransactionSet& set) {
  const char separator = set.delimiters.component;
  for (const Segment& segment : set.segments) {
    if (segment.tag != "CNT" || trimmed(part(segment.element(1), separator, 1)) != "2") continue;
    const std::optional<std::uint64_t> said = count_of(part(segment.element(1), separator, 2));
    const auto came = static_cast<std::uint64_t>(std::count_if(
        set.segments.begin(), set.segments.end(), [](const Segment& s) { return s.tag == "LIN"; }));
    if (!said || *said == came) continue;
    findings_.note(FindingLevel::warning, "control_total", segment.position - 1, 1,
                   "CNT says " + std::to_string(*said) + " line items, " + std::to_string(came) +
                       " LIN segments came",
                   "Check that no line was lost.");
  }
}

}  // namespace weighbridge::edifact
