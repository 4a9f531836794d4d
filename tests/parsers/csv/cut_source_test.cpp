#include "parsers/csv/cut_source.hpp"

#include <catch2/catch.hpp>

#include "tests/fuzz/fuzzed_source.hpp"

using namespace weighbridge;

namespace {

std::string cut(std::string_view text, std::uint32_t length, std::size_t piece) {
  fuzz::PiecewiseSource source(text, piece);
  csv::CutSource cutter(source, length);
  std::string out;
  char room[4];
  while (const std::size_t n = cutter.read(room)) out.append(room, n);
  return out;
}

}  // namespace

TEST_CASE("rows of one length get the ends of line that they lack") {
  for (const std::size_t piece : {1U, 3U, 100U}) {
    CHECK(cut("abcdefgh", 3, piece) == "abc\ndef\ngh");
    CHECK(cut("äöüdef", 3, piece) == "äöü\ndef");
    CHECK(cut("abc\r\nde\nfghijk", 3, piece) == "abc\r\nde\nfgh\nijk");
    CHECK(cut("abc", 3, piece) == "abc");
    CHECK(cut("abcdef\n", 0, piece) == "abcdef\n");
    CHECK(cut("", 3, piece).empty());
  }
}
