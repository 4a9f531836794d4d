// The committed month is what the generator writes: nobody edits it by hand.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "examples/generator/files.hpp"
#include "examples/generator/month.hpp"
#include "examples/generator/x12_writer.hpp"

namespace {

namespace fs = std::filesystem;
using namespace weighbridge::generator;

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("examples: the committed month is the generated one, byte for byte") {
  const fs::path examples = fs::path(WEIGHBRIDGE_SOURCE_DIR) / "examples";
  Month month = plan_month(kCommittedSeed);
  const Files files = write_month(month);
  for (const auto& [path, text] : files) {
    INFO(path << " (run build/dev/examples/generate_example examples)");
    CHECK((content(examples / path) == text));
  }
  for (const char* const folder : {"march-2026", "march-2026-truth"}) {
    for (const auto& entry : fs::recursive_directory_iterator(examples / folder)) {
      if (!entry.is_regular_file()) continue;
      const std::string path = fs::relative(entry.path(), examples).generic_string();
      INFO(path << " is not one of the generator's files");
      CHECK(files.count(path) == 1);
    }
  }
}

TEST_CASE("examples: another seed gives another month with the same faults") {
  Month other = plan_month(kCommittedSeed + 1);
  Month committed = plan_month(kCommittedSeed);
  CHECK(other.truth.discrepancies() == committed.truth.discrepancies());
  CHECK((write_month(other) != write_month(committed)));
}

TEST_CASE("X12 writer: trailing empty elements go, counts and control numbers agree") {
  std::string out;
  X12Writer writer({'|', ':', '^', '\n', "", "005010", false}, out);
  writer.begin_interchange({"ZZ", "ME"}, {"ZZ", "YOU"}, 42, {"20260309", "1405"});
  writer.begin_group("SH", 7, {"20260309", "1405"});
  writer.begin_set("856");
  writer.segment("TD5", {"", "2", "RDWY", "", ""});
  writer.end_set();
  writer.end_group();
  writer.end_interchange();
  CHECK(out ==
        "ISA|00||00||ZZ|ME|ZZ|YOU|260309|1405|^|00501|000000042|0|P|:\n"
        "GS|SH|ME|YOU|20260309|1405|7|X|005010\n"
        "ST|856|0001\nTD5||2|RDWY\nSE|3|0001\nGE|1|7\nIEA|1|000000042\n");
}

}  // namespace
