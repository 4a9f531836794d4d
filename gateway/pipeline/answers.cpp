#include "gateway/pipeline/answers.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace weighbridge::pipeline {

namespace {

using store::AnswerState;

constexpr std::size_t kIsaLength = 106;

/// Segments and their elements, without release characters: only control numbers and codes are
/// looked at, and those never hold one.
class Segments {
 public:
  Segments(std::string_view text, char element, char terminator)
      : rest_(text), element_(element), terminator_(terminator) {}

  /// False at the end.
  bool next() {
    elements_.clear();
    const std::size_t begin = rest_.find_first_not_of(" \r\n\t");
    if (begin == std::string_view::npos) return false;
    rest_.remove_prefix(begin);
    const std::size_t end = std::min(rest_.find(terminator_), rest_.size());
    std::string_view segment = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    for (;;) {
      const std::size_t at = segment.find(element_);
      elements_.push_back(segment.substr(0, at));
      if (at == std::string_view::npos) return true;
      segment.remove_prefix(at + 1);
    }
  }

  std::string_view tag() const { return elements_.front(); }
  /// Empty where there is none; counts from 1. Of a composite its first part.
  std::string_view element(std::size_t number, char component = '\0') const {
    if (number >= elements_.size()) return {};
    const std::string_view whole = elements_[number];
    return component == '\0' ? whole : whole.substr(0, whole.find(component));
  }

 private:
  std::string_view rest_;
  char element_, terminator_;
  std::vector<std::string_view> elements_;
};

bool is_x12(std::string_view interchange) {
  return interchange.starts_with("ISA") && interchange.size() >= kIsaLength;
}

/// Ours; EDIFACT in the separators that its service string says, or the usual ones.
Segments segments_of(std::string_view interchange) {
  if (is_x12(interchange)) return {interchange, interchange[3], interchange[kIsaLength - 1]};
  if (interchange.starts_with("UNA") && interchange.size() > 9)
    return {interchange.substr(9), interchange[4], interchange[8]};
  return {interchange, '+', '\''};
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(' ') - begin + 1));
}

struct Code {
  std::string_view code;
  AnswerState state;
};

// 997 and 999 (717, 715), in which P is accepted in part: what was left out has its own word.
constexpr std::array kX12Codes{Code{"A", AnswerState::accepted},
                               Code{"E", AnswerState::accepted_with_errors},
                               Code{"P", AnswerState::accepted_with_errors},
                               Code{"R", AnswerState::rejected},
                               Code{"M", AnswerState::rejected},
                               Code{"W", AnswerState::rejected},
                               Code{"X", AnswerState::rejected}};
// 824 OTI01.
constexpr std::array kAdviceCodes{Code{"TA", AnswerState::accepted},
                                  Code{"TE", AnswerState::accepted_with_errors},
                                  Code{"TP", AnswerState::accepted_with_errors},
                                  Code{"TR", AnswerState::rejected},
                                  Code{"GA", AnswerState::accepted},
                                  Code{"GE", AnswerState::accepted_with_errors},
                                  Code{"GP", AnswerState::accepted_with_errors},
                                  Code{"GR", AnswerState::rejected}};
// CONTRL 0083.
constexpr std::array kControlCodes{Code{"7", AnswerState::accepted},
                                   Code{"8", AnswerState::accepted},
                                   Code{"4", AnswerState::rejected}};

template <std::size_t N>
std::optional<AnswerState> state_of(const std::array<Code, N>& codes, std::string_view code) {
  const auto* const at =
      std::find_if(codes.begin(), codes.end(), [&](const Code& row) { return row.code == code; });
  if (at == codes.end()) return std::nullopt;
  return at->state;
}

