#include "gateway/cli/excerpt.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;
using namespace weighbridge::cli;

namespace {

/// The line with the carets below it, as it is printed.
std::string shown(const Excerpt& excerpt) {
  return excerpt.line + '\n' + std::string(excerpt.caret, ' ') + std::string(excerpt.marks, '^');
}

Place element(std::uint32_t n, std::uint32_t component = 0) {
  Place place;
  place.element = n;
  place.component = component;
  return place;
}

const std::string kSet = "ST*856*0001~BSN*00*SHP-1*20260301~SE*7*0002~";

}  // namespace

TEST_CASE("A segment is shown whole with the caret under the element") {
  const x12::Delimiters delimiters;
  const std::size_t bsn = kSet.find("BSN");
  CHECK(shown(segment_excerpt(kSet, bsn, delimiters, element(2))) ==
        "BSN*00*SHP-1*20260301~\n"
        "       ^^^^^");
  CHECK(shown(segment_excerpt(kSet, bsn, delimiters, element(0))) ==
        "BSN*00*SHP-1*20260301~\n"
        "^^^");
  CHECK(shown(segment_excerpt(kSet, bsn, delimiters, element(4))) ==
        "BSN*00*SHP-1*20260301~\n"
        "                     ^");
  SECTION("an offset inside the segment finds the same line") {
    CHECK(shown(segment_excerpt(kSet, bsn + 8, delimiters, element(2))) ==
          "BSN*00*SHP-1*20260301~\n"
          "       ^^^^^");
  }
}

TEST_CASE("Components are marked, line ends after terminators are not shown") {
  const x12::Delimiters delimiters;
  const std::string text = "ST*810*1~\r\nIT1*1*5*EA*2**UP:12:X~\r\n";
  CHECK(shown(segment_excerpt(text, text.find("IT1"), delimiters, element(6, 2))) ==
        "IT1*1*5*EA*2**UP:12:X~\n"
        "                 ^^");
}

TEST_CASE("A place outside the window shows nothing") {
  CHECK(segment_excerpt(kSet, 4000, {}, element(1)).line.empty());
  CHECK(line_excerpt("abc", 4000, "").line.empty());
}

TEST_CASE("A text line is shown with the value marked") {
  const std::string csv = "sku,uom\nA-1,XX\nB-2,EA\n";
  CHECK(shown(line_excerpt(csv, csv.find("XX"), "XX")) == "A-1,XX\n    ^^");
  CHECK(shown(line_excerpt(csv, csv.find("XX"), "other")) == "A-1,XX\n    ^");
}

TEST_CASE("A long line is cut round the marks") {
  const std::string text = std::string(300, 'a') + "*BAD*" + std::string(300, 'b');
  Place place;
  place.element = 1;
  const Excerpt whole = segment_excerpt(text, 0, {}, place);
  const Excerpt cut = narrowed(whole, 60);
  CHECK(cut.line.size() <= 60);
  CHECK(cut.line.substr(cut.caret, cut.marks) == "BAD");
  CHECK(cut.line.starts_with("..."));
  CHECK(cut.line.ends_with("..."));
}

TEST_CASE("Bytes that are no characters take one column each") {
  const std::string text = "N1*SU*Gr\xF6\xDF\x1b*92*7~";
  CHECK(shown(segment_excerpt(text, 0, {}, element(4))) ==
        "N1*SU*Gr???*92*7~\n"
        "               ^");
}

TEST_CASE("A released separator of EDIFACT separates nothing") {
  x12::Delimiters delimiters;
  delimiters.element = '+';
  delimiters.component = ':';
  delimiters.segment = '\'';
  delimiters.release = '?';
  const std::string text = "BGM+351+A?'B?+C+9'DTM+137:2026'";
  CHECK(shown(segment_excerpt(text, text.find("BGM"), delimiters, element(2))) ==
        "BGM+351+A?'B?+C+9'\n"
        "        ^^^^^^^");
  CHECK(shown(segment_excerpt(text, text.find("DTM"), delimiters, element(1, 2))) ==
        "DTM+137:2026'\n"
        "        ^^^^");
}
