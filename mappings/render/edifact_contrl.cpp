#include "mappings/render/edifact_contrl.hpp"

#include <algorithm>
#include <vector>

namespace weighbridge {

namespace {

constexpr std::string_view kRejected = "4", kAcknowledged = "7";
constexpr std::size_t kFlawsMax = 99;  ///< UCD for one UCS
constexpr std::size_t kReferenceMax = 14;

/// Codes of our own never go into an answer: only numbers of 0085.
bool is_standard_code(std::string_view code) {
  return !code.empty() && code.size() <= 3 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool counts(const Finding& finding) {
  return finding.level == FindingLevel::error && is_standard_code(finding.code);
}

/// The first error of that scope, or null.
const Finding* first_error(const Findings& findings, FindingScope scope) {
  const auto found = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.scope == scope && counts(finding);
  });
  return found == findings.end() ? nullptr : &*found;
}

/// 0085, the service segment and the element in it that the error is about.
void write_error(EdifactWriter& writer, const Finding* error) {
  if (error == nullptr) return;
  writer.element(error->code);
  const std::string_view tag = error->place.tag;
  if (!tag.starts_with("UN") || tag.size() != 3) return;
  writer.element(tag);
  // The tag is the segment's first element.
  if (error->place.element != 0) writer.element(std::to_string(error->place.element + 1));
}

void write_composite(EdifactWriter& writer, std::string_view raw, char separator) {
  std::string_view rest = raw;
  for (bool first = true; first || !rest.empty(); first = false) {
    const std::size_t cut = rest.find(separator);
    const std::string_view one = rest.substr(0, cut);
    if (first)
      writer.element(one);
    else
      writer.component(one);
    rest.remove_prefix(cut == std::string_view::npos ? rest.size() : cut + 1);
  }
}

}  // namespace

void EdifactContrl::begin_group(const edifact::FunctionalGroup&) {
  messages_.clear();
  group_segments_ = 0;
}

void EdifactContrl::add(const edi::TransactionSet& message) {
  ++read_;
  if (message.set == "CONTRL" || message.segments.empty()) return;
  ++answered_;
  EdifactWriter writer(messages_);
  const edi::Segment& unh = message.segments.front();
  writer.begin("UCM").element(message.control.empty() ? "0"
                                                      : message.control.substr(0, kReferenceMax));
  write_composite(writer, unh.element(2), message.delimiters.component);
  writer.element(message.accepted ? kAcknowledged : kRejected);
  if (!message.accepted) {
    const Finding* error = first_error(message.findings, FindingScope::transaction);
    write_error(writer, error);
    add_flaws(writer, message);
  }
  writer.end();
  group_segments_ += writer.segments();
}

/// A UCS for each segment with errors, a UCD for each of its elements.
void EdifactContrl::add_flaws(EdifactWriter& writer, const edi::TransactionSet& message) {
  std::vector<const Finding*> flaws;
  for (const Finding& finding : message.findings) {
    const bool inside =
        finding.scope == FindingScope::segment || finding.scope == FindingScope::element;
    if (inside && counts(finding) && finding.place.segment != 0) flaws.push_back(&finding);
  }
  std::stable_sort(flaws.begin(), flaws.end(), [](const Finding* a, const Finding* b) {
    return a->place.segment < b->place.segment;
  });
  for (std::size_t i = 0; i < flaws.size();) {
    std::size_t end = i;
    while (end < flaws.size() && flaws[end]->place.segment == flaws[i]->place.segment) ++end;
    const auto of_segment =
        std::find_if(flaws.begin() + static_cast<std::ptrdiff_t>(i),
                     flaws.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const Finding* flaw) { return flaw->scope == FindingScope::segment; });
    // What is missing at the end stands for the trailer's place.
    const auto position = std::min<std::size_t>(flaws[i]->place.segment, message.segments.size());
    writer.begin("UCS").element(std::to_string(position));
    if (of_segment != flaws.begin() + static_cast<std::ptrdiff_t>(end))
      writer.element((*of_segment)->code);
    for (std::size_t at = i; at < end && at < i + kFlawsMax; ++at) {
      const Place& place = flaws[at]->place;
      if (flaws[at]->scope != FindingScope::element) continue;
      writer.begin("UCD").element(flaws[at]->code).element(std::to_string(place.element + 1));
      if (place.component != 0) writer.component(std::to_string(place.component));
    }
    i = end;
  }
}

void EdifactContrl::end_group(const edifact::FunctionalGroup& group) {
  if (!group.implied) {
    const Finding* error = first_error(group.findings, FindingScope::group);
    EdifactWriter writer(body_);
    writer.begin("UCF").element(group.control.empty() ? "0"
                                                      : group.control.substr(0, kReferenceMax));
    writer.element(group.sender).element(group.receiver);
    // Messages that were read are not to be sent again.
    writer.element(error != nullptr && messages_.empty() ? kRejected : kAcknowledged);
    write_error(writer, error);
    writer.end();
    ++segments_;
  }
  body_ += messages_;
  segments_ += group_segments_;
}

std::string EdifactContrl::finish(const edifact::Interchange& interchange) const {
  if (interchange.implied) return {};
  const Finding* error = first_error(interchange.findings, FindingScope::interchange);
  if (answered_ == 0 && (read_ > 0 || error == nullptr)) return {};

  std::string body;
  EdifactWriter writer(body);
  const auto or_unknown = [](const std::string& text) { return text.empty() ? "0" : text; };
  writer.begin("UCI").element(or_unknown(interchange.control).substr(0, kReferenceMax));
  writer.element(or_unknown(interchange.sender)).component(interchange.sender_qualifier);
  writer.element(or_unknown(interchange.receiver)).component(interchange.receiver_qualifier);
  writer.element(answered_ == 0 ? kRejected : kAcknowledged);
  write_error(writer, error);
  writer.end();
  body += body_;

  EdifactStamp stamp = stamp_;
  stamp.test = interchange.test == "1";
  const EdifactParties parties{or_unknown(interchange.receiver), interchange.receiver_qualifier,
                               or_unknown(interchange.sender), interchange.sender_qualifier};
  const bool newest = interchange.syntax_version >= "4" && interchange.syntax_version.size() == 1;
  return edifact_interchange(parties, stamp, newest ? "CONTRL:4:1:UN" : "CONTRL:D:3:UN", body,
                             1 + segments_);
}

}  // namespace weighbridge
