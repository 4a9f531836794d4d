#include "gateway/cli/inspect_sink.hpp"

#include "gateway/cli/complaint.hpp"

namespace weighbridge::cli {

void InspectSink::tell(const std::string& document, const Findings& findings, Shown in_report) {
  constexpr std::uint64_t kToldMax = 1000;  // beyond that nobody reads; the report has them all
  const auto say = [&](const std::string& line) {
    if (in_report == Shown::yes)
      screen_.repeat(line);
    else
      screen_.err.write(line);
  };
  for (const Finding& finding : findings) {
    if (finding.level == FindingLevel::warning) ++warnings_;
    if (finding.level != FindingLevel::error) continue;
    if (++errors_ <= kToldMax) say(complaint(file_, document, finding));
    if (errors_ == kToldMax) say(complaint(file_, "further errors are only in the report"));
  }
}

}  // namespace weighbridge::cli
