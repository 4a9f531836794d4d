#include "tests/gateway/program.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

using namespace weighbridge;

TEST_CASE("The program says what it is and how it is used") {
  CHECK(run_program({"--version"}).out == "weighbridge 0.1.0\n");
  const ProgramRun help = run_program({"reconcile", "--help"});
  CHECK(help.status == 0);
  CHECK(help.err.empty());
  CHECK(help.out.find("Examples:") != std::string::npos);
}

TEST_CASE("Wrong usage ends with 2 and one line") {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{}, {"inspect"}, {"inspect", "x", "--frob"}, {"cases"}, {"nope"}}) {
    const ProgramRun run = run_program(words);
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK(run.err.starts_with("weighbridge: "));
    CHECK(run.err.find('\n') == run.err.size() - 1);
  }
}

TEST_CASE("A full disk is noticed and ends with 70") {
  const ProgramRun run = run_program({"--help"}, {.out_path = "/dev/full"});
  CHECK(run.status == 70);
  CHECK(run.err.find("No space left on device") != std::string::npos);
}

TEST_CASE("Input that nobody can read ends with 4 and one line that says why") {
  const TempFolder folder;
  const auto check = [](const std::string& path, const std::string& why,
                        const std::string& input = {}) {
    for (const char* format : {"text", "json"}) {
      const ProgramRun run = run_program({"inspect", path, "--format", format}, {.input = input});
      INFO(path << ": " << run.err);
      CHECK(run.status == 4);
      CHECK(run.err.starts_with("weighbridge: "));
      CHECK(run.err.find(why) != std::string::npos);
      CHECK(run.err.find('\n') == run.err.size() - 1);
    }
  };
  check(folder.path() + "/missing.edi", "there is no such file");
  check(folder.path(), "this is a folder");
  check(folder.write("empty.edi", ""), "empty");
  check(folder.write("binary.edi", std::string("\x7F"
                                               "ELF\x02\x01\x00\x00\x00\xFF",
                                               10)),
        "no text");
  check(folder.write("prose.txt", "Dear supplier,\nwhere is my order?\n"), "none of the formats");
  check("-", "standard input: the message is empty");
}

TEST_CASE("config check names every mistake by line and column, and ends with 3") {
  const TempFolder folder;
  const std::string path = folder.write(
      "policy.yaml", "policy: P\ntolerances:\n  - {leg: PRIZE, direction: over}\ncolour: red\n");
  const ProgramRun run = run_program({"config", "check", path});
  CHECK(run.status == 3);
  CHECK(run.err.find(path + ":3:") != std::string::npos);
  CHECK(run.err.find(path + ":4:1: the key `colour` is unknown") != std::string::npos);

  folder.write("policy.yaml", "policy: P\n");
  folder.write("sites.csv", "site,timezone\nDC01,Europe/Berlin\n");
  folder.write("README", "notes");
  const ProgramRun well = run_program({"config", "check", folder.path()});
  CHECK(well.status == 0);
  CHECK(well.out == folder.path() + ": 2 files checked, no mistakes; 1 other file left alone\n");

  folder.write("sites.csv", "site,timezone\nDC01,Mars/Base\n");
  const ProgramRun zone = run_program({"config", "check", folder.path()});
  CHECK(zone.status == 3);
  CHECK(zone.err.find("unknown time zone 'Mars/Base'") != std::string::npos);
}

TEST_CASE("A configuration folder with mistakes stops every command that reads by it") {
  const TempFolder folder;
  const std::string map = folder.write("maps/x12-856.yaml", "map: [");
  const ProgramRun run = run_program({"inspect", "-", "--config", folder.path()});
  CHECK(run.status == 3);
  CHECK(run.err.starts_with(map + ":1:"));
}

TEST_CASE("A store that is none ends with 4") {
  const TempFolder folder;
  const std::string text = folder.write("notes.db", "this is no database at all, only some words");
  for (const std::string& path : {folder.path() + "/missing.db", text}) {
    for (const std::vector<std::string>& words : {std::vector<std::string>{"ledger", "verify"},
                                                  {"cases", "list"},
                                                  {"cases", "show", "X"}}) {
      std::vector<std::string> all = words;
      all.insert(all.end(), {"--store", path});
      const ProgramRun run = run_program(all);
      INFO(run.err);
      CHECK(run.status == 4);
      CHECK(run.out.empty());
      CHECK(run.err.find(path) != std::string::npos);
      CHECK(run.err.find('\n') == run.err.size() - 1);
    }
  }
}
