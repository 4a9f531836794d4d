#include "gateway/cli/csv_writer.hpp"

#include <catch2/catch.hpp>

using weighbridge::cli::CsvWriter;

namespace {

std::string one_cell(std::string_view value) {
  CsvWriter csv;
  csv.cell(value).end_row();
  return csv.take();
}

}  // namespace

TEST_CASE("CSV quotes what needs it and nothing else (RFC 4180)") {
  CHECK(one_cell("plain text") == "plain text\r\n");
  CHECK(one_cell("a,b") == "\"a,b\"\r\n");
  CHECK(one_cell("say \"hi\"") == "\"say \"\"hi\"\"\"\r\n");
  CHECK(one_cell("two\nlines") == "\"two\nlines\"\r\n");
  CsvWriter csv;
  csv.cell("").cell("b").cell("").end_row();
  CHECK(csv.take() == ",b,\r\n");
}

TEST_CASE("CSV defuses formulas and leaves numbers alone") {
  CHECK(one_cell("=HYPERLINK(1)") == "\"'=HYPERLINK(1)\"\r\n");
  CHECK(one_cell("+1-800") == "\"'+1-800\"\r\n");
  CHECK(one_cell("@SUM") == "\"'@SUM\"\r\n");
  CHECK(one_cell("-cmd") == "\"'-cmd\"\r\n");
  CHECK(one_cell("-12.50") == "-12.50\r\n");
  CHECK(one_cell("+5") == "+5\r\n");
}
