// What becomes of the rows of a flat file: documents, findings, and which map is asked.
#include <catch2/catch.hpp>

#include "tests/mappings/flat_reading.hpp"

using namespace weighbridge;
using namespace std::string_view_literals;

namespace {

constexpr std::string_view kMap = R"(partner: acme
version: 1.0.0
supplier: ACME
maps:
  - map: acme-asn
    reads:
      format: csv
      delimiter: ";"
      key: number
      columns: {number: Number, po: Order, sku: [Item, Article No], quantity: Qty, uom: {heading: Unit, optional: true}}
    gives: {stage: shipped, kind: ship_notice}
    sections:
      - at: row
        document.number: number
        line.po: po
        line.item.sku: sku
        line.quantity: quantity
        line.uom: uom
    defaults: {line.uom: EA}
)";

std::string map_with(std::string_view from, std::string_view to) {
  std::string map(kMap);
  map.replace(map.find(from), from.size(), to);
  return map;
}

std::string other_partner(std::string map) {
  map.replace(map.find("acme"), 4, "bolt");
  return map.replace(map.find("acme"), 4, "bolt");
}

/// "SHP-1 accepted 1=4EA 2=5EA", and its findings "3:8 Qty NUMBER_INVALID".
std::vector<std::string> lines_of(const testing::FlatReading& reading) {
  std::vector<std::string> lines;
  const auto add = [&](const Findings& findings) {
    for (const Finding& f : findings) {
      CHECK_FALSE(f.mend.empty());
      lines.push_back("  " + std::to_string(f.place.line) + ":" + std::to_string(f.place.column) +
                      " " + f.place.tag + (f.place.tag.empty() ? "" : " ") + f.code);
    }
  };
  for (const ReadDocument& document : reading.documents) {
    std::string line = document.set + " " + document.control;
    line += document.accepted ? " accepted" : " rejected";
    if (document.receipt)
      for (const ReceiptLine& l : document.receipt->lines)
        line += " " + l.line + "=" + l.quantity.value.to_string() + l.uom;
    lines.push_back(line);
    add(document.findings);
  }
  add(reading.message_findings);
  return lines;
}

