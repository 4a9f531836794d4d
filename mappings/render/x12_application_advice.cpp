#include "mappings/render/x12_application_advice.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "mappings/render/x12_reasons.hpp"
#include "parsers/digits.hpp"

namespace weighbridge {

namespace {

constexpr std::size_t kMessageMax = 60;    ///< TED02
constexpr std::size_t kBadDataMax = 99;    ///< TED07
constexpr std::size_t kReferenceMax = 30;  ///< element 127 in 004010
constexpr std::size_t kSegmentTagMax = 3;  ///< TED03

struct SetReference {
  std::string_view set, qualifier;
};
/// By which reference a document of that set is known (128, OTI02).
constexpr SetReference kReferences[] = {{"856", "SI"}, {"810", "IV"}, {"850", "PO"}, {"855", "PO"},
                                        {"860", "PO"}, {"861", "RV"}, {"944", "RV"}, {"812", "CM"}};

std::string_view reference_qualifier(const ApplicationAdvice& advice) {
  if (advice.document.empty()) return "TN";
  const auto* found = std::find_if(std::begin(kReferences), std::end(kReferences),
                                   [&](const SetReference& row) { return row.set == advice.set; });
  return found == std::end(kReferences) ? "TN" : found->qualifier;
}

std::string_view acknowledgment_code(AdviceVerdict verdict) {
  switch (verdict) {
    case AdviceVerdict::accepted:
      return "TA";
    case AdviceVerdict::accepted_with_errors:
      return "TE";
    case AdviceVerdict::rejected:
      break;
  }
  return "TR";
}

std::string number_or_empty(std::uint32_t number) {
  return number == 0 ? std::string() : std::to_string(number);
}

void write_finding(X12Outbound& out, const Finding& finding) {
  const Place& place = finding.place;
  const bool tagged = place.tag.size() >= 2 && place.tag.size() <= kSegmentTagMax;
  out.begin("TED")
      .element(application_error(finding))
      .element(shortened(finding.message, kMessageMax))
      .element(tagged ? std::string_view(place.tag) : std::string_view())
      .element(number_or_empty(place.segment))
      .element(number_or_empty(place.element))
      .element("")
      .element(shortened(finding.value, kBadDataMax))
      .end();
}

}  // namespace

ApplicationAdvice application_advice(const ReadDocument& document, const GroupHead& group,
                                     std::string number) {
  ApplicationAdvice advice;
  advice.number = std::move(number);
  advice.set = document.set;
  advice.set_control = document.control;
  advice.group_control = group.control;
  advice.version = group.version;
  if (document.receipt) advice.document = document.receipt->document.number;
  advice.findings = document.findings;
  const bool warned =
      std::any_of(document.findings.begin(), document.findings.end(),
                  [](const Finding& finding) { return finding.level == FindingLevel::warning; });
  if (!document.accepted || has_errors(document.findings))
    advice.verdict = AdviceVerdict::rejected;
  else if (warned)
    advice.verdict = AdviceVerdict::accepted_with_errors;
  return advice;
}

std::string render_application_advice(const X12Envelope& envelope,
                                      const ApplicationAdvice& advice) {
  X12Outbound out(envelope, "824", "AG");
  const Date day = std::chrono::floor<std::chrono::days>(envelope.time);
  out.begin("BGN").element("00").element(shortened(advice.number, kReferenceMax));
  out.writer().element(out.date(std::optional(day))).element(clock_time(envelope.time)).end();
  const std::string& reference = advice.document.empty() ? advice.set_control : advice.document;
  out.begin("OTI").element(acknowledgment_code(advice.verdict));
  out.writer().element(reference_qualifier(advice)).element(shortened(reference, kReferenceMax));
  for (int i = 0; i < 4; ++i) out.writer().element("");  // codes and times of the original's group
  const bool grouped = all_digits(advice.group_control) && advice.group_control.size() <= 9;
  const bool numbered = advice.set_control.size() >= 4 && advice.set_control.size() <= 9;
  // OTI09 asks for OTI08.
  out.writer().element(grouped ? advice.group_control : "");
  out.writer().element(grouped && numbered ? advice.set_control : "");
  out.writer().element(advice.set.size() == 3 ? advice.set : "");
  out.writer().element(std::string_view(advice.version).substr(0, 12)).end();
  if (!advice.case_number.empty())
    out.begin("REF").element("TN").element(shortened(advice.case_number, kReferenceMax)).end();
  for (const Finding& finding : advice.findings)
    if (finding.level != FindingLevel::note) write_finding(out, finding);
  return out.finish();
}

}  // namespace weighbridge
