#include "parsers/x12/dictionary.hpp"

#include <catch2/catch.hpp>

#include "config/embedded.hpp"
#include "tests/parsers/x12/tables.hpp"

namespace weighbridge::x12 {
namespace {

std::vector<DictionaryError> errors_of(std::string name, std::string text) {
  std::vector<DictionaryText> texts;
  texts.push_back({"x12/004010/segments.tsv",
                   "S\tST\tHeader\n01\t143\tID\t3\t3\tM\tSet\nS\tN1\tName\tR0102\n"
                   "01\t93\tAN\t1\t60\tC\tName\n02\t98\tID\t2\t3\tC\tCode\n"});
  if (name == "segments.tsv")
    texts.back().text = std::move(text);
  else
    texts.push_back({"x12/004010/" + name, std::move(text)});
  std::vector<DictionaryError> errors;
  Dictionaries::compile(std::move(texts), errors);
  return errors;
}

TEST_CASE("x12 dictionary: the tables of the tree compile without a flaw") {
  std::vector<DictionaryText> texts;
  for (const EmbeddedFile& file : embedded_files())
    if (file.path.starts_with("standards/x12/"))
      texts.push_back({std::string(file.path), std::string(file.text)});
  REQUIRE(texts.size() == 6);
  std::vector<DictionaryError> errors;
  const Dictionaries tables = Dictionaries::compile(std::move(texts), errors);
  CHECK(errors.empty());
  CHECK(tables.releases().size() == 2);
}

TEST_CASE("x12 dictionary: names for people") {
  const Dictionary& d = *standard_tables().nearest("004010").dictionary;
  CHECK(d.segment_name("BSN") == "Beginning Segment for Ship Notice");
  CHECK(d.element_name("BSN", 2) == "Shipment Identification");
  CHECK(d.element_id("N1", 1) == "98");
  CHECK(d.element_id("REF", 4, 1) == "128");
  CHECK(d.code_meaning("374", "011") == "shipped");
  CHECK(d.segment("ZZZ") == nullptr);
  CHECK(d.segment("TOOLONG") == nullptr);
  CHECK(d.element_name("BSN", 99).empty());
}

TEST_CASE("x12 dictionary: codes are valid or not, in releases that list them") {
  const Dictionary& d = *standard_tables().nearest("004010").dictionary;
  const ElementRule& unit = d.elements(*d.segment("SN1"))[2];
  CHECK(d.valid_code(unit, "EA"));
  CHECK_FALSE(d.valid_code(unit, "??"));
  CHECK_FALSE(d.valid_code(unit, ""));
  CHECK_FALSE(d.valid_code(unit, "MUCHTOOLONG"));
}

TEST_CASE("x12 dictionary: the nearest release is chosen, and said not to be exact") {
  const auto release = [](std::string_view version) {
    const Dictionaries::Choice choice = standard_tables().nearest(version);
    return std::pair(choice.dictionary->release(), choice.exact);
  };
  CHECK(release("004010") == std::pair<std::string_view, bool>("004010", true));
  CHECK(release("004010VICS") == std::pair<std::string_view, bool>("004010", true));
  CHECK(release("005010X231A1") == std::pair<std::string_view, bool>("005010", true));
  CHECK(release("003060") == std::pair<std::string_view, bool>("004010", false));
  CHECK(release("004060") == std::pair<std::string_view, bool>("004010", false));
  CHECK(release("005020") == std::pair<std::string_view, bool>("005010", false));
  CHECK(release("") == std::pair<std::string_view, bool>("004010", false));
}

TEST_CASE("x12 dictionary: a flaw is named by file, line and column") {
  struct Flaw {
    std::string file, text;
    std::uint32_t line, column;
    std::string says;
  };
  const std::vector<Flaw> flaws{
      {"segments.tsv", "# note\nS\tTOOLONG\tName\n", 2, 3, "no new segment tag"},
      {"segments.tsv", "S\tN1\tName\tQ0102\n", 1, 11, "no syntax note"},
      {"segments.tsv", "S\tN1\tName\tP01\n", 1, 11, "no syntax note"},
      {"segments.tsv", "S\tN1\tName\n01\t93\tXX\t1\t60\tC\tName\n", 2, 7, "no data type"},
      {"segments.tsv", "S\tN1\tName\n01\t93\tAN\tx\t60\tC\tName\n", 2, 10, "not a number"},
      {"segments.tsv", "S\tN1\tName\n02\t93\tAN\t1\t60\tC\tName\n", 2, 1, "out of order"},
      {"segments.tsv", "S\tN1\tName\n01\t93\tAN\t1\t60\tQ\tName\n", 2, 15, "not M, O or C"},
      {"sets.tsv", "S\t856\tSH\tNotice\nQQ\tM\t1\n", 2, 1, "not in segments.tsv"},
      {"sets.tsv", "S\t856\tSH\tNotice\nN1\tM\t1\tHL\n", 2, 8, "has not begun"},
      {"sets.tsv", "S\t856\tSH\tNotice\nN1\tM\tmany\n", 2, 6, "not a number"},
      {"codes.tsv", "98\tST WAYTOOLONGCODE\n", 1, 4, "no code of one to eight"},
  };
  for (const Flaw& flaw : flaws) {
    INFO(flaw.file << ": " << flaw.text);
    const std::vector<DictionaryError> errors = errors_of(flaw.file, flaw.text);
    REQUIRE_FALSE(errors.empty());
    CHECK(errors[0].file == "x12/004010/" + flaw.file);
    CHECK(errors[0].line == flaw.line);
    CHECK(errors[0].column == flaw.column);
    CHECK(errors[0].message.find(flaw.says) != std::string::npos);
  }
}

}  // namespace
}  // namespace weighbridge::x12
