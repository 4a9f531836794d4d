#include "parsers/edifact/interchange_seeker.hpp"

#include <algorithm>

#include "parsers/edifact/envelope.hpp"

namespace weighbridge::edifact {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kStepOver = " \t\r\n\x1A";
constexpr std::size_t kWindow = 4096;

}  // namespace

std::optional<InterchangeStart> InterchangeSeeker::seek(SegmentStream& stream, Findings& findings) {
  Junk junk;
  for (;;) {
    const std::string_view bytes = stream.peek(kWindow);
    if (bytes.empty()) {
      report(junk, false, findings);
      return std::nullopt;
    }
    if (auto start = start_at(bytes)) {
      report(junk, true, findings);
      anything_found_ = true;
      return start;
    }
    const bool marked = bytes.starts_with(kByteOrderMark);
    if (marked || (junk.size == 0 && kStepOver.find(bytes.front()) != std::string_view::npos)) {
      stream.skip(marked ? kByteOrderMark.size() : 1);
      continue;
    }
    // Junk up to what may be a start; what is near the end of the window is looked at again.
    std::size_t next = bytes.find("UN", 1);
    if (next == std::string_view::npos) next = bytes.size() > 1 ? bytes.size() - 1 : 1;
    if (junk.size == 0) {
      junk.offset = stream.offset();
      junk.shown = printable(bytes.substr(0, next));
    }
    junk.size += next;
    stream.skip(next);
  }
}

std::optional<InterchangeStart> InterchangeSeeker::start_at(std::string_view bytes) {
  InterchangeStart start;
  if (const auto una = read_una(bytes.substr(0, kStartBytesMax))) {
    start.delimiters = una->delimiters;
    start.skip = una->size;
    start.announced = true;
    return start;
  }
  const bool header = begins_with(bytes, "UNB");
  if (!header && !begins_with(bytes, "UNG") && !begins_with(bytes, "UNH")) return std::nullopt;
  start.delimiters = delimiters_of_header(bytes.substr(0, kStartBytesMax));
  start.fragment = !header;
  return start;
}

void InterchangeSeeker::report(const Junk& junk, bool found, Findings& findings) const {
  const auto add = [&](FindingLevel level, const char* code, std::string message,
                       const char* mend) {
    if (findings.size() >= findings_max_) return;
    Place place;
    place.offset = junk.offset;
    findings.push_back(envelope_finding(level, FindingScope::message, code, std::move(place),
                                        std::move(message), mend));
  };
  if (!found && !anything_found_) {
    add(FindingLevel::error, junk.size == 0 ? "empty" : "not_edifact",
        junk.size == 0
            ? "The message is empty"
            : "No UNA, UNB or UNH was found: the message begins with '" + junk.shown + "'",
        "Send EDIFACT interchanges, UNB to UNZ.");
  } else if (junk.size > 0) {
    add(FindingLevel::warning, "junk",
        std::to_string(junk.size) + " bytes that belong to no interchange were skipped: '" +
            junk.shown + "'",
        "Send nothing but interchanges.");
  }
}

}  // namespace weighbridge::edifact
