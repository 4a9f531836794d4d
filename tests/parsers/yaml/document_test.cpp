#include "parsers/yaml/document.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;

namespace {

/// "line:column: message" of the only finding; what was read when there is none.
std::string flaw_of(std::string_view text, const yaml::Limits& limits = {}) {
  Findings findings;
  (void)yaml::read(text, findings, limits);
  if (findings.empty()) return "fine";
  const Finding& f = findings.front();
  return std::to_string(f.place.line) + ":" + std::to_string(f.place.column) + ": " + f.message;
}

}  // namespace

TEST_CASE("YAML values know their line and column") {
  Findings findings;
  const yaml::Node root = yaml::read(R"(# a comment
policy: STD-1+acme
tolerances:
  - {leg: PRICE, pct: 5, scope: {supplier: "S7"}}
  - leg: DATE
    days: ~
text: |
  two
  lines
)",
                                     findings);
  REQUIRE(findings.empty());
  REQUIRE(root.is_map());
  REQUIRE(root.entries.size() == 3);
  CHECK(root.entries[0].key == "policy");
  CHECK(root.entries[0].line == 2);
  CHECK(root.entries[0].column == 1);
  CHECK(root.entries[0].value.column == 9);
  const yaml::Node* tolerances = root.find("tolerances");
  REQUIRE(tolerances != nullptr);
  REQUIRE(tolerances->items.size() == 2);
  const yaml::Node* pct = tolerances->items[0].find("pct");
  REQUIRE(pct != nullptr);
  CHECK(pct->text == "5");
  CHECK_FALSE(pct->quoted);
  CHECK(pct->line == 4);
  CHECK(pct->column == 23);
  CHECK(tolerances->items[0].find("scope")->find("supplier")->quoted);
  CHECK(tolerances->items[1].find("days")->is_null());
  CHECK(root.find("text")->text == "two\nlines\n");
  CHECK(root.find("nothing") == nullptr);
}

TEST_CASE("An empty YAML file is a null node without findings") {
  for (const char* text : {"", "\n", "# only a comment\n", "---\n", "\xEF\xBB\xBF"}) {
    Findings findings;
    CHECK(yaml::read(text, findings).is_null());
    CHECK(findings.empty());
  }
}

TEST_CASE("Mistakes in YAML are told with their place") {
  CHECK(flaw_of("a: 1\nb: 2\na: 3\n") ==
        "3:1: the key `a` stands twice in one map, first in line 1");
  CHECK(flaw_of("a: &x 1\nb: 2\n") == "1:4: anchors and aliases (& and *) are not taken here");
  CHECK(flaw_of("a: 1\nb: *x\n").substr(0, 5) == "2:4: ");
  CHECK(flaw_of("a: !!str 1\n") == "1:4: tags (tag:yaml.org,2002:str) are not taken here");
  CHECK(flaw_of("a: {b: 1}\nc:\n  <<: {x: 1}\n") == "3:3: merge keys are not taken here");
  CHECK(flaw_of("[a]: 1\n") == "1:1: a key must be a plain word");
  CHECK(flaw_of("a: 1\n---\nb: 2\n") == "2:1: a second document begins here");
  CHECK(flaw_of("a:\n\t- b\n") == "2:1: a tab stands in the indentation");
  CHECK(flaw_of("a: \x01\n") == "1:4: a control character stands in the text");
  CHECK(flaw_of("a: b\nc: \xFF\n") == "2:4: the text is not UTF-8 here");
  CHECK(flaw_of("a: [1, 2\nb: 3\n").substr(0, 2) == "2:");
  CHECK(flaw_of("a: b: c\n").substr(0, 2) == "1:");
  CHECK(flaw_of("a: 1\n b: 2\n").substr(0, 2) == "2:");
}

TEST_CASE("Limits of YAML hold") {
  yaml::Limits limits;
  limits.bytes_max = 100;
  limits.nodes_max = 10;
  CHECK(flaw_of(std::string(101, ' '), limits) ==
        "1:1: the file is longer than the 100 bytes allowed");
  CHECK(flaw_of("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]", limits) ==
        "1:29: the file holds more than the 10 values allowed");
  CHECK(flaw_of("a: " + std::string(30, '[') + std::string(30, ']')) ==
        "1:27: the values are nested more than 24 levels deep");
  for (const char* deep : {"[", "{", "- ", "? ", "- ? ", "[? ", "{a: ", "- a:\n "}) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += deep;
    CHECK(flaw_of(text) != "fine");
  }
}
