// The whole EDIFACT reader on arbitrary bytes: it ends, pairs its events, hands out text that is
// plain, and gives the same whatever the pieces the bytes come in.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config/embedded.hpp"
#include "parsers/edifact/interchange_reader.hpp"
#include "parsers/utf8.hpp"
#include "tests/fuzz/fuzzed_source.hpp"

namespace {

using namespace weighbridge;
using namespace weighbridge::edifact;
using fuzz::require;

const edi::Dictionaries& directories() {
  static const edi::Dictionaries all = [] {
    std::vector<edi::DictionaryText> texts;
    for (const EmbeddedFile& file : embedded_files())
      if (file.path.starts_with("standards/edifact/"))
        texts.push_back({std::string(file.path), std::string(file.text)});
    std::vector<edi::DictionaryError> errors;
    return edi::Dictionaries::compile(std::move(texts), errors);
  }();
  return all;
}

/// What two readings of one message must have in common.
struct Summary {
  std::uint64_t messages = 0, segments = 0, element_bytes = 0, findings = 0, nesting = 0;
  bool operator==(const Summary&) const = default;
};

void check_message(const edi::TransactionSet& set, std::string_view bytes, Summary& summary) {
  require(!set.segments.empty() && set.loop_of.size() == set.segments.size());
  std::uint64_t last = 0;
  for (std::size_t i = 0; i < set.segments.size(); ++i) {
    const edi::Segment& segment = set.segments[i];
    require(segment.offset >= last && segment.offset <= bytes.size());
    last = segment.offset;
    for (const std::string_view element : segment.elements) {
      summary.element_bytes += element.size();
      require(find_malformed_utf8(element) == std::string_view::npos);
    }
    const edi::Loop& loop = set.loops[set.loop_of[i]];
    require(loop.first <= i && i < loop.end);
  }
  for (std::size_t i = 0; i < set.hierarchy.size(); ++i)
    require(set.hierarchy[i].parent == edi::kNone || set.hierarchy[i].parent < i);
  for (const Finding& finding : set.findings) require(finding.place.offset <= bytes.size());
  ++summary.messages;
  summary.segments += set.segments.size();
  summary.findings += set.findings.size();
}

Summary read(std::string_view bytes, std::size_t piece) {
  fuzz::PiecewiseSource source(bytes, piece);
  ReaderLimits limits;
  limits.message_bytes_max = 4096;
  limits.segment_bytes_max = 1024;
  InterchangeReader reader(source, directories(), limits);
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
    if (event == Event::message) {
      require(open == 2);
      check_message(reader.message(), bytes, summary);
    }
    summary.nesting = summary.nesting * 3 + static_cast<std::uint64_t>(open);
  }
  require(open == 0);
  summary.findings += reader.findings().size();
  return summary;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  require(read(bytes, 1 << 20) == read(bytes, 1 + size % 61));
  return 0;
}
