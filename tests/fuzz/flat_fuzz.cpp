// Flat files of any bytes through maps of every kind: it ends, every receipt is one that its JSON
// gives back, and pieces of any size read alike. The first byte chooses the map.
#include <array>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "mappings/canonical/json.hpp"
#include "mappings/reader/flat_reader.hpp"
#include "mappings/reader/tables.hpp"
#include "tests/fuzz/fuzzed_source.hpp"

namespace {

using namespace weighbridge;
using fuzz::require;

constexpr std::array<std::string_view, 4> kMaps{R"(map: a
version: 1.0.0
reads:
  format: csv
  delimiter: ";"
  encoding: windows-1252
  key: [number, po]
  where: quantity!=empty
  skip: 1
  columns: {number: Nr, po: Order, sku: 3, quantity: [Qty, Menge], price: {heading: Price, optional: true}, date: Date}
values: {decimal: ",", grouping: ".", dates: D.M.YYYY}
gives: {stage: invoiced, kind: invoice}
sections:
  - at: set
    document.date: date
    currency: =EUR
    charge: {kind: =freight, amount: price}
  - at: row
    document.number: number
    line.po: po
    line.item.sku: sku
    line.quantity: quantity
    line.unit_price: price
)",
                                                R"(map: a
version: 1.0.0
reads:
  format: fixed
  record: 1
  begins: H
  encoding: iso-8859-15
  records: {H: {number: 2-7, date: 8-16}, P: {sscc: 2-19}, L: {sku: 2-5, quantity: 6-12, uom: 13-14}, S: {serial: 2-9}, T: {total: 2-9}, X: ~}
values: {dates: DD-MON-YY}
gives: {stage: shipped, kind: ship_notice}
lines: {at: P/L, within: P}
sections:
  - {at: H, document.number: number, document.date: date}
  - {at: P, line.sscc: sscc}
  - {at: P/L, line.item.sku: sku, line.quantity: {from: quantity, decimals: 3}, line.uom: uom}
  - {at: P/L/S, line.serial: serial when serial!=NONE}
  - {at: T, totals.amount: total}
)",
                                                R"(map: a
version: 1.0.0
reads: {format: csv, delimiter: tab, quote: "'", header: false, encoding: utf-16, comment: "#", files: "*", columns: {number: 1, sku: 2, quantity: 3, sign: 4}}
gives: {stage: received, kind: warehouse_receipt}
sections:
  - {at: row, document.number: number, line.item.sku: sku, line.quantity: [{from: quantity when sign=-, sign: minus}, quantity]}
)",
                                                R"(map: a
version: 1.0.0
reads: {format: csv, delimiter: ",", record: 2, key: number, records: {A: {number: 1, at: 3, sku: 4, quantity: 5}, B: {text: 1}}}
gives: {event: adjustment}
lines: {at: A}
sections:
  - {at: A, document.number: number, dates.posted: at, line.item.sku: sku, line.quantity: quantity}
  - {at: A/B, line.reason: text}
)"};

const ReaderTables& tables(std::size_t map) {
  static const auto compiled = [] {
    std::array<std::shared_ptr<const ReaderTables>, kMaps.size()> all;
    for (std::size_t i = 0; i < kMaps.size(); ++i) {
      std::vector<TableError> errors;
      all[i] = compile_tables({{"maps/a.yaml", std::string(kMaps[i])}}, errors);
      require(all[i] != nullptr);
    }
    return all;
  }();
  return *compiled[map];
}

class CheckingSink final : public ReadSink {
 public:
  void document(ReadDocument&& document) override {
    require(document.accepted != has_errors(document.findings));
    said += document.set + ' ' + document.control + '\n';
    for (const Finding& finding : document.findings)
      said += std::to_string(finding.place.line) + finding.message;
    for (const InventoryEvent& event : document.events) said += to_json(event);
    if (!document.receipt) return;
    const std::string json = to_json(*document.receipt);
    said += json;
    Findings findings;
    const auto again = parse_receipt(json, findings);
    // What matching refuses (no number, no supplier) was told already; the rest must come back.
    if (findings.empty()) require(again == document.receipt);
    std::set<std::string_view> names;
    for (const ReceiptLine& line : document.receipt->lines) require(names.insert(line.line).second);
  }
  void message(const Findings& findings) override { require(!findings.empty()); }

  std::string said;
};

std::string read(std::string_view text, std::size_t map, std::size_t piece) {
  fuzz::PiecewiseSource source(text, piece);
  CheckingSink sink;
  ReaderOptions options;
  options.trace = true;
  options.limits.flat.rows_max = 50;
  options.limits.flat.document_rows_max = 40;
  options.limits.flat.row_bytes_max = 4096;
  const maps::Plan& plan = tables(map).maps().plans().front();
  read_flat(source, plan, tables(map), {}, options, sink);
  return sink.said;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t map = data[0] % kMaps.size();
  const std::string_view text = fuzz::text_of(data + 1, size - 1);
  const std::string whole = read(text, map, 1U << 20);
  if (size < 300) require(read(text, map, 5) == whole);
  return 0;
}
