#include "parsers/x12/interchange_seeker.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "parsers/x12/envelope.hpp"

namespace weighbridge::x12 {

namespace {

constexpr std::size_t kBytesSeen = 2 * kIsaBytesMax;  // an ISA, and what follows it
constexpr std::uint32_t kFragmentsTriedMax = 10'000;  // each try takes a while: not for ever
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\0' || c == '\x1A';
}

bool is_alphanumeric(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

std::optional<InterchangeStart> InterchangeSeeker::seek(SegmentStream& stream, Findings& findings) {
  if (stream.offset() == 0 && stream.peek(3).starts_with(kByteOrderMark)) stream.skip(3);
  Junk junk;
  std::optional<InterchangeStart> start;
  char before = ' ';
  for (;;) {
    const std::string_view bytes = stream.peek(kBytesSeen);
    if (bytes.empty()) break;
    std::size_t blanks = 0;
    while (blanks < bytes.size() && is_blank(bytes[blanks])) before = bytes[blanks++];
    if (blanks > 0) {
      stream.skip(blanks);
      continue;
    }
    if (!is_alphanumeric(before)) start = start_at(bytes.substr(0, kBytesSeen));
    if (start) break;
    if (junk.size == 0) junk = {stream.offset(), 0, printable(bytes)};
    // On to the next byte that may begin one: ISA, GS or ST.
    const std::size_t next = std::min(bytes.find_first_of("IGS", 1), bytes.size());
    before = bytes[next - 1];
    junk.size += next;
    stream.skip(next);
  }
  report(junk, start.has_value(), findings);
  anything_found_ |= start.has_value();
  return start;
}

std::optional<InterchangeStart> InterchangeSeeker::start_at(std::string_view bytes) {
  if (auto isa = read_isa(bytes)) return InterchangeStart{isa, isa->delimiters};
  if (!bytes.starts_with("GS") && !bytes.starts_with("ST")) return std::nullopt;
  if (fragments_tried_ == kFragmentsTriedMax) return std::nullopt;
  ++fragments_tried_;
  if (const auto guess = guess_delimiters(bytes)) return InterchangeStart{std::nullopt, *guess};
  return std::nullopt;
}

void InterchangeSeeker::report(const Junk& junk, bool found, Findings& findings) const {
  if (junk.size == 0 && (found || anything_found_)) return;
  Finding finding{FindingLevel::error, FindingScope::message, {}, {}, {}, {}, junk.shown};
  finding.place.offset = junk.offset;
  if (junk.size == 0) {
    finding.code = "empty";
    finding.message = "The message is empty";
    finding.mend = "Send an interchange, ISA to IEA.";
  } else if (found || anything_found_) {
    finding.level = FindingLevel::warning;
    finding.code = "junk";
    finding.message =
        std::to_string(junk.size) + " bytes that belong to no interchange were skipped";
    finding.mend = "Send interchanges only, ISA to IEA, one after the other.";
  } else {
    finding.code = "not_x12";
    finding.message = "The message holds no X12 interchange: it does not begin with ISA, GS or ST";
    finding.mend = "Send X12 that begins with an ISA segment, as plain text.";
  }
  add_capped(findings, findings_max_, std::move(finding));
}

}  // namespace weighbridge::x12
