#include "gateway/deliver/folder.hpp"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "tests/gateway/temp_folder.hpp"

using namespace weighbridge;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

deliver::Outbound message(const std::string& name, const std::string& text) {
  deliver::Outbound out;
  out.id = "out-0001";
  out.channel = "folder";
  out.partner = "acme";
  out.kind = "997";
  out.file_name = name;
  out.bytes = spool::Payload::of(text);
  return out;
}

}  // namespace

TEST_CASE("an answer is a whole file in the outbox, once for all tries", "[folder][deliver]") {
  TempFolder temp;
  fs::create_directories(temp.path() + "/outbox");
  receive::DropFolder folder;
  folder.partner = "acme";
  folder.path = temp.path();
  deliver::FolderDeliverer out({folder});
  const fs::path outbox = temp.path() + "/outbox";
  const auto files = [&] {
    return std::distance(fs::directory_iterator(outbox), fs::directory_iterator{});
  };

  CHECK(std::holds_alternative<deliver::Delivered>(out.deliver(message("997.edi", "ISA~"))));
  CHECK(text_of(outbox / "997.edi") == "ISA~");
  out.deliver(message("997.edi", "ISA~"));  // its word was lost: tried again
  CHECK(files() == 1);
  out.deliver(message("997.edi", "another~"));
  CHECK(text_of(outbox / "997-out-0001.edi") == "another~");
  CHECK(text_of(outbox / "997.edi") == "ISA~");
  auto nameless = message("", "no name~");
  nameless.id = "out/0002";
  out.deliver(nameless);
  CHECK(text_of(outbox / "997-out_0002.edi") == "no name~");
  out.deliver(message("../../escape.edi", "x"));
  CHECK(text_of(outbox / "escape.edi") == "x");

  SECTION("a link in its place is not followed") {
    const std::string victim = temp.write("victim", "as it was");
    fs::create_symlink(victim, outbox / "linked.edi");
    out.deliver(message("linked.edi", "new"));
    CHECK(text_of(victim) == "as it was");
    fs::create_symlink(victim, outbox / ".next.edi.tmp");
    out.deliver(message("next.edi", "new"));
    CHECK(text_of(victim) == "as it was");
    CHECK(text_of(outbox / "next.edi") == "new");
  }
  SECTION("no outbox is a failure that is tried again, no folder one that is not") {
    fs::remove_all(outbox);
    const auto gone = out.deliver(message("997.edi", "ISA~"));
    REQUIRE(std::holds_alternative<deliver::Failed>(gone));
    CHECK(std::get<deliver::Failed>(gone).transient);
    auto other = message("997.edi", "ISA~");
    other.partner = "nobody";
    CHECK_FALSE(std::get<deliver::Failed>(out.deliver(other)).transient);
  }
}