std::vector<std::string> read(std::string_view text, const std::string& map = std::string(kMap),
                              const std::string& name = {}, ReaderOptions options = {}) {
  return lines_of(testing::read_flat_text({map}, text, name, {}, std::move(options)));
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("rows of one key are one document, wherever they stand", "[flat]") {
  const auto reading =
      testing::read_flat_text({std::string(kMap)},
                              "number;order;Article-No;qty;unit;Remark\n"
                              "S-1;PO-1;A;4;CA;x\nS-2;PO-2;B;5\n\nS-1;PO-1;C;6;;;;\n");
  CHECK(lines_of(reading) ==
        Lines{"ship_notice S-1 accepted 1=4CA 2=6EA", "ship_notice S-2 accepted 1=5EA"});
  CHECK(reading.interchanges.at(0).standard == "CSV");
  CHECK(reading.documents[0].map == "acme-asn@1.0.0+acme@1.0.0");
  CHECK(reading.documents[0].supplier_rule == "the rules of acme@1.0.0");
  CHECK(reading.receipt(0).supplier.value == "ACME");
}

TEST_CASE("a flaw in a row rejects its document, with line and column, and no other", "[flat]") {
  const std::string header = "Number;Order;Item;Qty\n";
  CHECK(read(header + "S-1;PO-1;A;four\nS-2;PO-2;B;5\n") ==
        Lines{"ship_notice S-1 rejected", "  2:12 Qty NUMBER_INVALID", "  2:12 Qty LINE_LEFT_OUT",
              "  2:0 LINES_MISSING", "ship_notice S-2 accepted 1=5EA"});
  CHECK(read(header + "S-1;PO-1;A;B;4\nS-2;PO-2;B;5\nS-1;PO-1;C;6\n") ==
        Lines{"ship_notice S-1 rejected 1=6EA", "  2:1 CELL_COUNT",
              "ship_notice S-2 accepted 1=5EA"});
  CHECK(read(header + ";PO-1;A;4\nS-2;PO-2;B;5\n") ==
        Lines{"row 2 rejected", "  2:1 Number DOCUMENT_UNKNOWN", "ship_notice S-2 accepted 1=5EA"});
  CHECK(read(header + "S-1;PO-1;\"A;4\nS-2;PO-2;B;5\n") ==
        Lines{"ship_notice S-1 rejected", "  2:10 CSV_SYNTAX", "  2:0 LINES_MISSING",
              "ship_notice S-2 accepted 1=5EA"});
}

TEST_CASE("a file without the columns of its map is refused whole", "[flat]") {
  const std::string map = map_with("key: number", "key: number\n      files: \"asn*.csv\"");
  CHECK(read("Number;Order;Item;Amount\nS-1;PO-1;A;4\n", map, "ASN-7.CSV") ==
        Lines{"  1:1 Qty MISSING_COLUMN"});
  CHECK(read("Number;Order;Item;Qty;qty\nS-1;PO-1;A;4;5\n", map, "asn.csv") ==
        Lines{"  1:1 Qty DOUBLED_COLUMN"});
  CHECK(read("Number;Order;Item;Qty\n", map, "asn.csv") == Lines{"  0:0 EMPTY"});
}

TEST_CASE("a file finds its map by name, headings or types of records", "[flat]") {
  const std::string text = "Number;Order;Item;Qty\nS-1;PO-1;A;4\n";
  const std::string map(kMap);
  const std::string named = map_with("key: number", "key: number\n      files: [\"a?n_*.csv\"]");
  const auto read_by = [&](const std::vector<std::string>& maps, const std::string& name,
                           std::string_view what) {
    const auto reading = testing::read_flat_text(maps, what, name);
    return reading.documents.empty() ? reading.message_findings.at(0).message
                                     : reading.documents.front().map;
  };
  CHECK(read_by({map}, "anything", text) == "acme-asn@1.0.0+acme@1.0.0");
  CHECK(read_by({named, other_partner(map)}, "ASN_1.csv", text) == "acme-asn@1.0.0+acme@1.0.0");
  CHECK(read_by({named, other_partner(map)}, "B.csv", text) == "bolt-asn@1.0.0+bolt@1.0.0");
  CHECK(read_by({map, other_partner(map)}, "B.csv", text) ==
        "the file may be for several maps: acme-asn@1.0.0+acme@1.0.0 and "
        "bolt-asn@1.0.0+bolt@1.0.0 fit it equally well");
  CHECK(read_by({named}, "B.csv", text) ==
        "the columns are those of acme-asn@1.0.0+acme@1.0.0, and the file's name is not");
  CHECK(read_by({named}, "", text) == "acme-asn@1.0.0+acme@1.0.0");
  CHECK(read_by({map}, "B.csv", "Number;Order;Item;Menge\nS-1;PO-1;A;4\n") ==
        "no map fits the file; acme-asn@1.0.0+acme@1.0.0 comes nearest, but the column `Qty` is "
        "missing");
  CHECK(read_by({map}, "B.csv", "Dear all,\n").starts_with("this is none of the formats"));
  // More headings found is the better fit.
  std::string wider = other_partner(map);
  wider.insert(wider.find("number: Number"), "lot: Lot, ");
  CHECK(read_by({map, wider}, "", "Number;Order;Item;Qty;Lot\nS-1;PO-1;A;4;L\n") ==
        "bolt-asn@1.0.0+bolt@1.0.0");
}

TEST_CASE("our own CSV stays ours, whatever maps say", "[flat]") {
  const std::string map = map_with(
      "{number: Number, po: Order, sku: [Item, Article No], quantity: Qty, uom: {heading: "
      "Unit, optional: true}}",
      "{number: document_number, po: po, sku: sku, quantity: quantity, uom: uom}");
  const auto own = testing::read_flat_text(
      {map}, "stage;document_number;supplier;po;sku;quantity;uom\nshipped;S-1;X;PO-1;A;4;EA\n");
  CHECK(own.documents.at(0).map == "csv-receipts");
  const auto partners = testing::read_flat_text(
      {map}, "document_number;po;sku;quantity;uom;extra\nS-1;PO-1;A;4;EA;1\n");
  CHECK(partners.documents.at(0).map == "acme-asn@1.0.0+acme@1.0.0");
}

namespace {

constexpr std::string_view kFixed = R"(map: kansas
version: 1.0.0
reads:
  format: fixed
  record: 1
  begins: H
  encoding: iso-8859-1
  records: {H: {number: 2-7}, L: {sku: 2-5, quantity: 6-10}, X: ~}
gives: {stage: shipped, kind: ship_notice}
lines: {at: L}
sections:
  - at: H
    document.number: number
  - at: L
    line.item.sku: sku
    line.quantity: {from: quantity, decimals: 1}
)";

}  // namespace

