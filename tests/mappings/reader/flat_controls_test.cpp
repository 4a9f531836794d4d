// Rows of flat files that state how many others there are, or what they come to.
#include <catch2/catch.hpp>

#include "tests/mappings/flat_reading.hpp"

using namespace weighbridge;

namespace {

constexpr std::string_view kMap = R"(partner: acme
version: 1.0.0
supplier: ACME
maps:
  - map: acme-asn
    reads:
      format: csv
      delimiter: ";"
      record: 1
      begins: H
      records: {H: {number: 2}, D: {sku: 2, quantity: 3}, S: {quantity: 2}, T: {kind: 2, said: 3}, X: ~, Z: {said: 2}}
      controls:
        - CONTROL
    gives: {stage: shipped, kind: ship_notice}
    lines: {at: D}
    sections:
      - at: H
        document.number: number
      - at: D
        line.item.sku: sku
        line.quantity: quantity
    defaults: {line.uom: EA, line.po: PO-1}
)";

constexpr std::string_view kPlain = R"(partner: acme
version: 1.0.0
supplier: ACME
values: {decimal: ",", grouping: "."}
maps:
  - map: acme-asn
    reads:
      format: csv
      delimiter: ";"
      key: number
      where: sku!=none
      columns: {number: Number, sku: Item, quantity: Qty}
      controls:
        - CONTROL
    gives: {stage: shipped, kind: ship_notice}
    sections:
      - at: row
        document.number: number
        line.item.sku: sku
        line.quantity: quantity
    defaults: {line.uom: EA, line.po: PO-1}
)";

std::string map_with(std::string_view map, std::string_view control) {
  std::string text(map);
  text.replace(text.find("CONTROL"), 7, control);
  return text;
}

/// "S-1 accepted 2", with the number of its lines, and findings "4:5 said CONTROL_TOTAL".
std::vector<std::string> read(std::string_view text, const std::string& map) {
  const auto reading = testing::read_flat_text({map}, text);
  std::vector<std::string> lines;
  const auto add = [&](const Findings& findings) {
    for (const Finding& f : findings) {
      CHECK_FALSE(f.mend.empty());
      lines.push_back(std::to_string(f.place.line) + ":" + std::to_string(f.place.column) + " " +
                      f.place.tag + (f.place.tag.empty() ? "" : " ") + f.code + ": " + f.message);
    }
  };
  for (const ReadDocument& document : reading.documents) {
    const std::size_t count = document.receipt ? document.receipt->lines.size() : 0;
    lines.push_back(document.control + (document.accepted ? " accepted " : " rejected ") +
                    std::to_string(count));
    add(document.findings);
  }
  add(reading.message_findings);
  return lines;
}

std::vector<std::string> mistakes(const std::string& map) {
  std::vector<TableError> errors;
  testing::flat_tables({map}, errors);
  std::vector<std::string> messages;
  for (const TableError& error : errors)
    messages.push_back(std::to_string(error.line) + ":" + std::to_string(error.column) + " " +
                       error.message);
  return messages;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a document whose rows do not come to what its trailer states is rejected", "[flat]") {
  const std::string counted = map_with(kMap, "{at: T, states: said when kind=N, counts: [D, S]}");
  CHECK(read("H;S-1\nD;A;4\nS;4\nD;B;5\nT;N;3\nH;S-2\nD;A;1\nT;N;2\n", counted) ==
        Lines{"S-1 accepted 2", "S-2 rejected 1",
              "8:5 said CONTROL_TOTAL: `said` says 2, and the document has 1 such rows"});
  const std::string summed = map_with(
      kMap,
      "{at: T, states: {from: said when kind=Q, decimals: 1}, sums: {at: D, from: quantity}}");
  CHECK(read("H;S-1\nD;A;4\nD;B;5.5\nT;N;7\nT;Q;95\nH;S-2\nD;A;1\nT;Q;1.0\n", summed) ==
        Lines{"S-1 accepted 2", "S-2 accepted 1"});
  CHECK(read("H;S-1\nD;A;4\nD;B;-5\nT;Q;90\n", summed) ==
        Lines{"S-1 rejected 2",
              "4:5 said CONTROL_TOTAL: `said` says 9, the rows of the document come to -1"});
}

