#include "mappings/maps/written_discount.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;
using maps::written_discount;

TEST_CASE("a discount for early payment is read from text as XRechnung writes it (BT-20)",
          "[maps][terms]") {
  const auto offer = written_discount("Zahlbar in 30 Tagen\n#SKONTO#TAGE=14#PROZENT=2.25#\n");
  REQUIRE(offer);
  CHECK(offer->days == Decimal::from_integer(14));
  CHECK(offer->percent.to_string() == "2.25");

  SECTION("the first offer for the whole amount counts") {
    const auto first = written_discount(
        "#SKONTO#TAGE=7#PROZENT=3.00#BASISBETRAG=100.00#\n"
        "#SKONTO#TAGE=10#PROZENT=2.00#\n#SKONTO#TAGE=20#PROZENT=1.00#\n");
    REQUIRE(first);
    CHECK(first->days == Decimal::from_integer(10));
  }
  SECTION("what is written otherwise is no offer") {
    for (const char* text :
         {"", "2% Skonto in 14 Tagen", "#SKONTO#", "#SKONTO#TAGE=14#",
          "#SKONTO#TAGE=14#PROZENT=2.00", "#SKONTO#TAGE=x#PROZENT=2.00#",
          "#VERZUG#TAGE=14#PROZENT=9.00#", "#SKONTO#TAGE=7#PROZENT=-3.00#",
          "#SKONTO#TAGE=7#PROZENT=300#", "#SKONTO#TAGE=7#PROZENT=3.00#BASISBETRAG=100.00#"}) {
      INFO(text);
      CHECK_FALSE(written_discount(text));
    }
  }
}