TEST_CASE("fixed columns: short rows, characters beyond ASCII, unknown records", "[flat]") {
  const std::string map(kFixed);
  CHECK(read("HS-1\r\nL\xD6l 00040\r\nXrest\r\nLB   12\r\nHS-2\r\nLC   0010-\r\n\x1A", map) ==
        Lines{"ship_notice S-1 accepted 1=4 2=1.2", "  1:0 SUPPLIER_MISSING", "  2:1 L PO_MISSING",
              "  2:1 L UNIT_MISSING", "ship_notice S-2 accepted 1=-1", "  5:0 SUPPLIER_MISSING",
              "  6:1 L PO_MISSING", "  6:1 L UNIT_MISSING"});
  const auto reading = testing::read_flat_text({map}, "HS-1\nL\xD6l  0040\n");
  CHECK(reading.receipt(0).lines.at(0).item.sku == "Öl");
}

TEST_CASE("what stands before a document, and what is no record", "[flat]") {
  const std::string map =
      std::string(kFixed) + "defaults: {line.po: P, line.uom: EA, line.lot: L}\n";
  const std::string text = "XA\nLB   0010\nHS-1\nLA   0040\nQ\nHS-2\nLA   0050\n";
  CHECK(read(text, map) == Lines{"  1:1 MAP_MISSING"});
  std::string named = map;
  named.insert(named.find("  record:"), "  files: k*.txt\n");
  CHECK(read(text, named, "kansas.txt") ==
        Lines{"row 2 rejected", "  2:1 DOCUMENT_UNKNOWN", "ship_notice S-1 rejected 1=4EA",
              "  5:1 RECORD_UNKNOWN", "  3:0 SUPPLIER_MISSING", "ship_notice S-2 accepted 1=5EA",
              "  6:0 SUPPLIER_MISSING"});
}

TEST_CASE("what is wrong in a row that is passed over does not matter", "[flat]") {
  const std::string map = R"(map: kansas
version: 1.0.0
reads:
  format: csv
  delimiter: ";"
  record: 1
  begins: H
  records: {H: {number: 2}, L: {sku: 2, quantity: 3}, X: ~}
gives: {stage: shipped, kind: ship_notice}
lines: {at: L}
sections:
  - at: H
    document.number: number
  - at: L
    line.item.sku: sku
    line.quantity: quantity
defaults: {line.po: P, line.uom: EA}
)";
  CHECK(read("H;S-1\nX;\"broken\" quote;x\nL;A;4\n", map) ==
        Lines{"ship_notice S-1 accepted 1=4EA", "  1:0 SUPPLIER_MISSING"});
}

