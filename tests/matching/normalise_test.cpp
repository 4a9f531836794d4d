#include "matching/identity/normalise.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge::matching;

TEST_CASE("Document numbers as people mean them (M-9.1)") {
  CHECK(normalised_number("INV-00123") == "INV123");
  CHECK(normalised_number("INV 123") == "INV123");
  CHECK(normalised_number("inv_0") == "INV0");
  CHECK(normalised_number("000") == "0");
  CHECK(normalised_number("00A00B100") == "0A0B100");
  CHECK(normalised_number("10-02") == "1002");
  CHECK(normalised_number("ÄÖ-7") == "7");
  CHECK(normalised_number("") == "");
}

TEST_CASE("Line numbers count, words come last (K1)") {
  CHECK(line_number("00010") == "10");
  CHECK(line_number("0") == "0");
  CHECK(line_number_less("9", "10"));
  CHECK(!line_number_less("10", "9"));
  CHECK(line_number_less("10", "A"));
  CHECK(line_number_less("A", "B"));
  CHECK(!line_number_less("10", "10"));
}

TEST_CASE("One edit apart: insertion, deletion, substitution, swap of neighbours (M-9.3)") {
  CHECK(within_one_edit("88412", "88412"));
  CHECK(within_one_edit("88412", "88421"));
  CHECK(within_one_edit("88412", "8842"));
  CHECK(within_one_edit("88412", "988412"));
  CHECK(within_one_edit("88412", "88413"));
  CHECK(!within_one_edit("88412", "88143"));
  CHECK(!within_one_edit("12345", "12354321"));
  CHECK(!within_one_edit("12345", "21354"));
  CHECK(within_one_edit("", "1"));
  CHECK(!within_one_edit("", "12"));
}
