#include "gateway/intake/input_file.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

#include <catch2/catch.hpp>

#include "gateway/intake/file_walk.hpp"
#include "tests/gateway/temp_folder.hpp"

using namespace weighbridge;
using namespace weighbridge::intake;

TEST_CASE("A file can be looked at before it is read, and again after") {
  const TempFolder folder;
  const std::string path = folder.write("a.edi", "ISA*00~GS*SH~");
  InputFile file(path);
  CHECK(file.head() == "ISA*00~GS*SH~");
  CHECK(file.size() == 13);
  std::string room(5, '\0');
  std::string all;
  while (const std::size_t n = file.read(room)) all.append(room, 0, n);
  CHECK(all == "ISA*00~GS*SH~");
  CHECK(file.bytes_at(7, 5) == "GS*SH");
  CHECK(file.bytes_at(100, 5).empty());
}

TEST_CASE("Lines of a file are found by number, in any order") {
  const TempFolder folder;
  InputFile file(folder.write("a.csv", "one\ntwo\n\n" + std::string(200'000, 'x') + "\nlast"));
  CHECK(file.line_offset(2) == 4U);
  CHECK(file.line_offset(5) == 200'010U);
  CHECK(file.line_offset(3) == 8U);
  CHECK(file.line_offset(1) == 0U);
  CHECK_FALSE(file.line_offset(6));
}

TEST_CASE("What cannot be opened says so with an error code") {
  const TempFolder folder;
  const auto code = [](const std::string& path) {
    try {
      const InputFile file(path);
      return 0;
    } catch (const std::system_error& error) {
      return error.code().value();
    }
  };
  CHECK(code(folder.path() + "/missing") == ENOENT);
  CHECK(code(folder.path()) == EISDIR);
}

TEST_CASE("A folder is walked in order, hidden files and repeated paths left out") {
  const TempFolder folder;
  const std::string b = folder.write("b.edi", "x");
  const std::string a = folder.write("sub/a.csv", "x");
  folder.write(".hidden", "x");
  folder.write(".git/config", "x");
  const FileWalk found = walk({folder.path(), b});
  CHECK(found.files == std::vector<std::string>{b, a});
  CHECK(found.troubles.empty());
}

TEST_CASE("Paths that lead nowhere are named, the others are taken") {
  const TempFolder folder;
  const TempFolder empty;
  const std::string a = folder.write("a.edi", "x");
  const FileWalk found = walk({folder.path() + "/nope", empty.path(), a, "-"});
  CHECK(found.files == std::vector<std::string>{a, "-"});
  REQUIRE(found.troubles.size() == 2);
  CHECK(found.troubles[0].what == "there is no such file or folder");
  CHECK(found.troubles[1].what == "the folder holds no files");
}