TEST_CASE("limits end documents, not the program", "[flat]") {
  const std::string header = "Number;Order;Item;Qty\n";
  ReaderOptions options;
  options.limits.flat.document_rows_max = 2;
  CHECK(read(header + "S-1;P;A;1\nS-1;P;B;2\nS-1;P;C;3\nS-1;P;D;4\nS-2;P;E;5\n", std::string(kMap),
             {}, options) == Lines{"ship_notice S-1 rejected 1=1EA 2=2EA", "  4:1 LIMIT",
                                   "ship_notice S-2 accepted 1=5EA"});
  options = {};
  options.limits.flat.rows_max = 2;
  CHECK(read(header + "S-1;P;A;1\nS-1;P;B;2\nS-2;P;C;3\nS-1;P;D;4\n", std::string(kMap), {},
             options) == Lines{"ship_notice S-1 accepted 1=1EA 2=2EA", "row 5 rejected",
                               "  5:1 Number LIMIT", "ship_notice S-2 accepted 1=3EA"});
  options = {};
  options.limits.flat.bytes_max = header.size() + 10;
  CHECK(read(header + "S-1;P;A;1\nS-1;P;B;2\n", std::string(kMap), {}, options) ==
        Lines{"ship_notice S-1 rejected 1=1EA", "  2:0 LIMIT", "  0:0 LIMIT"});
  options = {};
  options.limits.flat.columns_max = 4;
  CHECK(read(header + "S-1;P;A;1;2\nS-2;P;B;2\n", std::string(kMap), {}, options) ==
        Lines{"ship_notice S-1 rejected", "  2:9 CSV_SYNTAX", "  2:0 LINES_MISSING",
              "ship_notice S-2 accepted 1=2EA"});
}

TEST_CASE("a shared map with the rules of the partner that a file or document names", "[flat]") {
  std::string shared(kMap);
  shared = "map: portal\nversion: 1.0.0\n" + shared.substr(shared.find("    reads:"));
  const auto dedent = [](std::string text) {
    for (std::size_t at = text.find("\n    "); at != std::string::npos;
         at = text.find("\n    ", at + 1))
      text.erase(at + 1, 4);
    return text;
  };
  shared = dedent(shared);
  shared.replace(shared.find("columns: {"), 10,
                 "columns: {vendor: {heading: Vendor, optional: true}, ");
  shared.replace(shared.find("    line.po: po"), 15,
                 "    party: {role: =supplier, id: vendor}\n    line.po: po");
  const std::string by_party =
      "partner: bolt\nversion: 1.0.0\nsender: V-77\nsupplier: BOLT\nmaps:\n  - extends: portal\n"
      "    defaults: {line.uom: CA}\n    sections: [{at: row, site: =DC01}]\n";
  const std::string by_file =
      "partner: nut\nversion: 1.0.0\nsupplier: NUT\nmaps:\n  - extends: portal\n"
      "    files: nut_*.csv\n";
  const std::vector<std::string> all{shared, by_party, by_file};
  const auto told = [&](const std::string& text, const std::string& name) {
    const auto reading = testing::read_flat_text(all, text, name);
    return reading.documents.at(0).map + " " + reading.receipt(0).supplier.value + " " +
           reading.receipt(0).site + " " + reading.receipt(0).lines.at(0).uom;
  };
  const std::string text = "Number;Order;Item;Qty;Vendor\nS-1;P;A;1;V-77\n";
  CHECK(told(text, "x.csv") == "portal@1.0.0+bolt@1.0.0 BOLT DC01 CA");
  CHECK(told("Number;Order;Item;Qty;Vendor\nS-1;P;A;1;V-78\n", "x.csv") == "portal@1.0.0 V-78  EA");
  CHECK(told("Number;Order;Item;Qty\nS-1;P;A;1\n", "NUT_7.csv") ==
        "portal@1.0.0+nut@1.0.0 NUT  EA");
}

TEST_CASE("numbers in the partner's marks, and none in others", "[flat]") {
  const std::string map = map_with("maps:", "values: {decimal: \",\", grouping: \".\"}\nmaps:");
  const auto quantity = [&](const std::string& written) {
    const auto reading =
        testing::read_flat_text({map}, "Number;Order;Item;Qty\nS-1;P;A;" + written + "\n");
    const auto& lines = reading.receipt(0).lines;
    return lines.empty() ? "none" : lines.front().quantity.value.to_string();
  };
  CHECK(quantity("1.234,5") == "1234.5");
  CHECK(quantity("1.234.567") == "1234567");
  CHECK(quantity("12,50-") == "-12.5");
  CHECK(quantity("-1.000") == "-1000");
  CHECK(quantity("1.000-") == "-1000");
  CHECK(quantity("1.5") == "none");  // neither 1.5 nor 15 can be meant for certain
  CHECK(quantity("1,234.567") == "none");
  CHECK(quantity("1.2345") == "none");
  CHECK(quantity("--1") == "none");
  CHECK(quantity("-") == "none");
}