/// AK1 names the group, AK2 a set, AK5 or IK5 speaks of the set, AK9 of the group.
std::vector<Verdict> of_acknowledgment(Segments segments) {
  std::vector<Verdict> verdicts;
  store::AnswerKey group{"X12", {}, {}, {}};
  store::AnswerKey set;
  const auto add = [&](const store::AnswerKey& about, std::string_view code) {
    const auto state = state_of(kX12Codes, code);
    if (state && !about.group.empty()) verdicts.push_back({about, *state});
  };
  while (segments.next()) {
    const std::string_view tag = segments.tag();
    if (tag == "AK1") {
      group.group = segments.element(2);
    } else if (tag == "AK2") {
      set = group;
      set.set = segments.element(2);
    } else if (tag == "AK5" || tag == "IK5") {
      add(set, segments.element(1));
    } else if (tag == "AK9") {
      add(group, segments.element(1));
    }
  }
  return verdicts;
}

std::vector<Verdict> of_advice(Segments segments) {
  std::vector<Verdict> verdicts;
  while (segments.next()) {
    if (segments.tag() != "OTI") continue;
    const auto state = state_of(kAdviceCodes, segments.element(1));
    const store::AnswerKey about{
        "X12", {}, std::string(segments.element(8)), std::string(segments.element(9))};
    if (state && !about.group.empty()) verdicts.push_back({about, *state});
  }
  return verdicts;
}

/// UCI names the interchange, UCM a message of it.
std::vector<Verdict> of_control(Segments segments) {
  std::vector<Verdict> verdicts;
  store::AnswerKey about{"EDIFACT", {}, {}, {}};
  while (segments.next()) {
    const bool interchange = segments.tag() == "UCI";
    if (!interchange && segments.tag() != "UCM") continue;
    if (interchange)
      about.interchange = segments.element(1);
    else
      about.set = segments.element(1);
    const auto state = state_of(kControlCodes, segments.element(interchange ? 4 : 3));
    if (state && !about.interchange.empty()) verdicts.push_back({about, *state});
  }
  return verdicts;
}

}  // namespace

std::string kind_of(std::string_view interchange) {
  Segments segments = segments_of(interchange);
  const bool x12 = is_x12(interchange);
  while (segments.next()) {
    if (x12 && segments.tag() == "ST") return std::string(segments.element(1));
    if (!x12 && segments.tag() == "UNH") {
      const char component = interchange.starts_with("UNA") ? interchange[3] : ':';
      return std::string(segments.element(2, component));
    }
  }
  return x12 ? "TA1" : "CONTRL";
}

store::AnswerKey answer_key_of(std::string_view interchange) {
  Segments segments = segments_of(interchange);
  store::AnswerKey key;
  key.standard = is_x12(interchange) ? "X12" : "EDIFACT";
  while (segments.next()) {
    const std::string_view tag = segments.tag();
    if (tag == "ISA") key.interchange = trimmed(segments.element(13));
    if (tag == "UNB") key.interchange = segments.element(5);
    if (tag == "GS") key.group = segments.element(6);
    if (tag == "ST") key.set = segments.element(2);
    if (tag == "UNH") key.set = segments.element(1);
    if (tag == "ST" || tag == "UNH") return key;
  }
  return key;
}

bool is_answered(std::string_view kind) {
  constexpr std::array<std::string_view, 4> kNever{"997", "999", "TA1", "CONTRL"};
  return std::find(kNever.begin(), kNever.end(), kind) == kNever.end();
}

std::vector<Verdict> verdicts_of(const SortedDocument& answer) {
  const std::string& set = answer.row.set;
  if (set == "997" || set == "999")
    return of_acknowledgment({answer.text, answer.element_separator, answer.segment_terminator});
  if (set == "824")
    return of_advice({answer.text, answer.element_separator, answer.segment_terminator});
  if (set == "CONTRL") return of_control({answer.text, '+', '\''});
  return {};
}

std::vector<std::string> texts_of(const SortedDocument& answer) {
  std::vector<std::string> texts;
  if (answer.row.set != "824") return texts;
  Segments segments(answer.text, answer.element_separator, answer.segment_terminator);
  while (segments.next()) {
    const std::string_view tag = segments.tag();
    const std::string text = trimmed(segments.element(tag == "MSG" ? 1 : 2));
    if ((tag == "NTE" || tag == "TED" || tag == "MSG") && !text.empty()) texts.push_back(text);
  }
  return texts;
}

}  // namespace weighbridge::pipeline
