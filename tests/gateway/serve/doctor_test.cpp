// weighbridge doctor says what is right and what is not, and changes nothing.
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"

using namespace weighbridge;

TEST_CASE("doctor finds nothing wrong with a fresh folder, and leaves it as it is") {
  const TempFolder folder;
  const std::string config = folder.write("gateway.yaml", "http: {listen: 127.0.0.1:0}\n");
  const ProgramRun run = run_program({"doctor", "--config", config});
  INFO(run.out << run.err);
  CHECK(run.status == 0);
  CHECK(run.out.find("ports and TLS: 127.0.0.1:0 can be had") != std::string::npos);
  CHECK(run.out.find("will be made at the first start") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder.path() + "/weighbridge.db"));
  CHECK_FALSE(std::filesystem::exists(folder.path() + "/spool"));
}

TEST_CASE("doctor tells a store that is none, a folder that is missing and a partner's mistake") {
  const TempFolder folder;
  folder.write("partners/acme.yaml", "partner: acme\nversion: 1\n");
  const std::string store = folder.write("not-a-store.db", "these bytes are no database at all");
  const std::string config = folder.write(
      "gateway.yaml",
      "http: {listen: 127.0.0.1:0}\nstore: {path: not-a-store.db}\nspool: {folder: a/b}\n");
  const ProgramRun run = run_program({"doctor", "--config", config});
  INFO(run.out << run.err);
  CHECK(run.status == 1);
  CHECK(run.out.find("not-a-store.db' is not a weighbridge store") != std::string::npos);
  CHECK(run.err.find("partners/acme.yaml:2:") != std::string::npos);
  CHECK(run.out.find("wrong    spool") != std::string::npos);
}
