#include "parsers/xml/encoding.hpp"

#include <string_view>

#include <catch2/catch.hpp>

using namespace weighbridge;
using namespace std::string_view_literals;

namespace {

struct Case {
  std::string bytes, text;
};

std::string decoded(std::string bytes) {
  Findings findings;
  const xml::Decoded result = xml::decode(std::move(bytes), findings);
  CHECK(result.readable);
  CHECK(findings.empty());
  return result.text;
}

}  // namespace

TEST_CASE("an XML text is read in the encoding that it says", "[xml]") {
  CHECK(decoded("<a>\xC3\xA4</a>") == "<a>ä</a>");
  CHECK(decoded("<?xml version='1.0' encoding='UTF-8'?><a>\xC3\xA4</a>") ==
        "<?xml version='1.0' encoding='UTF-8'?><a>ä</a>");
  CHECK(decoded("<?xml version='1.0' encoding='iso-8859-1'?>\xE4") ==
        "<?xml version='1.0' encoding='iso-8859-1'?>ä");
  CHECK(decoded("<?xml version='1.0' encoding=\"Windows-1252\"?>\x80") ==
        "<?xml version='1.0' encoding=\"Windows-1252\"?>€");
  CHECK(decoded("<?xml version='1.0' encoding='ISO-8859-15'?>\xA4") ==
        "<?xml version='1.0' encoding='ISO-8859-15'?>€");
}

TEST_CASE("UTF-16 is known by its mark or its first character", "[xml]") {
  CHECK(decoded(std::string("\xFF\xFE<\0a\0\xE4\0"sv)) == "<aä");
  CHECK(decoded(std::string("\xFE\xFF\0<\0a\0\xE4"sv)) == "<aä");
  CHECK(decoded(std::string("<\0?\0"sv)) == "<?");
  CHECK(decoded(std::string("\xFF\xFE<\0\x3D\xD8\x00\xDE"sv)) == "<\xF0\x9F\x98\x80");
}

TEST_CASE("a byte order mark is no part of the text, and counted", "[xml]") {
  Findings findings;
  const xml::Decoded result = xml::decode("\xEF\xBB\xBF<a/>", findings);
  CHECK(result.text == "<a/>");
  CHECK(result.skipped == 3);
}

TEST_CASE("text that is not the UTF-8 it says it is becomes windows-1252, with a warning",
          "[xml]") {
  Findings findings;
  const xml::Decoded result =
      xml::decode("<?xml version='1.0' encoding='UTF-8'?>\n<a>Gr\xFC\xDF\x65 \x96</a>", findings);
  CHECK(result.readable);
  CHECK(result.text.ends_with("<a>Grüße –</a>"));
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == "ENCODING_WRONG");
  CHECK(findings[0].level == FindingLevel::warning);
  CHECK(findings[0].place.line == 2);
  CHECK(findings[0].place.column == 6);
}

TEST_CASE("what cannot be decoded is refused", "[xml]") {
  const auto [bytes, code] = GENERATE(
      std::pair{std::string("<?xml version='1.0' encoding='EBCDIC'?><a/>"), "ENCODING_UNKNOWN"},
      std::pair{std::string("\xFF\xFE<\0a"sv), "ENCODING_INVALID"},
      std::pair{std::string("\xFF\xFE<\0\x3D\xD8"sv), "ENCODING_INVALID"},
      std::pair{std::string("\xFF\xFE\x00\xDE<\0"sv), "ENCODING_INVALID"});
  Findings findings;
  CHECK_FALSE(xml::decode(bytes, findings).readable);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == code);
}