TEST_CASE("a header may state the rows that follow, and several columns one sum", "[flat]") {
  std::string map = map_with(
      kMap, "{at: H, states: number, sums: [{at: D, from: quantity}, {at: S, from: quantity}]}");
  CHECK(read("H;12\nD;A;4\nS;3\nD;B;5\n", map) == Lines{"12 accepted 2"});
  CHECK(read("H;13\nD;A;4\nS;3\nD;B;5\n", map) ==
        Lines{"13 rejected 2",
              "1:3 number CONTROL_TOTAL: `number` says 13, the rows of the document come to 12"});
}

TEST_CASE("what a file states of all its rows is told, and its documents stand", "[flat]") {
  const std::string counted = map_with(kMap, "{at: Z, of: file, states: said, counts: H}");
  CHECK(read("H;S-1\nD;A;4\nH;S-2\nD;A;1\nZ;2\n", counted) ==
        Lines{"S-1 accepted 1", "S-2 accepted 1"});
  CHECK(read("H;S-1\nD;A;4\nH;S-2\nD;A;1\nZ;3\n", counted) ==
        Lines{"S-1 accepted 1", "S-2 accepted 1",
              "5:3 said CONTROL_TOTAL: `said` says 3, and the file has 2 such rows"});
  const std::string all = map_with(kMap, "{at: Z, of: file, states: said, counts: all}");
  CHECK(read("X;9\nH;S-1\nD;A;4\nX;1\nZ;5\n", all) == Lines{"S-1 accepted 1"});
  CHECK(read("X;9\nH;S-1\nD;A;4\nZ;5\n", all).size() == 2);
}

TEST_CASE("a trailer that does not come, or cannot be read, is told", "[flat]") {
  const std::string must = map_with(kMap, "{at: T, states: said, counts: D}");
  CHECK(read("H;S-1\nD;A;4\nT;N;1\nH;S-2\nD;A;1\n", must) ==
        Lines{"S-1 accepted 1", "S-2 rejected 1",
              "4:0 CONTROL_MISSING: no row states `said` of the document: its end may have been "
              "cut off"});
  const std::string may = map_with(kMap, "{at: T, states: said, counts: D, optional: true}");
  CHECK(read("H;S-1\nD;A;4\n", may) == Lines{"S-1 accepted 1"});
  CHECK(read("H;S-1\nD;A;4\nT;N;one\n", must) ==
        Lines{"S-1 rejected 1",
              "3:5 said NUMBER_INVALID: what the document should come to is no number, so it is "
              "not checked"});
}

TEST_CASE("in rows of one type a condition tells the row of sums, which is no line", "[flat]") {
  const std::string map = map_with(kPlain, "{states: quantity when sku=Sum, sums: quantity}");
  CHECK(read("Number;Item;Qty\nS-1;A;1.000\nS-2;B;2,5\nS-1;C;2\nS-1;none;7\nS-1;Sum;1.002\n"
             "S-2;Sum;2\n",
             map) == Lines{"S-1 accepted 2", "S-2 rejected 1",
                           "7:9 Qty CONTROL_TOTAL: `Qty` says 2, the rows of the document come "
                           "to 2.5"});
  const std::string file =
      map_with(kPlain, "{of: file, states: quantity when sku=Rows, counts: row}");
  CHECK(read("Number;Item;Qty\nS-1;A;1\nS-2;B;2\nS-1;none;7\n;Rows;2\n", file) ==
        Lines{"S-1 accepted 1", "S-2 accepted 1"});
}

TEST_CASE("mistakes in controls are told with their place", "[flat]") {
  const auto of = [](std::string_view control) { return mistakes(map_with(kMap, control)); };
  CHECK(of("{at: T, states: said}") ==
        Lines{"13:11 a control says what a row `states`, and which rows that `counts` or `sums`"});
  CHECK(of("{at: Q, states: said, counts: D}") == Lines{"13:16 there is no record `Q`"});
  CHECK(of("{states: said, counts: D}") == Lines{"13:11 `at` is missing"});
  CHECK(of("{at: T, states: sad, counts: D}") ==
        Lines{"13:27 there is no column `sad` of the record T"});
  CHECK(of("{at: T, states: said, counts: E}") == Lines{"13:41 there is no record `E`"});
  CHECK(of("{at: T, of: all, states: said, counts: D}") ==
        Lines{"13:23 `of` is neither `document` nor `file`"});
  CHECK(of("{at: X, states: said, counts: D}") ==
        Lines{"13:27 there is no column `said` of the record X"});
  CHECK(mistakes(map_with(kPlain, "{states: quantity, sums: quantity}")) ==
        Lines{"14:20 nothing tells the row that states it from the others"});
}
