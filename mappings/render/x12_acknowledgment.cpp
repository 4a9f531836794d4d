#include "mappings/render/x12_acknowledgment.hpp"

#include <algorithm>
#include <chrono>
#include <vector>

#include "mappings/render/segment_writer.hpp"
#include "mappings/render/x12_outbound.hpp"
#include "parsers/digits.hpp"
#include "parsers/x12/dictionary.hpp"

namespace weighbridge {

namespace {

constexpr std::size_t kAk4Max = 99;         ///< for one AK3
constexpr std::size_t kSyntaxCodesMax = 5;  ///< AK502-AK506, AK905-AK909
constexpr std::size_t kBadDataMax = 99;     ///< AK404

/// A control number as the standard wants it in a numeric element: digits or nothing but zero.
std::string digits_or_zero(std::string_view text, std::size_t digits_max) {
  return all_digits(text) && text.size() <= digits_max ? std::string(text) : "0";
}

/// Codes of our own never go into an acknowledgment: only numbers of the standard's lists.
bool is_standard_code(std::string_view code) {
  return all_digits(code) && code.size() <= 3;
}

bool counts(const Finding& finding) {
  return finding.level != FindingLevel::note;
}

/// The codes of one scope, each once, in the order found.
std::vector<std::string_view> codes_of(const Findings& findings, FindingScope scope) {
  std::vector<std::string_view> codes;
  for (const Finding& finding : findings)
    if (finding.scope == scope && counts(finding) && is_standard_code(finding.code) &&
        std::find(codes.begin(), codes.end(), finding.code) == codes.end())
      codes.push_back(finding.code);
  return codes;
}

void write_codes(SegmentWriter& writer, const std::vector<std::string_view>& codes) {
  for (std::size_t i = 0; i < codes.size() && i < kSyntaxCodesMax; ++i) writer.element(codes[i]);
}

bool of_segment(const Finding& finding) {
  return (finding.scope == FindingScope::segment || finding.scope == FindingScope::element) &&
         counts(finding) && is_standard_code(finding.code) && finding.place.segment != 0;
}

/// "005010" and later say more in an acknowledgment than earlier releases may.
bool is_release_5(std::string_view version) {
  return version.substr(0, 3) >= "005" && version.size() >= 6 && all_digits(version.substr(0, 6));
}

struct Stamp {
  std::string date, short_date, time;  ///< CCYYMMDD, YYMMDD, HHMM
};

Stamp stamp_of(const AcknowledgmentStamp& given, const x12::Interchange& interchange) {
  if (given.time) {
    const std::string full = long_date(std::chrono::floor<std::chrono::days>(*given.time));
    return {full, full.substr(2), clock_time(*given.time)};
  }
  const bool dated = all_digits(interchange.date) && interchange.date.size() == 6;
  const bool timed = all_digits(interchange.time) && interchange.time.size() == 4;
  const std::string date = dated ? interchange.date : "700101";
  return {(date < "700101" ? "20" : "19") + date, date, timed ? interchange.time : "0000"};
}

void write_element_flaw(SegmentWriter& writer, std::string_view tag, const Finding& finding,
                        const x12::TransactionSet& set, bool release_5) {
  const Place& place = finding.place;
  writer.begin(tag).element(std::to_string(place.element));
  if (place.component != 0 || (release_5 && place.repetition != 0))
    writer.component(place.component != 0 ? std::to_string(place.component) : "");
  if (release_5 && place.repetition != 0) writer.component(std::to_string(place.repetition));
  std::string_view reference;
  if (set.dictionary != nullptr)
    reference = set.dictionary->element_id(place.tag, place.element, place.component);
  writer.element(all_digits(reference) && reference.size() <= 4 ? reference : "");
  writer.element(finding.code).element(std::string_view(finding.value).substr(0, kBadDataMax));
  writer.end();
}

}  // namespace

void X12Acknowledgment::begin_group(const x12::FunctionalGroup& group) {
  answers_group_ = !group.implied && group.functional_id != "FA";
  implementation_ = stamp_.implementation && is_release_5(group.version);
  sets_.clear();
  segments_ = received_ = accepted_ = noted_ = 0;
}

void X12Acknowledgment::add(const x12::TransactionSet& set) {
  ++read_;
  if (!answers_group_) return;
  ++received_;
  SegmentWriter writer(sets_);
  writer.begin("AK2").element(set.set).element(set.control.empty() ? "0000" : set.control);
  if (is_release_5(set.version) && !set.segments.empty())
    writer.element(set.segments.front().element(3));
  writer.end();
  ++segments_;

  const bool flawed = std::any_of(set.findings.begin(), set.findings.end(), of_segment);
  if (flawed) add_flaws(set);
  std::vector<std::string_view> codes = codes_of(set.findings, FindingScope::transaction);
  if (flawed && std::find(codes.begin(), codes.end(), "5") == codes.end()) codes.emplace_back("5");
  const bool noted = set.accepted && !codes.empty();
  if (set.accepted) ++accepted_;
  if (noted) ++noted_;
  writer.begin(implementation_ ? "IK5" : "AK5").element(!set.accepted ? "R" : noted ? "E" : "A");
  write_codes(writer, codes);
  writer.end();
  ++segments_;
}

void X12Acknowledgment::add_flaws(const x12::TransactionSet& set) {
  std::vector<const Finding*> flaws;
  for (const Finding& finding : set.findings)
    if (of_segment(finding)) flaws.push_back(&finding);
  std::stable_sort(flaws.begin(), flaws.end(), [](const Finding* a, const Finding* b) {
    return a->place.segment < b->place.segment;
  });

  const bool release_5 = is_release_5(set.version);
  SegmentWriter writer(sets_);
  const auto write_ak3 = [&](const Place& place, std::string_view code) {
    const std::size_t loop_max = release_5 ? 4 : 6;
    writer.begin(implementation_ ? "IK3" : "AK3")
        .element(place.tag)
        .element(std::to_string(place.segment));
    writer.element(place.loop.size() <= loop_max ? place.loop : "").element(code).end();
    ++segments_;
  };
  for (std::size_t i = 0; i < flaws.size();) {
    std::size_t end = i;
    while (end < flaws.size() && flaws[end]->place.segment == flaws[i]->place.segment) ++end;
    // Flaws of the segment itself, one AK3 each; then one for its elements, with an AK4 each.
    for (std::size_t at = i; at < end; ++at)
      if (flaws[at]->scope == FindingScope::segment) write_ak3(flaws[at]->place, flaws[at]->code);
    std::size_t elements = 0;
    for (std::size_t at = i; at < end && elements < kAk4Max; ++at) {
      if (flaws[at]->scope != FindingScope::element) continue;
      if (elements++ == 0) write_ak3(flaws[at]->place, "8");
      write_element_flaw(writer, implementation_ ? "IK4" : "AK4", *flaws[at], set, release_5);
      ++segments_;
    }
    i = end;
  }
}

void X12Acknowledgment::end_group(const x12::FunctionalGroup& group) {
  if (!answers_group_) return;
  answers_group_ = false;
  ++groups_;
  const bool release_5 = is_release_5(group.version);
  newest_release_ = newest_release_ || release_5;
  const std::string version = release_5 ? "005010" : "004010";
  const std::string control = std::to_string(groups_);
  const std::string set_control = zero_padded(groups_, 4);

  SegmentWriter writer(body_);
  // Date and time of the answer are not known yet; finish() puts them in for this mark.
  writer.begin("GS").element("FA").element(group.receiver).element(group.sender);
  body_ += "\n";
  writer.element(control).element("X").element(version).end();
  writer.begin("ST").element(implementation_ ? "999" : "997").element(set_control).end();
  writer.begin("AK1").element(group.functional_id).element(digits_or_zero(group.control, 9));
  if (release_5) writer.element(std::string_view(group.version).substr(0, 12));
  writer.end();
  body_ += sets_;

  const std::vector<std::string_view> codes = codes_of(group.findings, FindingScope::group);
  const char* verdict = "A";
  if (received_ > 0 && accepted_ == 0)
    verdict = "R";
  else if (accepted_ < received_)
    verdict = "P";
  else if (noted_ > 0 || !codes.empty())
    verdict = "E";
  const std::uint32_t included = group.announced != 0 ? group.announced : received_;
  writer.begin("AK9").element(verdict).element(std::to_string(included));
  writer.element(std::to_string(received_)).element(std::to_string(accepted_));
  write_codes(writer, codes);
  writer.end();
  writer.begin("SE").element(std::to_string(segments_ + 4)).element(set_control).end();
  writer.begin("GE").element("1").element(control).end();
}

std::string X12Acknowledgment::finish(const x12::Interchange& interchange) const {
  if (interchange.implied) return {};
  std::string_view note = "000";
  bool flawed = false;
  for (const Finding& finding : interchange.findings) {
    if (!counts(finding)) continue;
    const bool standard = is_standard_code(finding.code) && finding.code.size() == 3;
    if (!flawed || note == "024") note = standard ? std::string_view(finding.code) : "024";
    flawed = true;
  }
  const bool answers_envelope =
      has_errors(interchange.findings) || interchange.acknowledgment_requested == "1";
  if (groups_ == 0 && !answers_envelope) return {};

  const Stamp stamp = stamp_of(stamp_, interchange);
  const std::uint64_t number = stamp_.next_control ? stamp_.next_control() : stamp_.control;
  const std::string control = zero_padded(number % 1'000'000'000, 9);
  const auto qualifier = [](const std::string& text) { return text.size() == 2 ? text : "ZZ"; };
  std::string out;
  SegmentWriter writer(out);
  writer.begin("ISA")
      .element("00")
      .element(blank_padded("", 10))
      .element("00")
      .element(blank_padded("", 10));
  writer.element(qualifier(interchange.receiver_qualifier));
  writer.element(blank_padded(interchange.receiver, 15));
  writer.element(qualifier(interchange.sender_qualifier));
  writer.element(blank_padded(interchange.sender, 15));
  writer.element(stamp.short_date).element(stamp.time);
  out += newest_release_ ? "*^*00501*" : "*U*00401*";
  out += control + "*0*" + (interchange.usage == "P" ? "P" : "T") + "*>~";
  if (answers_envelope) {
    const bool dated = all_digits(interchange.date) && interchange.date.size() == 6;
    const bool timed = all_digits(interchange.time) && interchange.time.size() == 4;
    // Sets that were read are not to be sent again: then errors are noted (E), not rejected (R).
    writer.begin("TA1");
    writer.element(all_digits(interchange.control) && interchange.control.size() == 9
                       ? interchange.control
                       : "000000000");
    writer.element(dated ? interchange.date : stamp.short_date);
    writer.element(timed ? interchange.time : stamp.time);
    writer.element(!flawed ? "A" : read_ > 0 ? "E" : "R").element(note).end();
  }
  for (const char c : body_)
    if (c == '\n')
      out += "*" + stamp.date + "*" + stamp.time;
    else
      out += c;
  writer.begin("IEA").element(std::to_string(groups_)).element(control).end();
  return out;
}

}  // namespace weighbridge
