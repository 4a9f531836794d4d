#include "gateway/spool/payload.hpp"

#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "cases/sha256.hpp"

using namespace weighbridge;

namespace {

std::string read_all(const spool::Payload& payload) {
  const auto source = payload.open();
  std::string all(payload.size() + 1, '\0');
  std::size_t done = 0;
  while (const std::size_t n = source->read({all.data() + done, all.size() - done})) done += n;
  all.resize(done);
  return all;
}

}  // namespace

TEST_CASE("a payload is the same in memory and on disk, and has the hash of its bytes", "[spool]") {
  const std::string piece = "ISA*00*          *00*          *ZZ*ACME~";
  const std::size_t pieces = GENERATE(1U, 3U, 10U);
  spool::PayloadWriter writer({std::filesystem::temp_directory_path(), 100, 1000});
  std::string expected;
  for (std::size_t i = 0; i < pieces; ++i) {
    REQUIRE(writer.write(piece));
    expected += piece;
  }
  const spool::Payload payload = writer.finish();
  CHECK(payload.in_memory().has_value() == (expected.size() <= 100));
  CHECK(payload.size() == expected.size());
  CHECK(payload.sha256() == cases::sha256_hex(expected));
  CHECK(read_all(payload) == expected);
  CHECK(read_all(payload) == expected);  // from the first byte on again
  CHECK(payload.text() == expected);
}

TEST_CASE("a payload takes nothing beyond its limit", "[spool]") {
  spool::PayloadWriter writer({std::filesystem::temp_directory_path(), 4, 10});
  CHECK(writer.write("1234567890"));
  CHECK_FALSE(writer.write("1"));
  CHECK(writer.finish().text() == "1234567890");
}