TEST_CASE("what spreadsheets add, and a day without rows", "[flat]") {
  CHECK(read("sep=;\r\nNumber;Order;Item;Qty\r\nS-1;P;A;1\r\n") ==
        Lines{"ship_notice S-1 accepted 1=1EA"});
  const auto reading = testing::read_flat_text({std::string(kMap)}, "Number;Order;Item;Qty\n");
  CHECK(reading.documents.empty());
  REQUIRE(reading.message_findings.size() == 1);
  CHECK(reading.message_findings[0].level == FindingLevel::warning);
}

TEST_CASE("what `where` leaves out, and what it must not", "[flat]") {
  const std::string map = map_with("key: number", "key: number\n      where: quantity!=empty|0");
  const std::string header = "Number;Order;Item;Qty\n";
  CHECK(read(header + "S-1;P;A;1\nS-1;P;B;0\n;;Sum;\n;;;\n", map) ==
        Lines{"ship_notice S-1 accepted 1=1EA"});
  // The quantity of a broken row is not known to be empty.
  CHECK(read(header + "S-1;P;A;1\nS-1;P;\"B;2\n", map) ==
        Lines{"ship_notice S-1 rejected 1=1EA", "  3:7 CSV_SYNTAX"});
  CHECK(read(header + "S-1;P;A;1\nS-1;P;B;;2\n", map) ==
        Lines{"ship_notice S-1 rejected 1=1EA", "  3:1 CELL_COUNT"});
}

TEST_CASE("types of records below headings", "[flat]") {
  const std::string map = R"(map: typed
version: 1.0.0
reads:
  format: csv
  delimiter: ","
  header: true
  record: 1
  key: number
  records: {H: {number: No, at: Date}, L: {number: No, sku: Item, quantity: 4}}
gives: {stage: shipped, kind: ship_notice}
lines: {at: L}
sections:
  - {at: H, document.number: number, document.date: at}
  - {at: L, line.item.sku: sku, line.quantity: quantity}
defaults: {line.uom: EA, line.po: P}
)";
  const auto reading = testing::read_flat_text(
      {map},
      "Type,No,Date,Qty,Item\nH,S-1,2026-03-02,,\nH,S-2,2026-03-03,,\nL,S-1,,4,A\nL,S-2,,5,B\n");
  CHECK(lines_of(reading) == Lines{"ship_notice S-1 accepted 1=4EA", "  2:0 SUPPLIER_MISSING",
                                   "ship_notice S-2 accepted 1=5EA", "  3:0 SUPPLIER_MISSING"});
  CHECK(read("Type,No,Date,Qty,Item\nQ,S-1,2026-03-02,,\n", map) == Lines{"  1:1 MAP_MISSING"});
}

TEST_CASE("fixed rows without ends of line", "[flat]") {
  std::string map(kFixed);
  map.insert(map.find("  record:"), "  length: 10\n");
  const auto reading =
      testing::read_flat_text({map}, "HS-1      L\xD6l  00040LB   00015HS-2      LC   0010-");
  REQUIRE(reading.documents.size() == 2);
  CHECK(reading.receipt(0).lines.size() == 2);
  CHECK(reading.receipt(0).lines.at(1).item.sku == "B");
  CHECK(reading.receipt(1).lines.at(0).quantity.value.to_string() == "-1");
}

TEST_CASE("UTF-8 that the map calls windows-1252 is told once for the file") {
  const std::string map =
      map_with("delimiter: \";\"", "delimiter: \";\"\n      encoding: windows-1252");
  const auto reading =
      testing::read_flat_text({map}, "Number;Order;Item;Qty;Unit\nSHP-1;4711;M\xC3\xBC-1;4;EA\n");
  CHECK(lines_of(reading) ==
        std::vector<std::string>{"ship_notice SHP-1 accepted 1=4EA", "  0:0 ENCODING_WRONG"});
  CHECK(lines_of(testing::read_flat_text(
            {map}, "Number;Order;Item;Qty;Unit\nSHP-1;4711;M\xFC-1;4;EA\n")) ==
        std::vector<std::string>{"ship_notice SHP-1 accepted 1=4EA"});
}
