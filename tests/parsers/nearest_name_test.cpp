#include "parsers/nearest_name.hpp"

#include <catch2/catch.hpp>

using weighbridge::nearest_name;
using weighbridge::suggest_name;

TEST_CASE("The nearest known name is found for likely slips only") {
  constexpr std::string_view kKnown[] = {"quantity", "uom", "amount", "po_line", "posted_at"};
  CHECK(nearest_name("quantty", kKnown) == "quantity");
  CHECK(nearest_name("quantitiy", kKnown) == "quantity");
  CHECK(nearest_name("qunatity", kKnown) == "quantity");
  CHECK(nearest_name("QUANTITY", kKnown) == "quantity");
  CHECK(nearest_name("umo", kKnown) == "uom");
  CHECK(nearest_name("poline", kKnown) == "po_line");
  CHECK(nearest_name("postedat", kKnown) == "posted_at");
  CHECK(nearest_name("xyz", kKnown).empty());
  CHECK(nearest_name("shoe_size", kKnown).empty());
  CHECK(nearest_name("", kKnown).empty());
  CHECK(nearest_name(std::string(1000, 'q'), kKnown).empty());
  CHECK(suggest_name("amuont", kKnown) == "did you mean `amount`?");
  CHECK(suggest_name("shoe", kKnown) == "known are: quantity, uom, amount, po_line, posted_at");
  CHECK(suggest_name("shoe", {}).empty());
}
