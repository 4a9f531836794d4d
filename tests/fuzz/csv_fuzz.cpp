// The whole CSV way in on arbitrary bytes. The kind of file is what its header says it is, and
// files of rubbish are read as receipts.
#include <cstdint>
#include <string>
#include <string_view>

#include "mappings/canonical/json.hpp"
#include "mappings/reader/csv_reader.hpp"
#include "parsers/utf8.hpp"
#include "tests/fuzz/fuzzed_source.hpp"

namespace {

using namespace weighbridge;
using fuzz::require;

class CheckingSink final : public ReadSink {
 public:
  void document(ReadDocument&& document) override {
    require(document.accepted != has_errors(document.findings));
    said += document.set + ' ' + document.control + '\n';
    for (const Finding& finding : document.findings) {
      said += std::to_string(finding.place.line) + finding.message;
    }
    if (!document.receipt) return;
    const std::string json = to_json(*document.receipt);
    require(find_malformed_utf8(json) == std::string_view::npos);
    said += json;
    if (!document.accepted) return;
    Findings findings;
    require(parse_receipt(json, findings) == document.receipt && findings.empty());
  }
  void event(InventoryEvent&& event, const Place&) override { said += to_json(event); }
  void reference(ReferenceData&& data) override {
    for (const PackRow& pack : data.packs) require(pack.per_base > Rational{});
    said += std::to_string(data.items.size() + data.aliases.size() + data.packs.size());
  }
  void message(const Findings& findings) override { require(has_errors(findings)); }

  std::string said;
};

bool is_csv(ContentKind kind) {
  return kind >= ContentKind::csv_receipts && kind <= ContentKind::csv_suppliers;
}

std::string read(std::string_view text, ContentKind kind, std::size_t piece) {
  fuzz::PiecewiseSource source(text, piece);
  CheckingSink sink;
  read_csv(source, kind, {}, {}, sink);
  return sink.said;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(fuzz::text_of(data, size));
  ContentKind kind = detect_content(text.substr(0, 4096));
  if (!is_csv(kind)) {
    text.insert(0, "stage,document_number,supplier,po,sku,quantity,uom,final,reverses,posted_at\n");
    kind = ContentKind::csv_receipts;
  }
  const std::string whole = read(text, kind, 1U << 20);
  if (size < 300) require(read(text, kind, 5) == whole);
  return 0;
}
