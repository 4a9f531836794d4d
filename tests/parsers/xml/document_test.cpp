#include "parsers/xml/document.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;

namespace {

/// The one error that reading `text` gives, as "CODE line:column message".
std::string refusal(std::string text, const xml::Limits& limits = {}) {
  Findings findings;
  const auto document = xml::Document::parse(std::move(text), findings, limits);
  CHECK_FALSE(document.has_value());
  REQUIRE(findings.size() == 1);
  const Finding& finding = findings[0];
  CHECK(finding.level == FindingLevel::error);
  CHECK_FALSE(finding.mend.empty());
  return finding.code + " " + std::to_string(finding.place.line) + ":" +
         std::to_string(finding.place.column) + " " + finding.message;
}

xml::Document parsed(std::string text) {
  Findings findings;
  auto document = xml::Document::parse(std::move(text), findings);
  for (const Finding& finding : findings) FAIL(finding.message);
  REQUIRE(document.has_value());
  return std::move(*document);
}

std::string text_at(const xml::Document& document, std::string_view path) {
  return std::string(document.text(xml::descendant(document.root(), path)));
}

}  // namespace

TEST_CASE("elements are found by their local names, whatever the prefix", "[xml]") {
  const auto document =
      parsed("<p:a xmlns:p='u:1' xmlns='u:2'><p:b> 1 </p:b><c><q:b/>\n<b>2</b></c></p:a>");
  CHECK(text_at(document, "b") == "1");
  CHECK(xml::namespace_of(document.root()) == "u:1");
  CHECK(xml::namespace_of(xml::child(document.root(), "c")) == "u:2");
  CHECK(xml::local_name(document.root()) == "a");
}

TEST_CASE("the pieces of a text are put together", "[xml]") {
  const auto document = parsed(
      "<a><b>1<!-- no -->2</b><c><![CDATA[<x>]]></c><d>a<![CDATA[&]]>b</d><e>&lt;&#228;&amp;</e>"
      "<f><g/>late</f><h/></a>");
  CHECK(text_at(document, "b") == "12");
  CHECK(text_at(document, "c") == "<x>");
  CHECK(text_at(document, "d") == "a&b");
  CHECK(text_at(document, "e") == "<ä&");
  CHECK(text_at(document, "f") == "late");
  CHECK(text_at(document, "h").empty());
}

TEST_CASE("a value knows its line, column and path", "[xml]") {
  const auto document =
      parsed("<?xml version='1.0'?>\r\n<a>\r\n  <b/>\r\n  <b x='7'>\r\n    <c>text</c></b></a>");
  const pugi::xml_node c = xml::descendant(document.root(), "b").next_sibling().first_child();
  CHECK(xml::path_of(c) == "a/b[2]/c");
  const std::size_t offset = document.offset_of(document.text(c));
  const Place place = document.place_of(offset);
  CHECK(place.line == 5);
  CHECK(place.column == 8);
  CHECK(document.element_at(offset) == c);
  const std::string_view x = xml::attribute(c.parent(), "x");
  CHECK(document.place_of(document.offset_of(x)).line == 4);
}

TEST_CASE("places far into a text are counted from near by", "[xml]") {
  std::string text = "<a>\r\n";
  for (int i = 0; i < 5000; ++i) text += "<b>\xC3\xA4</b>\r\n";
  text += "</a>";
  const auto document = parsed(text);
  int line = 1;
  for (const pugi::xml_node b : document.root().children()) {
    const Place place = document.place_of(document.offset_of(document.text(b)));
    REQUIRE(place.line == static_cast<unsigned>(++line));
    REQUIRE(place.column == 4);
  }
  CHECK(line == 5001);
}

TEST_CASE("a DOCTYPE is read past without being used; one with a subset is refused", "[xml]") {
  const auto document =
      parsed("<!DOCTYPE cXML SYSTEM \"http://xml.cXML.org/schemas/cXML/1.2.050/cXML.dtd\"><cXML/>");
  REQUIRE(document.doctype().has_value());
  CHECK(document.doctype()->name == "cXML");
  CHECK(refusal("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>")
            .starts_with("XML_DTD 1:13 "));
  CHECK(refusal("<!DOCTYPE a [<!ENTITY l 'lol'><!ENTITY m '&l;&l;&l;&l;'>]>\n<a>&m;</a>")
            .starts_with("XML_DTD 1:13 "));
  CHECK(refusal("<a><!DOCTYPE a></a>").starts_with("XML_DTD 1:4 "));
}

