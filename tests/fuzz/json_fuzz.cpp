// The whole JSON way in on arbitrary bytes: it ends, says the same whatever the pieces the bytes
// come in, and what it accepts survives being written and read again.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/json.hpp"
#include "mappings/reader/json_reader.hpp"
#include "tests/fuzz/fuzzed_source.hpp"

namespace {

using namespace weighbridge;
using fuzz::require;

class CheckingSink final : public ReadSink {
 public:
  void document(ReadDocument&& document) override {
    require(document.accepted != has_errors(document.findings));
    said += document.set + ' ' + document.control + '\n';
    for (const Finding& finding : document.findings) said += finding.message;
    if (!document.receipt) return;
    const std::string json = to_json(*document.receipt);
    said += json;
    if (!document.accepted) return;
    Findings findings;
    const auto again = parse_receipt(json, findings);
    require(findings.empty() && again == document.receipt);
  }
  void event(InventoryEvent&& event, const Place&) override {
    const std::string json = to_json(event);
    said += json;
    Findings findings;
    require(parse_event(json, findings) == event && findings.empty());
  }

  std::string said;
};

std::string read(std::string_view text, std::size_t piece) {
  fuzz::PiecewiseSource source(text, piece);
  CheckingSink sink;
  ReaderOptions options;
  options.limits.json.bytes_max = 4096;
  read_json(source, {}, options, sink);
  return sink.said;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::string whole = read(text, 1U << 20);
  if (size < 300) require(read(text, 5) == whole);
  return 0;
}
