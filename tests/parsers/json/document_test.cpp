#include "parsers/json/document.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;

namespace {

std::string place_and_message(const Finding& f) {
  return std::to_string(f.place.line) + ":" + std::to_string(f.place.column) + ": " + f.message;
}

/// "line:column: message" of the first finding; "fine" when there is none.
std::string flaw_of(std::string_view text, const json::Limits& limits = {}) {
  Findings findings;
  (void)json::Document::parse(text, findings, text_start(), limits);
  return findings.empty() ? "fine" : place_and_message(findings.front());
}

}  // namespace

TEST_CASE("JSON values keep their text, order and place") {
  constexpr std::string_view kText =
      "{\"a\": [1.50, -0, 2e5],\n \"ö\": {\"b\\u0041\": \"x\\ny\"},"
      "\n \"t\": true, \"n\": null}";
  Place start = text_start();
  start.offset = 100;
  start.line = 7;
  Findings findings;
  const auto document = json::Document::parse(kText, findings, start);
  REQUIRE(document);
  CHECK(findings.empty());
  std::vector<std::string> names;
  for (const json::Value member : document->root()) names.emplace_back(member.key());
  CHECK(names == std::vector<std::string>{"a", "ö", "t", "n"});

  std::vector<std::string> numbers;
  const auto array = document->root().find("a");
  REQUIRE(array);
  for (const json::Value element : *array) {
    numbers.emplace_back(element.text());
  }
  CHECK(numbers == std::vector<std::string>{"1.50", "-0", "2e5"});

  const auto escaped = document->root().find("ö")->find("bA");
  REQUIRE(escaped);
  CHECK(escaped->text() == "x\ny");
  CHECK(document->place_of(*escaped).line == 8);
  CHECK(document->place_of(*escaped).column == 19);
  CHECK(document->place_of_key(*escaped).column == 8);
  CHECK(document->place_of(*escaped).offset == 100 + kText.find("\"x"));
  CHECK(document->root().find("n")->kind() == json::Kind::null);
  CHECK_FALSE(document->root().find("zzz"));
}

TEST_CASE("JSON escapes give UTF-8") {
  Findings findings;
  constexpr std::string_view kText = R"(["\"\\\/\b\f\n\r\t", "\u00e9\u20AC\uD834\uDD1E"])";
  const auto document = json::Document::parse(kText, findings);
  REQUIRE(document);
  auto element = document->root().begin();
  CHECK((*element).text() == "\"\\/\b\f\n\r\t");
  CHECK((*++element).text() == "é€𝄞");
}

TEST_CASE("Mistakes in JSON are told with line and column") {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"", "1:1: the text ends where a value should stand"},
      {"{\"a\":1", "1:7: the text ends where a comma or } should stand"},
      {"{\"a\":1,}", "1:8: a member's name in quotes should stand where `}` does"},
      {"{\n\"a\" 1}", "2:5: a colon should stand where `1` does"},
      {"[1 2]", "1:4: a comma or ] should stand where `2` does"},
      {"[1,]", "1:4: a value should stand where `]` does"},
      {"[tru]", "1:2: a value should stand where `t` does"},
      {"[01]", "1:2: a number begins with a needless 0"},
      {"[-]", "1:3: a digit should stand where `]` does"},
      {"[1.]", "1:4: a digit should stand where `]` does"},
      {"[1e]", "1:4: a digit should stand where `]` does"},
      {"[+1]", "1:2: a value should stand where `+` does"},
      {"[\"a\n\"]", "1:4: a string is not closed before the line ends"},
      {"[\"a\tb\"]", "1:4: a control character stands in a string"},
      {"[\"a", "1:4: the text ends where the closing quote of a string should stand"},
      {"[\"\\x\"]", "1:3: this escape does not exist in JSON"},
      {"[\"\\u12G4\"]", "1:7: a hexadecimal digit should stand where `G` does"},
      {"[\"\\ud834\"]", "1:3: half of a surrogate pair stands alone"},
      {"[\"\\udd1e\"]", "1:3: half of a surrogate pair stands alone"},
      {"[\"\\ud834\\u0041\"]", "1:3: half of a surrogate pair stands alone"},
      {"[\"\\u0000\"]", "1:3: a NUL character stands in a string"},
      {"[\"\xC3\xA4\xFF\"]", "1:4: the text is not UTF-8 here"},
      {"{} {}", "1:4: something follows the end of the value"},
      {"{\"a\":1,\n\"b\":2,\n\"a\":3}", "3:1: the member `a` stands twice"},
      {"['a']", "1:2: a value should stand where `'` does"},
  };
  for (const auto& [text, flaw] : table) CHECK(flaw_of(text) == flaw);
}

TEST_CASE("Limits of JSON hold") {
  json::Limits limits;
  limits.values_max = 4;
  CHECK(flaw_of("[1,2,3]", limits) == "fine");
  CHECK(flaw_of("[1,2,3,4]", limits) == "1:8: the text holds more than the 4 values allowed");
  limits.bytes_max = 5;
  CHECK(flaw_of("[1,2,3]", limits) == "1:1: the value is longer than the 5 bytes allowed");
  CHECK(flaw_of(std::string(32, '[') + std::string(32, ']')) == "fine");
  CHECK(flaw_of(std::string(1'000'000, '[')) ==
        "1:33: the values are nested more than 32 levels deep");
}