TEST_CASE("entities that nobody defines are refused, also in attributes", "[xml]") {
  CHECK(refusal("<a>&nbsp;</a>") == "XML_ENTITY 1:4 there is no entity `nbsp`");
  CHECK(refusal("<a b='&x;'/>") == "XML_ENTITY 1:7 there is no entity `x`");
  CHECK(refusal("<a>\nBed & Breakfast</a>") ==
        "XML_ENTITY 2:5 an `&` stands in the text and begins no entity");
  CHECK(text_at(parsed("<a><!-- & --><b><![CDATA[&x;]]></b></a>"), "b") == "&x;");
}

TEST_CASE("what is not well-formed is explained at its place", "[xml]") {
  CHECK(refusal("<a>\n <b>\n </c>\n</a>") ==
        "XML_SYNTAX 3:2 </c> stands here where </b> is due, opened in line 2");
  CHECK(refusal("<a><b>") == "XML_SYNTAX 1:4 <b> is never closed");
  CHECK(refusal("<a></a></b>") == "XML_SYNTAX 1:8 an element is closed here that was never opened");
  CHECK(refusal("<a b='1").starts_with("XML_SYNTAX 1:1 a tag is not closed"));
  CHECK(refusal("<a><!-- x</a>").starts_with("XML_SYNTAX 1:4 this is not closed by `-->`"));
  CHECK(refusal("<a/>tail").starts_with("XML_SYNTAX 1:5 text stands behind the end"));
  CHECK(refusal("head<a/>").starts_with("XML_SYNTAX 1:1 text stands before"));
  CHECK(refusal("<a> < b</a>").starts_with("XML_SYNTAX 1:5 a `<` begins no tag"));
  CHECK(refusal("<!-- only -->").starts_with("XML_SYNTAX 1:1 there is no element"));
  CHECK(refusal(std::string("<a>\0</a>", 8)).starts_with("XML_SYNTAX 1:4 a zero byte"));
  CHECK(refusal("<a b=c></a>").starts_with("XML_SYNTAX 1:"));
}

TEST_CASE("documents one after the other are no document", "[xml]") {
  CHECK(refusal("<a/>\n<b/>").starts_with("XML_SEVERAL 2:1 a second document"));
  CHECK(refusal("<a/>\n<?xml version='1.0'?><a/>").starts_with("XML_SEVERAL 2:1 "));
}

TEST_CASE("limits are kept before the tree is built", "[xml]") {
  xml::Limits limits;
  SECTION("depth") {
    limits.depth_max = 3;
    CHECK(refusal("<a><b><c><d></d></c></b></a>", limits)
              .starts_with("XML_LIMIT 1:10 elements are nested deeper than the 3"));
  }
  SECTION("bytes") {
    limits.bytes_max = 10;
    CHECK(refusal("<a>1234567890</a>", limits).starts_with("XML_LIMIT 1:1 "));
  }
  SECTION("elements") {
    limits.elements_max = 2;
    CHECK(
        refusal("<a><b/><b/></a>", limits).starts_with("XML_LIMIT 1:8 there are more than the 2"));
  }
  SECTION("attributes") {
    limits.attributes_max = 1;
    CHECK(refusal("<a b='1' c='2'/>", limits).starts_with("XML_LIMIT 1:1 an element has more"));
  }
  SECTION("names") {
    limits.name_bytes_max = 4;
    CHECK(refusal("<abcde/>", limits).starts_with("XML_LIMIT 1:1 a name is longer"));
  }
  SECTION("attribute values") {
    limits.attribute_bytes_max = 4;
    CHECK(refusal("<a b='12345'/>", limits).starts_with("XML_LIMIT"));
  }
  SECTION("texts") {
    limits.text_bytes_max = 4;
    CHECK(refusal("<a>12345</a>", limits).starts_with("XML_LIMIT 1:4 a text is longer"));
    CHECK(refusal("<a><![CDATA[12345]]></a>", limits).starts_with("XML_LIMIT 1:4 a text"));
  }
}
