#include "gateway/cli/inspect_sink.hpp"

#include <algorithm>

#include "gateway/cli/complaint.hpp"

namespace weighbridge::cli {

void InspectSink::tell(const std::string& document, const Findings& findings) {
  constexpr std::uint64_t kToldMax = 1000;  // beyond that nobody reads; the report has them all
  for (const Finding& finding : findings) {
    if (finding.level != FindingLevel::error) continue;
    if (++errors_ <= kToldMax) screen_.repeat(complaint(file_, document, finding));
    if (errors_ == kToldMax)
      screen_.repeat(complaint(file_, "further errors are only in the report"));
  }
}

}  // namespace weighbridge::cli
