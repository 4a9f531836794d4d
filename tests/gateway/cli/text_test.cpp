#include "gateway/cli/text.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge::cli;

TEST_CASE("Data from outside cannot steer a terminal") {
  CHECK(printable("plain") == "plain");
  CHECK(printable("a\x1b[31mred\x07") == "a?[31mred?");
  CHECK(printable("two\nlines\t") == "two?lines?");
  CHECK(printable("\xC2\x9B"
                  "2J") == "?2J");  // CSI as a C1 control
  CHECK(printable("Gr\xC3\xB6\xC3\x9F"
                  "e \xFF") == "Größe ?");
}

TEST_CASE("Width counts characters, not bytes") {
  CHECK(columns_of("Größe") == 5);
  CHECK(cut_to("Größenwahn", 8) == "Größe...");
  CHECK(cut_to("short", 8) == "short");
}

TEST_CASE("Text wraps at blanks and never loses a word") {
  CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("unbreakable", 4) == std::vector<std::string>{"unbreakable"});
  CHECK(wrap("  a   b ", 10) == std::vector<std::string>{"a b"});
  CHECK(wrap("", 10).empty());
}

TEST_CASE("Numbers are grouped, words counted, sizes rounded down") {
  CHECK(grouped(std::uint64_t{1234567}) == "1,234,567");
  CHECK(grouped(std::string_view("-1234.50")) == "-1,234.50");
  CHECK(grouped(std::string_view("999")) == "999");
  CHECK(grouped(std::string_view("n/a")) == "n/a");
  CHECK(counted(1, "discrepancy") == "1 discrepancy");
  CHECK(counted(2, "discrepancy") == "2 discrepancies");
  CHECK(counted(0, "day") == "0 days");
  CHECK(counted(3, "alias") == "3 aliases");
  CHECK(byte_size(1) == "1 byte");
  CHECK(byte_size(2150) == "2.1 kB");
  CHECK(byte_size(2'147'483'648) == "2.1 GB");
}

TEST_CASE("Colour is there only where it is wanted") {
  CHECK(Style{false, 80}.paint(Tone::bad, "x") == "x");
  CHECK(Style{true, 80}.paint(Tone::bad, "x") == "\x1b[1;31mx\x1b[0m");
  CHECK(Style{true, 80}.paint(Tone::plain, "x") == "x");
}
