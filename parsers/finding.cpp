#include "parsers/finding.hpp"

#include <algorithm>

namespace weighbridge {

std::string_view to_string_view(FindingScope scope) {
  switch (scope) {
    case FindingScope::message:
      return "message";
    case FindingScope::interchange:
      return "interchange";
    case FindingScope::group:
      return "group";
    case FindingScope::transaction:
      return "transaction";
    case FindingScope::segment:
      return "segment";
    case FindingScope::element:
      return "element";
    case FindingScope::field:
      return "field";
    case FindingScope::note:
      return "note";
  }
  return "message";
}

std::string_view to_string_view(FindingLevel level) {
  switch (level) {
    case FindingLevel::error:
      return "error";
    case FindingLevel::warning:
      return "warning";
    case FindingLevel::note:
      return "note";
  }
  return "error";
}

bool has_errors(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& f) { return f.level == FindingLevel::error; });
}

}  // namespace weighbridge
