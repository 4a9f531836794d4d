// Messages against their directory: groups, presence, repeats, types, lengths; packages.
#include <catch2/catch.hpp>

#include "tests/parsers/edifact/reading.hpp"

namespace weighbridge::edifact {
namespace {

std::vector<std::string> flaws(std::string_view body, std::string_view version = "D:96A:UN") {
  return findings_of(
      desadv_of("BGM+351+DES1+9'DTM+137:20260301:102'" + std::string(body), version));
}

TEST_CASE("edifact: a despatch advice with all its groups has no flaw") {
  const std::string body =
      "RFF+ON:PO1'DTM+171:20260215:102'NAD+SU+4012345000009::9'NAD+DP+5412345000020::9'"
      "TDT+20+1+30'CPS+1'CPS+2+1'PAC+1++201'PCI+33E'GIN+BJ+340123450000000011'"
      "LIN+1++4012345000016:EN'PIA+1+SA-1:SA'IMD+F++:::Bolt M8'QTY+12:48:PCE'RFF+ON:PO1:10'";
  CHECK(flaws(body).empty());
  // SRV came with D.00A; EN is a code of both.
  CHECK(flaws(body, "D:01B:UN").empty());
}

TEST_CASE("edifact: what a segment asks for and does not get, or gets too much of") {
  CHECK(any_begins(flaws("RFF'"), "error 13 RFF01"));
  CHECK(any_begins(flaws("RFF+:PO1'"), "error 13 RFF01-1"));
  CHECK(any_begins(flaws("CPS+1'LIN+1'QTY+12:many:PCE'"), "error 37 QTY01-2"));
  CHECK(any_begins(flaws("CPS+1'LIN+1'QTY+12: 5'"), "warning 37 QTY01-2"));
  CHECK(flaws("CPS+1'LIN+1'QTY+12:-5,250'").empty());
  CHECK(any_begins(flaws("CPS+1'LIN+1'QTY+12:5:PIECE'"), "warning 39 QTY01-3"));
  CHECK(any_begins(flaws("RFF+ON:PO1:10:x:y:z'"), "warning 16 RFF01"));
  CHECK(any_begins(flaws("CPS+1+2+3+4+5'"), "warning 16 CPS"));
}

TEST_CASE("edifact: what stands in the wrong place is read and told") {
  CHECK(any_begins(flaws("XYZ+1'"), "warning 15 XYZ"));
  CHECK(any_begins(flaws("PRI+AAA:5'"), "warning 15 PRI"));
  CHECK(any_begins(flaws("UNS+S'"), "warning 15 UNS"));
  CHECK(any_begins(flaws("NAD+SU+1::9'RFF+ON:PO1'"), "warning 15 ") == false);
  std::string many;
  for (int i = 0; i < 11; ++i) many += "RFF+ON:PO" + std::to_string(i) + "'";
  CHECK(any_begins(flaws(many), "warning 36 RFF"));
  CHECK(any_begins(findings_of(desadv_of("DTM+137:20260301:102'")), "error 13 BGM"));
}

TEST_CASE("edifact: other directories are read with the nearest, CONTRL with any") {
  CHECK(any_begins(flaws("", "D:97B:UN"),
                   "note release UNH02 Directory D:97B has no tables here: "
                   "read with the nearest, D96A"));
  CHECK(any_begins(flaws("", "D:14B:UN"),
                   "note release UNH02 Directory D:14B has no tables here: "
                   "read with the nearest, D01B"));
  CHECK(flaws("", "D:01B:UN:EAN007").empty());
  CHECK(findings_of("UNB+UNOA:3+A+B+260301:1015+5'UNH+1+CONTRL:4:1:UN'UCI+9+B:14+A:14+8'UNT+3+1'"
                    "UNZ+1+5'")
            .empty());
}

TEST_CASE("edifact: a message type without tables is told and still handed on") {
  const std::string text =
      "UNB+UNOA:3+A+B+260301:1015+5'UNH+1+PAORES:93:1:IA'MSG+1:45'UNT+3+1'UNZ+1+5'";
  CHECK(any_begins(read_all(text), "message PAORES 1 rejected 3 segments"));
  CHECK(any_begins(findings_of(text), "error 3 UNH Message PAORES is not one that is read here"));
}

TEST_CASE("edifact: packages that name no package before them, or repeat an id") {
  CHECK(any_begins(flaws("CPS+1'CPS+2+7'"), "warning 12 CPS02"));
  CHECK(any_begins(flaws("CPS+1'CPS+1'"), "warning package_id CPS01"));
  CHECK(flaws("CPS+A'CPS+B+A'CPS+C+B'").empty());
}

TEST_CASE("edifact: lines without a package are read, and told once") {
  const auto found = flaws("LIN+1'QTY+12:5'LIN+2'QTY+12:5'");
  REQUIRE(found.size() == 1);
  CHECK(any_begins(found, "warning 13 CPS Segment CPS is missing"));
}

TEST_CASE("edifact: CNT 2 counts the lines") {
  CHECK(any_begins(flaws("CPS+1'LIN+1'LIN+2'CNT+2:3'"), "warning control_total CNT01"));
  CHECK(flaws("CPS+1'LIN+1'LIN+2'CNT+2:2'").empty());
}

}  // namespace
}  // namespace weighbridge::edifact
