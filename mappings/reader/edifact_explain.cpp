#include "mappings/reader/edifact_explain.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "parsers/edi/dictionary.hpp"
#include "parsers/utf8.hpp"

namespace weighbridge {

namespace {

constexpr std::size_t kTextMax = 400;

/// The segments of a message that say what it wants to say.
struct Telling {
  std::string_view message;
  std::array<std::string_view, 6> segments;
};
constexpr std::array kTelling{
    Telling{"CONTRL", {"UCI", "UCF", "UCM", "UCS", "UCD"}},
    Telling{"APERAK", {"RFF", "ERC", "FTX"}},
    Telling{"COMDIS", {"RFF", "DOC", "MOA", "AJT", "FTX", "DLI"}},
};

/// "action 4 (this level and all lower levels rejected)"
void append_value(std::string& text, const edi::Dictionary& dictionary, std::string_view tag,
                  std::uint32_t element, std::uint32_t component, std::string_view value) {
  if (value.empty()) return;
  text += text.empty() ? "" : ", ";
  text.append(dictionary.element_name(tag, element, component)).append(" ").append(value);
  const std::string_view id = dictionary.element_id(tag, element, component);
  const std::string_view meaning = dictionary.code_meaning(id, value);
  if (!meaning.empty()) text.append(" (").append(meaning).append(")");
}

std::string explained(const edi::Segment& segment, const edi::TransactionSet& message) {
  const edi::Dictionary& dictionary = *message.dictionary;
  const edi::SegmentRule* rule = dictionary.segment(segment.tag);
  const std::size_t known = rule == nullptr ? 0 : rule->element_count;
  std::string text;
  for (std::size_t i = 0; i < segment.elements.size() && i < known; ++i) {
    const edi::ElementRule& element = dictionary.elements(*rule)[i];
    const auto n = static_cast<std::uint32_t>(i + 1);
    if (element.component_count == 0) {
      append_value(text, dictionary, segment.tag, n, 0, edi::trimmed(segment.elements[i]));
      continue;
    }
    for (std::uint32_t c = 1; c <= element.component_count; ++c)
      append_value(text, dictionary, segment.tag, n, c,
                   edi::trimmed(edi::part(segment.elements[i], message.delimiters.component, c)));
  }
  return std::string(dictionary.segment_name(segment.tag)) + ": " +
         std::string(utf8_prefix(text, kTextMax));
}

}  // namespace

void explain_answer(const edi::TransactionSet& message, Findings& findings,
                    std::size_t findings_max) {
  const auto telling = std::find_if(kTelling.begin(), kTelling.end(),
                                    [&](const Telling& row) { return row.message == message.set; });
  if (telling == kTelling.end() || message.dictionary == nullptr) return;
  for (const edi::Segment& segment : message.segments) {
    if (findings.size() >= findings_max) return;
    const auto& tags = telling->segments;
    if (std::find(tags.begin(), tags.end(), segment.tag) == tags.end()) continue;
    Finding finding{FindingLevel::note, FindingScope::field, "SAYS", {}, {}, {}, {}};
    finding.place.offset = segment.offset;
    finding.place.segment = segment.position;
    finding.place.tag = segment.tag;
    finding.message = explained(segment, message);
    findings.push_back(std::move(finding));
  }
}

}  // namespace weighbridge
