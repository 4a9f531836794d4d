#include "mappings/render/edifact_aperak.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace weighbridge {

namespace {

constexpr std::size_t kErrorsMax = 999;  // ERC groups of a message
constexpr std::size_t kNumberMax = 35;
constexpr std::size_t kTextMax = 70;  // 4440; FTX has five of them
constexpr std::size_t kTextsMax = 5;

/// Which reason a finding of ours is.
struct Reason {
  std::string_view finding, code;
};
constexpr std::array kReasons{
    Reason{"NUMBER_MISSING", "007"},
    Reason{"SUPPLIER_MISSING", "007"},
    Reason{"LINES_MISSING", "007"},
    Reason{"QUANTITY_MISSING", "007"},
    Reason{"PO_MISSING", "007"},
    Reason{"ITEM_MISSING", "007"},
    Reason{"UNIT_MISSING", "007"},
    Reason{"PRICE_MISSING", "007"},
    Reason{"DATE_INVALID", "009"},
    Reason{"TIME_INVALID", "009"},
    Reason{"SPLIT_DIFFERS", "010"},
    Reason{"SCHEDULE_DIFFERS", "010"},
    Reason{"13", "007"},
    Reason{"26", "006"},
    Reason{"29", "010"},
    Reason{"28", "011"},
};

std::string code_of(const Finding& finding) {
  const auto found = std::find_if(kReasons.begin(), kReasons.end(), [&](const Reason& reason) {
    return reason.finding == finding.code;
  });
  return std::string(found == kReasons.end() ? "024" : found->code);
}

/// FTX with as much of `text` as it holds.
void write_text(EdifactWriter& writer, std::string_view text) {
  writer.begin("FTX").element("AAO").element("").element("");
  for (std::size_t n = 0; n < kTextsMax && !text.empty(); ++n) {
    const std::string_view piece = cut_to(text, kTextMax);
    if (n == 0)
      writer.element(piece);
    else
      writer.component(piece);
    text.remove_prefix(piece.size());
  }
}

}  // namespace

std::vector<ApplicationError> application_errors(const Findings& findings) {
  std::vector<ApplicationError> errors;
  for (const Finding& finding : findings) {
    if (finding.level != FindingLevel::error) continue;
    std::string text = finding.message;
    if (!finding.mend.empty()) text += "; " + finding.mend;
    errors.push_back({code_of(finding), std::move(text), {}});
  }
  return errors;
}

std::string render_aperak(const EdifactParties& parties, const EdifactStamp& stamp,
                          EdifactDirectory directory, const AperakSubject& subject,
                          const std::vector<ApplicationError>& errors) {
  std::string body;
  EdifactWriter writer(body);
  // 313: application error message; 312: acknowledgement. 27: not accepted; 29: accepted.
  writer.begin("BGM").element(errors.empty() ? "312" : "313");
  writer.element(cut_to(subject.number, kNumberMax)).element(subject.accepted ? "29" : "27");
  writer.begin("DTM").element("137");
  writer.component(edifact_minute(stamp.time.value_or(Instant{}))).component("203");
  writer.begin("RFF").element("ACW").component(cut_to(subject.message_reference, kNumberMax));
  if (!subject.document.empty())
    writer.begin("RFF").element("DM").component(cut_to(subject.document, kNumberMax));
  writer.begin("NAD").element("MS").element(cut_to(parties.sender, kNumberMax));
  writer.begin("NAD").element("MR").element(cut_to(parties.receiver, kNumberMax));
  for (std::size_t i = 0; i < errors.size() && i < kErrorsMax; ++i) {
    writer.begin("ERC").element(errors[i].code).component("ZZZ");
    if (!errors[i].text.empty()) write_text(writer, errors[i].text);
    if (!errors[i].line.empty())
      writer.begin("RFF").element("LI").component(cut_to(errors[i].line, kNumberMax));
  }
  writer.end();
  return edifact_interchange(
      parties, stamp, directory == EdifactDirectory::d96a ? "APERAK:D:96A:UN" : "APERAK:D:01B:UN",
      body, writer.segments());
}

}  // namespace weighbridge
