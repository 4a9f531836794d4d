// The whole X12 reader on arbitrary bytes: it ends, pairs its events, hands out views that lie in
// the message, and gives the same whatever the pieces the bytes come in. The vectorised scan is
// held against the scalar one on the way.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config/embedded.hpp"
#include "parsers/edi/separator_scan.hpp"
#include "parsers/x12/interchange_reader.hpp"
#include "tests/fuzz/fuzzed_source.hpp"

namespace {

using namespace weighbridge;
using namespace weighbridge::x12;
using fuzz::require;

const Dictionaries& tables() {
  static const Dictionaries all = [] {
    std::vector<DictionaryText> texts;
    for (const EmbeddedFile& file : embedded_files())
      if (file.path.starts_with("standards/x12/"))
        texts.push_back({std::string(file.path), std::string(file.text)});
    std::vector<DictionaryError> errors;
    return Dictionaries::compile(std::move(texts), errors);
  }();
  return all;
}

/// What two readings of one message must have in common.
struct Summary {
  std::uint64_t sets = 0, segments = 0, element_bytes = 0, findings = 0, nesting = 0;
  bool operator==(const Summary&) const = default;
};

void check_set(const TransactionSet& set, std::string_view message, Summary& summary) {
  require(!set.segments.empty() && set.loop_of.size() == set.segments.size());
  for (std::size_t i = 0; i < set.segments.size(); ++i) {
    const Segment& segment = set.segments[i];
    require(message.substr(segment.offset, segment.tag.size()) == segment.tag);
    for (const std::string_view element : segment.elements) summary.element_bytes += element.size();
    const Loop& loop = set.loops[set.loop_of[i]];
    require(loop.first <= i && i < loop.end);
  }
  for (std::size_t i = 0; i < set.hierarchy.size(); ++i)
    require(set.hierarchy[i].parent == kNone || set.hierarchy[i].parent < i);
  for (const Finding& finding : set.findings) require(finding.place.offset <= message.size());
  ++summary.sets;
  summary.segments += set.segments.size();
  summary.findings += set.findings.size();
}

Summary read(std::string_view message, std::size_t piece) {
  fuzz::PiecewiseSource source(message, piece);
  ReaderLimits limits;
  limits.transaction_bytes_max = 4096;
  limits.segment_bytes_max = 1024;
  InterchangeReader reader(source, tables(), limits);
  Summary summary;
  int open = 0;
  for (Event event = reader.next(); event != Event::end; event = reader.next()) {
    if (event == Event::interchange_begin) require(open++ == 0);
    if (event == Event::group_begin) require(open++ == 1);
    if (event == Event::group_end) {
      require(open-- == 2);
      summary.findings += reader.group().findings.size();
    }
    if (event == Event::interchange_end) {
      require(open-- == 1);
      summary.findings += reader.interchange().findings.size();
    }
    if (event == Event::transaction_set) {
      require(open == 2);
      check_set(reader.transaction_set(), message, summary);
    }
    summary.nesting = summary.nesting * 3 + static_cast<std::uint64_t>(open);
  }
  require(open == 0);
  summary.findings += reader.findings().size();
  return summary;
}

void compare_scans(std::string_view text) {
  if (text.size() < 3) return;
  const char element = text[0], segment = text[1];
  std::vector<std::uint32_t> fast(text.size() + kScanSlack), slow(fast.size());
  std::vector<std::uint32_t> fast_ends(fast.size()), slow_ends(fast.size());
  ScanOutput a{fast.data(), fast_ends.data(), 0, 0};
  ScanOutput b{slow.data(), slow_ends.data(), 0, 0};
  scan_separators(text, 2, element, segment, a);
  scan_separators_scalar(text, 2, element, segment, b);
  require(a.separator_count == b.separator_count && a.segment_count == b.segment_count);
  require(std::equal(fast.begin(), fast.begin() + a.separator_count, slow.begin()));
  require(std::equal(fast_ends.begin(), fast_ends.begin() + a.segment_count, slow_ends.begin()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view message = fuzz::text_of(data, size);
  compare_scans(message);
  require(read(message, 1 << 20) == read(message, 1 + size % 61));
  return 0;
}
