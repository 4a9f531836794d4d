// The language of maps of flat files: what it refuses, all mistakes at once and each at its place.
#include <catch2/catch.hpp>

#include "tests/mappings/flat_reading.hpp"

using namespace weighbridge;

namespace {

std::vector<std::string> mistakes_of(const std::string& yaml) {
  std::vector<TableError> errors;
  CHECK(testing::flat_tables({yaml}, errors) == nullptr);
  std::vector<std::string> lines;
  for (const TableError& error : errors) {
    CHECK_FALSE(error.mend.empty());
    lines.push_back(std::to_string(error.line) + ":" + std::to_string(error.column) + " " +
                    error.message);
  }
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("every mistake in the layout of delimited files is told at once", "[maps][flat]") {
  CHECK(mistakes_of(R"(partner: acme
version: 1.0
maps:
  - map: acme-asn
    reads:
      format: csv
      encoding: latin-7
      quote: "''"
      header: maybe
      skip: some
      key: nummer
      columns: {number: Number, a b: 3, c: 0, d: {heading: X, position: 3}, e: ~}
      start: 4
    gives: {stage: shipping, kind: ship_notice}
    sections:
      - at: rows
        line.quantity: quanity
      - at: row
        line.uom: uom when number=X
        line.lot: number + 1
        line.condition: =fine
        line.quantity: {from: number, decimals: 9}
    defaults: {line.oum: EA}
    switches: none_such
)") == Lines{"2:10 `1.0` is no semantic version", "13:7 reads has no member `start`",
             "7:17 there is no encoding `latin-7`", "10:13 `skip` is no number of lines up to 1000",
             "6:7 `delimiter` is missing", "8:14 `quote` is not one character of ASCII",
             "9:15 `header` is neither true nor false", "12:33 `a b` is no name for a column",
             "12:44 `c` has no position from 1 to 512",
             "12:50 `d` needs a `heading` or a `position`, one of them",
             "12:80 `e` is nothing where a value was expected", "11:12 there is no column `nummer`",
             "14:12 there is no stage `shipping`", "16:13 there is no record `rows`",
             "19:19 there is no column `uom`", "20:26 `+` stands where `when` was expected",
             "21:25 `line.condition` does not know the word `fine`",
             "22:49 `decimals` is no number from 0 to 6", "24:15 there is no switch `none_such`"});
}

TEST_CASE("every mistake in the layout of fixed columns is told at once", "[maps][flat]") {
  CHECK(mistakes_of(R"(map: acme-inv
version: 1.0.0
reads:
  format: fixed
  delimiter: ","
  record: 1-1
  records:
    H: {number: 2-11, date: 10-19, x: 9-3}
    L: {number: {start: 0, length: 3}, quantity: 5-9}
    T: ~
  begins: X
  where: number!=empty
gives: {stage: invoiced, kind: invoice}
lines: {at: L}
sections:
  - at: set
    document.date: date
  - at: T
    totals.amount: total
  - at: L
    line.quantity: [quantity, quantiti]
    line.uom: number when quantity
    line.lot: number+ after X
)") == Lines{"5:3 reads has no member `delimiter`",
             "8:29 `date` overlaps `number`, characters 2-11",
             "8:39 `x` names no characters of a row", "9:17 `number` names no characters of a row",
             "11:11 there is no record `X`", "12:10 `where` chooses among rows of one type",
             "16:9 `set` does not say which record", "18:9 the record `T` is passed over",
             "21:31 there is no column `quantiti` of the record L",
             "22:27 `quantity` is no condition", "23:15 a row has no pairs"});
}

TEST_CASE("records round the lines must hold some", "[maps][flat]") {
  CHECK(mistakes_of(R"(map: acme-asn
version: 1.0.0
reads: {format: fixed, record: 1, records: {P: {sscc: 2-19}, L: {number: 2-9, quantity: 10-12}}}
gives: {stage: shipped, kind: ship_notice}
lines: {at: L, within: P}
sections:
  - {at: P, line.sscc: sscc}
  - {at: L, document.number: number, line.quantity: quantity}
)") == Lines{"5:24 no line stands in `P`"});
}

TEST_CASE("a map of flat files must say what a file cannot", "[maps][flat]") {
  CHECK(mistakes_of(R"(map: acme-inv
version: 1.0.0
reads: {format: fixed, columns: {number: 1-4}}
gives: {stage: invoiced, kind: invoice}
sections: [{at: row, line.lot: number}]
)") == Lines{"3:8 nothing tells which files are the map's"});
  CHECK(mistakes_of(R"(map: acme-inv
version: 1.0.0
reads: {format: fixed, files: "*.txt", columns: {number: 1-4}}
gives: {stage: invoiced, kind: invoice}
sections: [{at: row, line.lot: number}]
)") == Lines{"5:11 nothing fills `document.number`"});
  CHECK(mistakes_of(R"(map: acme-inv
version: 1.0.0
reads: {format: xls}
gives: {stage: invoiced, kind: invoice}
sections: [{at: row, document.number: number}]
)")
            .front() == "3:17 there is no format `xls` of flat files");
  CHECK(mistakes_of(R"(partner: acme
version: 1.0.0
maps:
  - map: a
    reads: {format: csv, delimiter: tab, columns: {number: Number}}
    gives: {stage: invoiced, kind: invoice}
    sections: [{at: row, document.number: number}]
  - map: a
    reads: {format: csv, delimiter: tab, columns: {number: Number}}
    gives: {stage: invoiced, kind: invoice}
    sections: [{at: row, document.number: number}]
  - extends: x12-856
)") == Lines{"1:1 `sender` is missing: nobody would be known as this partner",
             "8:5 there is a map a already", "12:14 there is no map `x12-856`"});
}
