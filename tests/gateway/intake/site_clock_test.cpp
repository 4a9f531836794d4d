#include "gateway/intake/site_clock.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;
using namespace weighbridge::intake;

namespace {

ZonedSiteClock clock_of(const std::string& zone) {
  SiteRow row;
  row.site = "DC01";
  row.timezone = zone;
  return ZonedSiteClock({row});
}

std::string start(const std::string& zone, const std::string& day) {
  return to_string(clock_of(zone).start_of_day("DC01", *parse_date(day)));
}

}  // namespace

TEST_CASE("A site's day begins at its own midnight, summer and winter (M-0.6)") {
  CHECK(start("Europe/Berlin", "2026-01-15") == "2026-01-14T23:00:00Z");
  CHECK(start("Europe/Berlin", "2026-07-15") == "2026-07-14T22:00:00Z");
  CHECK(start("America/New_York", "2026-03-08") == "2026-03-08T05:00:00Z");
  CHECK(start("America/New_York", "2026-03-09") == "2026-03-09T04:00:00Z");
}

TEST_CASE("A midnight that does not exist or comes twice still begins its day") {
  CHECK(start("America/Havana", "2026-03-08") == "2026-03-08T05:00:00Z");  // 00:00 jumps to 01:00
  CHECK(start("America/Havana", "2026-11-01") == "2026-11-01T04:00:00Z");  // 00:00 comes twice
}

TEST_CASE("An instant falls on the site's own day") {
  const ZonedSiteClock clock = clock_of("Asia/Tokyo");
  CHECK(to_string(clock.day_of("DC01", *parse_instant("2026-03-01T16:00:00Z"))) == "2026-03-02");
  CHECK(to_string(clock.day_of("DC01", *parse_instant("2026-03-01T14:59:59Z"))) == "2026-03-01");
}

TEST_CASE("Sites without a known zone count as UTC") {
  CHECK(is_known_zone("Europe/Berlin"));
  CHECK(is_known_zone(""));
  CHECK_FALSE(is_known_zone("Mars/Base"));
  CHECK(start("Mars/Base", "2026-03-02") == "2026-03-02T00:00:00Z");
  CHECK(to_string(clock_of("Europe/Berlin").start_of_day("elsewhere", *parse_date("2026-03-02"))) ==
        "2026-03-02T00:00:00Z");
}
