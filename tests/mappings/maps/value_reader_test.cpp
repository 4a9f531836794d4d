#include "mappings/maps/value_reader.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge::maps;

TEST_CASE("texts leave as UTF-8 without control characters", "[maps]") {
  // At every length and place, as eight bytes are looked at together.
  for (std::size_t size = 1; size < 40; ++size)
    for (std::size_t at = 0; at < size; ++at) {
      const auto with = [&](char c) {
        std::string text(size, 'x');
        text[at] = c;
        return text;
      };
      CHECK(to_utf8(with('~')) == with('~'));
      CHECK(to_utf8(with(' ')) == with(' '));
      CHECK(to_utf8(with('\0')) == with(' '));
      CHECK(to_utf8(with('\x1F')) == with(' '));
      CHECK(to_utf8(with('\x7F')) == with(' '));
      std::string latin = with('\xE9');
      latin.replace(at, 1, "\xC3\xA9");
      CHECK(to_utf8(with('\xE9')) == latin);
    }
  CHECK(to_utf8("S\xC3\x83O PAULO") == "S\xC3\x83O PAULO");
  CHECK(to_utf8("").empty());
}
