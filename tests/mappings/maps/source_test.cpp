#include "mappings/maps/source.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge::maps;

TEST_CASE("a source names an element, a component or a pair", "[maps]") {
  const auto plain = parse_source("BSN02");
  REQUIRE(plain.has_value());
  CHECK(plain->path.tag == "BSN");
  CHECK(plain->path.element == 2);
  CHECK(plain->path.component == 0);

  const auto short_tag = parse_source("N104");
  REQUIRE(short_tag.has_value());
  CHECK(short_tag->path.tag == "N1");
  CHECK(short_tag->path.element == 4);

  const auto component = parse_source("CTP05-1");
  REQUIRE(component.has_value());
  CHECK(component->path.component == 1);

  const auto pair = parse_source("LIN02+ after UP|UI");
  REQUIRE(pair.has_value());
  CHECK(pair->pairs);
  CHECK(pair->after == std::vector{pack("UP"), pack("UI")});
}

TEST_CASE("a source holds only when its conditions do", "[maps]") {
  const auto source = parse_source("REF02 when REF01=CN|2I and REF03!=empty");
  REQUIRE(source.has_value());
  REQUIRE(source->conditions.size() == 2);
  CHECK(source->conditions[0].codes == std::vector{pack("CN"), pack("2I")});
  CHECK_FALSE(source->conditions[0].negated);
  CHECK(source->conditions[1].negated);
  CHECK(source->conditions[1].codes == std::vector{PackedCode{0}});
}

TEST_CASE("what is no source is refused at its place", "[maps]") {
  const auto [text, offset] = GENERATE(table<std::string, std::size_t>({
      {"", 0},
      {"BSN2", 0},
      {"BSN00", 0},
      {"bsn02", 0},
      {"CTP05-0", 0},
      {"LIN02+", 6},
      {"LIN02 after UP", 6 + 6},
      {"BSN02 if BSN01=00", 6},
      {"REF02 when REF01", 11},
      {"REF02 when REF01=", 11},
      {"REF02 when REF01=TOOLONGCODE", 11},
      {"REF02 when REF01=BM or REF01=MB", 20},
      {"REF02 when REF01=BM and DTM01=011", 24},
      {"REF02 when DTM01=011", 0},
  }));
  INFO(text);
  const auto source = parse_source(text);
  REQUIRE_FALSE(source.has_value());
  CHECK(source.error().offset == offset);
  CHECK_FALSE(source.error().message.empty());
  CHECK_FALSE(source.error().mend.empty());
}

TEST_CASE("codes pack into one word and never collide with longer ones", "[maps]") {
  CHECK(pack("") == 0);
  CHECK(pack("AB") != pack("BA"));
  CHECK(pack("12345678") != pack("123456789"));
  CHECK(pack("REPLACEMENT") == pack("REPLACEMENT"));
  CHECK(pack("REPLACEMENT") != pack("REPLACEMENTS"));
  CHECK(pack(std::string(65, 'x')) == kNoCode);

  CodeList list;
  for (std::uint16_t i = 0; i < 500; ++i) CHECK(list.add(pack(std::to_string(i)), i));
  CHECK_FALSE(list.add(pack("7"), 9));
  for (std::uint16_t i = 0; i < 500; ++i) CHECK(list.find(pack(std::to_string(i))) == i);
  CHECK(list.find(pack("500")) == CodeList::kAbsent);
  CHECK(CodeList().find(pack("1")) == CodeList::kAbsent);
}
