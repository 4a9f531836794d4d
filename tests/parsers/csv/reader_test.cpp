#include "parsers/csv/reader.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;

namespace {

class Trickle final : public ByteSource {
 public:
  Trickle(std::string_view text, std::size_t step) : memory_(text), step_(step) {}
  std::size_t read(std::span<char> room) override {
    return memory_.read(room.first(std::min(step_, room.size())));
  }

 private:
  MemorySource memory_;
  std::size_t step_;
};

/// Rows as "line: cell|cell"; a broken row as "line: broken". Then findings as "line:column
/// message".
std::vector<std::string> read(std::string_view text, std::size_t step,
                              const csv::Limits& limits = {}, const csv::Dialect& dialect = {}) {
  Trickle source(text, step);
  Findings findings;
  csv::Reader reader(source, findings, dialect, limits);
  std::vector<std::string> out;
  csv::Row row;
  while (reader.next(row)) {
    std::string shown = std::to_string(row.line) + ": ";
    if (row.broken) shown += "broken ";
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (i > 0) shown += '|';
      shown += row.cells[i].text;
    }
    out.push_back(shown);
  }
  for (const Finding& f : findings) {
    out.push_back(std::to_string(f.place.line) + ":" + std::to_string(f.place.column) + " " +
                  f.message);
  }
  return out;
}

void check(std::string_view text, const std::vector<std::string>& expected,
           const csv::Limits& limits = {}, const csv::Dialect& dialect = {}) {
  for (const std::size_t step : {1U, 2U, 5U, 1000U}) {
    INFO("step " << step);
    CHECK(read(text, step, limits, dialect) == expected);
  }
}

const std::string kBadQuote =
    " the quote that begins this cell is not closed, or text follows its end";

}  // namespace

TEST_CASE("CSV rows, delimiters and ends of line") {
  check("", {});
  check("\n\r\n", {});
  check("a,b\n1,2\n", {"1: a|b", "2: 1|2"});
  check("a,b\r\n1,2", {"1: a|b", "2: 1|2"});
  check("a,b\r1,2\r", {"1: a|b", "2: 1|2"});
  check("a,b\r\n\r\n\r\n1,2\r\n", {"1: a|b", "4: 1|2"});
  check("a,b\r\r1,2", {"1: a|b", "3: 1|2"});
  check("\xEF\xBB\xBF\na,b", {"2: a|b"});
  check("a;b\n1,5;2", {"1: a|b", "2: 1,5|2"});
  check("a\tb\n1\t2", {"1: a|b", "2: 1|2"});
  check("a|b\n1|2", {"1: a|b", "2: 1|2"});
  check("\"a;;;\",b\n1,2", {"1: a;;;|b", "2: 1|2"});
  check("a\n1\n", {"1: a", "2: 1"});
  check("a,,\n,\n", {"1: a||", "2: |"});
}

TEST_CASE("CSV quotes") {
  check("a,b\n\"1,2\",3", {"1: a|b", "2: 1,2|3"});
  check("a,b\n\"say \"\"hi\"\"\",\"\"\n", {"1: a|b", "2: say \"hi\"|"});
  check("a,b\n\"two\nlines\",3\nx,y", {"1: a|b", "2: two\nlines|3", "4: x|y"});
  check("a,b\r\n\"two\r\nlines\",3\r\nx,y", {"1: a|b", "2: two\r\nlines|3", "4: x|y"});
  check("a,b\n 5\" pipe,x\"y\"\n", {"1: a|b", "2:  5\" pipe|x\"y\""});
  check("a,b\n \"1\" , \"2\" \n", {"1: a|b", "2: 1|2"});
}

TEST_CASE("A quote that is not closed costs its line, not the file") {
  check("a,b\n\"x,y\n1,2\n3,4\n", {"1: a|b", "2: broken ", "3: 1|2", "4: 3|4", "2:1" + kBadQuote});
  check("a,b\r\n\"x,y\r\n1,2\r\n", {"1: a|b", "2: broken ", "3: 1|2", "2:1" + kBadQuote});
  check("a,b\nü,\"x\n1,\"2\"\n3,4",
        {"1: a|b", "2: broken ü", "3: 1|2", "4: 3|4", "2:3" + kBadQuote});
  check("a,b\n\"x\"y,z\n1,2", {"1: a|b", "2: broken ", "3: 1|2", "2:1" + kBadQuote});
  check("a,b\n\"x", {"1: a|b", "2: broken ", "2:1" + kBadQuote});
}

TEST_CASE("Limits of CSV hold") {
  csv::Limits limits;
  limits.columns_max = 3;
  check(
      "a,b,c\n1,2,3,4\n5,6,7",
      {"1: a|b|c", "2: broken 1|2", "3: 5|6|7", "2:5 the row has more columns than the 3 allowed"},
      limits);
  limits.row_bytes_max = 100;
  const std::string lines = "a,b\n" + std::string(300'000, 'x') + ",y\n1,2\n";
  for (const std::size_t step : {1000U, 400'000U}) {
    CHECK(read(lines, step, limits).at(1) == "2: broken ");
    CHECK(read(lines, step, limits).at(2) == "3: 1|2");
  }
}

TEST_CASE("CSV that is not UTF-8 is taken as Windows-1252") {
  check(
      "a,b\n\x80 5,M\xFCller \"\"\n",
      {"1: a|b", "2: € 5|Müller \"\"", "2:1 the text is not UTF-8; it was taken as Windows-1252"});
}

TEST_CASE("CSV cells know their place") {
  MemorySource source("a,b,c\nü,\"x\ny\",z\n");
  Findings findings;
  csv::Reader reader(source, findings);
  csv::Row row;
  REQUIRE(reader.next(row));
  REQUIRE(reader.next(row));
  CHECK(row.offset == 6);
  CHECK(row.cells[1].line == 2);
  CHECK(row.cells[1].column == 3);
  CHECK(row.cells[2].line == 3);
  CHECK(row.cells[2].column == 4);
}

TEST_CASE("CSV dialects: quotes of their own or none, rows of one cell, lines passed over") {
  csv::Dialect single;
  single.delimiter = '|';
  single.quote = '\'';
  check("a|'b''|c'|\"d\n", {"1: a|b'|c|\"d"}, {}, single);
  csv::Dialect bare;
  bare.delimiter = ';';
  bare.quote = 0;
  check("a;\"b;c\"\n", {"1: a|\"b|c\""}, {}, bare);
  csv::Dialect whole;
  whole.one_cell = true;
  whole.quote = 0;
  check("  a, \"b;\r\n\r\nc\n", {"1:   a, \"b;", "3: c"}, {}, whole);
  csv::Dialect titled;
  titled.delimiter = ',';
  titled.lines_skipped = 2;
  titled.comment = "--";
  check("\"Report\r\n\r\n-- \"x\r\na,b\r\n--\r\n-,c\r\n--", {"4: a|b", "6: -|c"}, {}, titled);
  check("a\nb", {}, {}, titled);
}
