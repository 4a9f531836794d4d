#include "mappings/maps/map_set.hpp"

#include <catch2/catch.hpp>

#include "mappings/reader/tables.hpp"
#include "tests/mappings/x12_reading.hpp"

using namespace weighbridge;

namespace {

constexpr const char* kHead =
    "map: test\n"
    "version: 1.0.0\n"
    "reads: {standard: X12, set: \"856\"}\n"
    "gives: {stage: shipped, kind: ship_notice}\n";

std::vector<TableError> errors_of(const std::string& map) {
  std::vector<TableError> errors;
  const std::vector<NamedText> files{{"maps/test.yaml", map}};
  const auto set =
      maps::MapSet::compile(files, {&testing::tables().dictionaries(), nullptr}, errors);
  CHECK(set.plans().size() == (errors.empty() ? 1 : 0));
  return errors;
}

/// The mistakes as "line:column message".
std::vector<std::string> lines_of(const std::vector<TableError>& errors) {
  std::vector<std::string> lines;
  for (const TableError& error : errors) {
    CHECK(error.file == "maps/test.yaml");
    CHECK_FALSE(error.mend.empty());
    lines.push_back(std::to_string(error.line) + ":" + std::to_string(error.column) + " " +
                    error.message);
  }
  return lines;
}

}  // namespace

TEST_CASE("the maps of config/ compile", "[maps]") {
  const maps::MapSet& set = testing::tables().maps();
  REQUIRE(set.find("X12", "856") != nullptr);
  REQUIRE(set.find("X12", "810") != nullptr);
  CHECK(set.find("X12", "856")->name() == "x12-856@1.1.0");
  CHECK(set.find("X12", "999") == nullptr);
  CHECK(set.find("EDIFACT", "856") == nullptr);
}

TEST_CASE("every mistake of a map is told at once, with line, column and mend", "[maps]") {
  const auto lines =
      lines_of(errors_of(std::string(kHead) + "lines: {at: HX}\n"
                                              "colour: red\n"
                                              "sections:\n"
                                              "  - at: set\n"
                                              "    document.numbr: BSN02\n"
                                              "    document.date: BSN99\n"
                                              "    document.time: BSN04 whenever\n"
                                              "    document.purpose: BSN01\n"
                                              "    references.po: {from: ZZZ01, codes: missing}\n"
                                              "  - at: set\n"
                                              "    document.date: BSN03\n"
                                              "  - at: HL/N1\n"
                                              "    party: {role: N101, nmae: N102}\n"));
  CHECK(lines == std::vector<std::string>{
                     "6:1 the map has no member `colour`",
                     "5:13 the set 856 has no loop HX",
                     "9:5 there is no target `document.numbr`",
                     "10:20 `BSN99` names nothing: BSN has only 7 elements",
                     "11:26 `whenever` stands where `when` was expected",
                     "12:23 `document.purpose` takes only words of ours",
                     "13:41 there is no code list `missing`",
                     "13:27 `ZZZ01` names nothing: the standard has no segment ZZZ",
                     "15:5 `document.date` is filled twice at set, first in line 10",
                     "17:19 `role` takes only words of ours",
                     "17:25 `party` has no member `nmae`",
                 });
}

TEST_CASE("a map without its head, or of an unknown set, is refused", "[maps]") {
  CHECK(lines_of(errors_of("map: test\nversion: one\nsections: []\n")) ==
        std::vector<std::string>{"2:10 `one` is no semantic version", "1:1 `reads` is missing",
                                 "1:1 `gives` is missing"});
  CHECK(lines_of(errors_of("map: test\nversion: 1.0.0\n"
                           "reads: {standard: X12, set: \"000\"}\n"
                           "gives: {stage: sent, kind: ship_notice}\nsections: []\n")) ==
        std::vector<std::string>{"3:8 no dictionary has the set 000",
                                 "4:8 there is no stage `sent`"});
  CHECK(lines_of(errors_of("- a\n- b\n")) ==
        std::vector<std::string>{"1:1 the file is a list, not a map"});
  CHECK(errors_of("map: [\n").size() == 1);
}

TEST_CASE("a second map of the same set is refused", "[maps]") {
  std::vector<TableError> errors;
  const std::string map = std::string(kHead) + "sections: []\n";
  const std::vector<NamedText> files{{"maps/a.yaml", map}, {"maps/b.yaml", map}};
  maps::MapSet::compile(files, {&testing::tables().dictionaries(), nullptr}, errors);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].file == "maps/b.yaml");
  CHECK(errors[0].message == "the set 856 has a map already, in maps/a.yaml");
}

TEST_CASE("a target that takes our words refuses a list with others", "[maps]") {
  const auto lines =
      lines_of(errors_of(std::string(kHead) +
                         "lists: {purpose: {\"00\": original, \"05\": replaced}}\n"
                         "sections:\n"
                         "  - at: set\n"
                         "    document.purpose: {from: BSN01, codes: purpose, otherwise: keep}\n"));
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == "8:23 `document.purpose` does not know the word `replaced` of list `purpose`");
  CHECK(lines[1] == "8:23 `otherwise` of `document.purpose` gives a word it does not know");
}

TEST_CASE("lines that are passed over, and the element around, are a matter of XML", "[maps]") {
  CHECK(lines_of(errors_of(std::string(kHead) + "lines: {at: HL, except: \"HL03=X\"}\n"
                                                "sections:\n"
                                                "  - at: set\n"
                                                "    document.number: BSN02\n")) ==
        std::vector<std::string>{"5:25 `except` is for XML"});
}
