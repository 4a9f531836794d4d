#include "parsers/text_encoding.hpp"

#include <catch2/catch.hpp>

#include "tests/fuzz/fuzzed_source.hpp"

using namespace weighbridge;
using namespace std::string_view_literals;

namespace {

struct Decoding {
  std::string text;
  bool transcoded = false, malformed = false;
  bool operator==(const Decoding&) const = default;
};

Decoding decoded(std::string_view bytes, TextEncoding encoding, std::size_t piece = 1) {
  fuzz::PiecewiseSource source(bytes, piece);
  DecodedSource reader(source, encoding);
  Decoding out;
  char room[3];
  while (const std::size_t n = reader.read(room)) out.text.append(room, n);
  out.transcoded = reader.transcoded();
  out.malformed = reader.malformed();
  return out;
}

}  // namespace

TEST_CASE("every encoding becomes UTF-8, in pieces of any size") {
  for (const std::size_t piece : {1U, 2U, 7U, 4096U}) {
    CHECK(decoded("\x80\xE4\xA4", TextEncoding::windows_1252, piece) ==
          Decoding{"€ä¤", true, false});
    CHECK(decoded("\xA4\xBE\xE4", TextEncoding::iso_8859_15, piece) ==
          Decoding{"€Ÿä", true, false});
    CHECK(decoded("\xFF\xFE\xAC\x20\x3D\xD8\x9A\xDE"sv, TextEncoding::utf8, piece) ==
          Decoding{"€🚚", true, false});
    CHECK(decoded("\xFE\xFF\x20\xAC\xD8\x3D\xDE\x9A"sv, TextEncoding::windows_1252, piece) ==
          Decoding{"€🚚", true, false});
    CHECK(decoded("a\0b\0"sv, TextEncoding::utf16_le, piece) == Decoding{"ab", true, false});
    CHECK(decoded("\xEF\xBB\xBFä", TextEncoding::windows_1252, piece) ==
          Decoding{"ä", false, false});
    CHECK(decoded("\xE4 as it is", TextEncoding::utf8, piece) ==
          Decoding{"\xE4 as it is", false, false});
    CHECK(decoded("", TextEncoding::utf16_be, piece) == Decoding{"", true, false});
  }
}

TEST_CASE("UTF-16 that does not go on so is known") {
  const Decoding replaced{"a\xEF\xBF\xBD", true, true};
  CHECK(decoded("a\0b"sv, TextEncoding::utf16_le) == replaced);
  CHECK(decoded("a\0\x3D\xD8"sv, TextEncoding::utf16_le) == replaced);
  CHECK(decoded("a\0\x9A\xDE"sv, TextEncoding::utf16_le) == replaced);
  CHECK(decoded("\x3D\xD8"
                "a\0"sv,
                TextEncoding::utf16_le) == Decoding{"\xEF\xBF\xBD"
                                                    "a",
                                                    true, true});
}

TEST_CASE("encodings are known by their names, in any case") {
  CHECK(text_encoding_from("Windows-1252") == TextEncoding::windows_1252);
  CHECK(text_encoding_from("ISO-8859-1") == TextEncoding::windows_1252);
  CHECK(text_encoding_from("latin9") == TextEncoding::iso_8859_15);
  CHECK(text_encoding_from("UTF-16") == TextEncoding::utf16_le);
  CHECK_FALSE(text_encoding_from("ebcdic"));
  for (const std::string_view name : text_encoding_names()) CHECK(text_encoding_from(name));
}

TEST_CASE("UTF-8 under the name of an encoding of single bytes is known") {
  const auto looks_utf8 = [](std::string_view bytes) {
    fuzz::PiecewiseSource source(bytes, 1);
    DecodedSource reader(source, TextEncoding::windows_1252);
    char room[3];
    while (reader.read(room) != 0) {
    }
    return reader.looks_utf8();
  };
  CHECK(looks_utf8("M\xC3\xBCller \xE2\x82\xAC"));
  CHECK(looks_utf8("\xF0\x9F\x9A\x9A."));
  CHECK_FALSE(looks_utf8("plain"));
  CHECK_FALSE(looks_utf8("M\xFCller"));
  CHECK_FALSE(looks_utf8("M\xFC\xDF\xE4"));
  CHECK_FALSE(looks_utf8("M\xC3\xBCller M\xFCller"));
  CHECK_FALSE(looks_utf8("cut \xE2\x82"));
  CHECK_FALSE(looks_utf8("\xBC inch"));
}
