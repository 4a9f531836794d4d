#include "gateway/cli/table.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge::cli;

TEST_CASE("A table aligns, leaves out empty columns and wraps the flexible one") {
  Table table({{"Item"}, {"Lot"}, {"Quantity", Align::right}, {"Remark", Align::left, true}});
  table.add({"A-1", "", "8", "one two three four five six"});
  table.add({"Größe", "", "1,000", "seven"});
  CHECK(table.render({false, 36}) ==
        "Item   Quantity  Remark\n"
        "A-1           8  one two three four\n"
        "                 five six\n"
        "Größe     1,000  seven\n");
}

TEST_CASE("A table's cells are made printable, and an empty table is nothing") {
  Table table({{"Item"}});
  CHECK(table.render({}).empty());
  table.add({"a\x1b[2J"});
  CHECK(table.render({}) == "Item\na?[2J\n");
}

TEST_CASE("Colour does not disturb the columns") {
  Table table({{"A"}, {"B"}});
  table.add({{"x", Tone::bad}, "y"});
  CHECK(table.render({true, 80}) == "\x1b[2mA\x1b[0m  \x1b[2mB\x1b[0m\n\x1b[1;31mx\x1b[0m  y\n");
}
