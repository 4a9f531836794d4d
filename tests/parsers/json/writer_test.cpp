#include "parsers/json/writer.hpp"

#include <catch2/catch.hpp>

using weighbridge::json::append_string;
using weighbridge::json::Writer;

namespace {

std::string quoted(std::string_view text) {
  std::string out;
  append_string(out, text);
  return out;
}

}  // namespace

TEST_CASE("JSON strings are escaped and always valid UTF-8") {
  using namespace std::string_view_literals;
  CHECK(quoted("plain") == R"("plain")");
  CHECK(quoted("a\"b\\c/") == R"("a\"b\\c/")");
  CHECK(quoted("\n\r\t\x01\x1f"sv) == R"("\n\r\t\u0001\u001f")");
  CHECK(quoted("nul\0!"sv) == R"("nul\u0000!")");
  CHECK(quoted("\x7f") == R"("\u007f")");
  CHECK(quoted("Größe €𝄞") == "\"Größe €𝄞\"");
  CHECK(quoted("a\xFF\xC3") == "\"a\xEF\xBF\xBD\xEF\xBF\xBD\"");
  CHECK(quoted("\xED\xA0\x80") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST_CASE("JSON writer sets commas and colons") {
  std::string out;
  Writer json(out);
  json.begin_object();
  json.member("a", "1").key("b").begin_array().number(std::int64_t{-1}).boolean(true).null();
  json.begin_object().end_object().begin_array().end_array().end_array();
  json.key("c").raw(R"({"d":2})").end_object();
  CHECK(out == R"({"a":"1","b":[-1,true,null,{},[]],"c":{"d":2}})");
}

TEST_CASE("JSON writer indents where asked to") {
  std::string out;
  Writer json(out, 2);
  json.begin_object().member("a", "1").key("b").begin_array().string("x").string("y").end_array();
  json.key("none").begin_array().end_array().end_object();
  CHECK(out == "{\n  \"a\": \"1\",\n  \"b\": [\n    \"x\",\n    \"y\"\n  ],\n  \"none\": []\n}");
}
