#include "mappings/canonical/time.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;

namespace {

std::string instant(std::string_view text) {
  const auto at = parse_instant(text);
  return at ? to_string(*at) : "nothing";
}

}  // namespace

TEST_CASE("dates are real days") {
  CHECK(to_string(*parse_date("2024-02-29")) == "2024-02-29");
  for (const char* text :
       {"2026-02-29", "2026-13-01", "2026-00-10", "2026-3-01", "20260301", "2026-03-01 ", ""})
    CHECK_FALSE(parse_date(text));
}

TEST_CASE("instants are RFC 3339, kept in UTC") {
  CHECK(instant("2026-03-02T08:00:00Z") == "2026-03-02T08:00:00Z");
  CHECK(instant("2026-03-02T08:00:00-05:00") == "2026-03-02T13:00:00Z");
  CHECK(instant("2026-03-01T00:30:00+01:00") == "2026-02-28T23:30:00Z");
  CHECK(instant("2026-03-02T08:00:00.999Z") == "2026-03-02T08:00:00Z");
  CHECK(instant("2016-12-31T23:59:60Z") == "2017-01-01T00:00:00Z");
  for (const char* text :
       {"2026-03-02", "2026-03-02T24:00:00Z", "2026-03-02T08:00Z", "2026-03-02T08:00:00",
        "2026-03-02T08:00:00.Z", "2026-03-02T08:00:00+1:00", "2026-03-02 08:00:00Z"})
    CHECK(instant(text) == "nothing");
}

TEST_CASE("M-0.6 a moment remembers whether it was only a day") {
  CHECK(parse_moment("2026-03-02")->date_only);
  CHECK_FALSE(parse_moment("2026-03-02T00:00:00Z")->date_only);
  CHECK(to_string(*parse_moment("2026-03-02")) == "2026-03-02");
  CHECK_FALSE(parse_moment("yesterday"));
}
