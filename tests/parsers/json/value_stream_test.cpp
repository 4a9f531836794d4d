#include "parsers/json/value_stream.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;

namespace {

/// Hands out few bytes at a time, so that every cut falls everywhere.
class Trickle final : public ByteSource {
 public:
  Trickle(std::string_view text, std::size_t step) : memory_(text), step_(step) {}
  std::size_t read(std::span<char> room) override {
    return memory_.read(room.first(std::min(step_, room.size())));
  }

 private:
  MemorySource memory_;
  std::size_t step_;
};

struct Cut {
  std::string text;
  std::uint32_t line;
  std::uint32_t column;
  bool operator==(const Cut&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Cut& cut) {
  return out << cut.line << ":" << cut.column << " " << cut.text;
}

std::vector<Cut> cut(std::string_view text, std::size_t step, std::size_t value_bytes_max = 1000) {
  Trickle source(text, step);
  json::ValueStream stream(source, value_bytes_max);
  std::vector<Cut> cuts;
  json::Piece piece;
  while (stream.next(piece)) {
    const std::string shown = piece.oversized ? "(oversized)" : std::string(piece.text);
    if (!piece.oversized) CHECK(text.substr(piece.start.offset, piece.text.size()) == piece.text);
    cuts.push_back({shown, piece.start.line, piece.start.column});
  }
  return cuts;
}

void check(std::string_view text, const std::vector<Cut>& expected) {
  for (const std::size_t step : {1U, 2U, 7U, 1000U}) {
    INFO("step " << step);
    CHECK(cut(text, step) == expected);
  }
}

}  // namespace

TEST_CASE("A JSON stream is cut into its values") {
  check("", {});
  check(" \n\t", {});
  check("{}", {{"{}", 1, 1}});
  check("\xEF\xBB\xBF{}", {{"{}", 1, 1}});
  check("{\"a\":1}\n{\"b\":2}\r\n\n{\"c\":3}",
        {{"{\"a\":1}", 1, 1}, {"{\"b\":2}", 2, 1}, {"{\"c\":3}", 4, 1}});
  check("{\"a\":1}{\"b\":\"}{\\\"\"} {}",
        {{"{\"a\":1}", 1, 1}, {"{\"b\":\"}{\\\"\"}", 1, 8}, {"{}", 1, 21}});
  check("{\n  \"a\": [\n{\"b\":\n{}},\n{}\n]\n}\n{}",
        {{"{\n  \"a\": [\n{\"b\":\n{}},\n{}\n]\n}", 1, 1}, {"{}", 8, 1}});
}

TEST_CASE("The elements of a JSON array are values of the stream") {
  check("[{\"a\":1},\n {\"b\":[2]}]", {{"{\"a\":1}", 1, 2}, {"{\"b\":[2]}", 2, 2}});
  check("[\n{\n\"a\":1\n}\n,{}]\n[{}]", {{"{\n\"a\":1\n}", 2, 1}, {"{}", 5, 2}, {"{}", 6, 2}});
  check("[1,true]", {{"1", 1, 2}, {"true", 1, 4}});
  check("[]", {});
}

TEST_CASE("A broken JSON value does not swallow those after it") {
  SECTION("in JSON lines") {
    check("{\"a\":1}\n{\"b\":[\n{\"c\":3}\n",
          {{"{\"a\":1}", 1, 1}, {"{\"b\":[", 2, 1}, {"{\"c\":3}", 3, 1}});
    check("{\"a\":1}\n{\"b\":\"x\n{\"c\":3}\n",
          {{"{\"a\":1}", 1, 1}, {"{\"b\":\"x", 2, 1}, {"{\"c\":3}", 3, 1}});
    check("{\"a\":1}\n{\"b\":2}}\n{\"c\":3}",
          {{"{\"a\":1}", 1, 1}, {"{\"b\":2}", 2, 1}, {"}", 2, 8}, {"{\"c\":3}", 3, 1}});
    check("{\"a\":1}\nhello\n{\"c\":3}",
          {{"{\"a\":1}", 1, 1}, {"hello", 2, 1}, {"{\"c\":3}", 3, 1}});
  }
  SECTION("in the first line") {
    check("{\"a\":\"x\n{\"b\":[\n{\"c\":3}",
          {{"{\"a\":\"x", 1, 1}, {"{\"b\":[", 2, 1}, {"{\"c\":3}", 3, 1}});
    check("{\"a\":1\n  {\"b\":2}", {{"{\"a\":1", 1, 1}, {"{\"b\":2}", 2, 3}});
  }
  SECTION("at the end") {
    check("{\"a\":1}\n{\"b\":", {{"{\"a\":1}", 1, 1}, {"{\"b\":", 2, 1}});
    check("{\"a\\", {{"{\"a\\", 1, 1}});
  }
}

TEST_CASE("A JSON value beyond the limit is passed over") {
  const std::string text = "{\"a\":1}\n{\"b\":\"" + std::string(200'000, 'x') + "\"}\n{\"c\":3}\n";
  for (const std::size_t step : {1000U, 100'000U}) {
    CHECK(cut(text, step, 100) ==
          std::vector<Cut>{{"{\"a\":1}", 1, 1}, {"(oversized)", 2, 1}, {"{\"c\":3}", 3, 1}});
  }
}
