#include "mappings/reader/xml_explain.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "parsers/utf8.hpp"

namespace weighbridge {

namespace {

constexpr std::size_t kTextMax = 400;

/// The elements that say what an answer wants to say.
struct Telling {
  std::string_view element, name;
};
constexpr std::array kTelling{
    Telling{"ResponseCode", "response"},
    Telling{"StatusReasonCode", "reason"},
    Telling{"StatusReason", "reason"},
    Telling{"Description", "text"},
    Telling{"Note", "text"},
    Telling{"EffectiveDate", "date"},
    Telling{"DocumentTypeCode", "type code"},
};

/// UNCL4343 as Peppol's Invoice Response uses it.
struct Meaning {
  std::string_view code, meaning;
};
constexpr std::array kResponses{
    Meaning{"AB", "received"},    Meaning{"IP", "in process"},
    Meaning{"UQ", "under query"}, Meaning{"CA", "accepted on condition"},
    Meaning{"AP", "accepted"},    Meaning{"RE", "rejected"},
    Meaning{"PD", "paid"},
};

class Explanation {
 public:
  Explanation(const xml::Document& source, Findings& findings, std::size_t findings_max)
      : source_(source), findings_(findings), findings_max_(findings_max) {}

  /// Nesting is limited since before the tree was built.
  void walk(pugi::xml_node node) {
    for (const pugi::xml_node inner : node.children()) {
      if (inner.type() != pugi::node_element) continue;
      tell(inner, xml::local_name(inner));
      walk(inner);
    }
  }

 private:
  void tell(pugi::xml_node node, std::string_view element) {
    const auto* const telling =
        std::find_if(kTelling.begin(), kTelling.end(),
                     [&](const Telling& row) { return row.element == element; });
    const std::string_view text = xml::trimmed(source_.text(node));
    if (telling == kTelling.end() || text.empty() || findings_.size() >= findings_max_) return;
    Finding finding{FindingLevel::note, FindingScope::field, "SAYS", {}, {}, {}, {}};
    finding.place = source_.place_of(source_.offset_of(node.name()));
    finding.place.tag = xml::path_of(node);
    finding.message.append(telling->name).append(" ").append(utf8_prefix(text, kTextMax));
    const auto* const known = std::find_if(
        kResponses.begin(), kResponses.end(),
        [&](const Meaning& row) { return element == "ResponseCode" && row.code == text; });
    if (known != kResponses.end()) finding.message.append(" (").append(known->meaning).append(")");
    findings_.push_back(std::move(finding));
  }

  const xml::Document& source_;
  Findings& findings_;
  std::size_t findings_max_;
};

}  // namespace

bool is_answer(const xml::BusinessDocument& stated) {
  return stated.standard == "UBL" && stated.set == "ApplicationResponse";
}

void explain_answer(const xml::Document& source, const xml::BusinessDocument& stated,
                    Findings& findings, std::size_t findings_max) {
  if (is_answer(stated)) Explanation(source, findings, findings_max).walk(stated.node);
}

}  // namespace weighbridge
