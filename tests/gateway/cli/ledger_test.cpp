// The ledger as somebody outside sees it: keys, checkpoints and proofs, checked by the program and
// by the few lines of Python in docs/formats/ledger.md that share only the format with it.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"

using namespace weighbridge;

namespace {

constexpr const char* kName = "weighbridge.example.com/ledger";

std::string read_text(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// The Python block of the page that holds `mark`.
std::string python_of_docs(const std::string& mark) {
  const std::string page = read_text(WEIGHBRIDGE_SOURCE_DIR "/docs/formats/ledger.md");
  const std::string fence = "```python\n";
  for (std::size_t at = page.find(fence); at != page.npos; at = page.find(fence, at + 1)) {
    const std::size_t begin = at + fence.size();
    std::string code = page.substr(begin, page.find("```", begin) - begin);
    if (code.find(mark) != code.npos) return code;
  }
  FAIL("no Python in docs/formats/ledger.md that holds " << mark);
  return {};
}

/// A store with the example month, a key, and a proof of entry 7 since an earlier checkpoint.
struct Ledger {
  TempFolder folder;
  std::string store = folder.path() + "/s.db", secret = folder.path() + "/ledger.key";
  std::string key, proof;

  Ledger() {
    reconcile("sites.csv");
    const ProgramRun made = run_program({"ledger", "keygen", kName, "--out", secret});
    REQUIRE(made.status == 0);
    key = folder.write("ledger.pub", made.out);
    const std::string earlier = folder.write("earlier", checkpoint());
    reconcile("");
    checkpoint();
    const ProgramRun proved =
        run_program({"ledger", "prove", "7", "--store", store, "--since", earlier});
    REQUIRE(proved.status == 0);
    proof = folder.write("proof.json", proved.out);
  }

  void reconcile(const std::string& file) const {
    REQUIRE(run_program({"reconcile",
                         std::string(WEIGHBRIDGE_SOURCE_DIR "/examples/march-2026/") + file,
                         "--store", store, "--as-of", "2026-04-05T00:00:00Z"})
                .status <= 1);  // a few files of the month are broken on purpose
  }
  std::string checkpoint() const {
    const ProgramRun run = run_program({"ledger", "checkpoint", "--store", store, "--key", secret});
    REQUIRE(run.status == 0);
    return run.out;
  }
  int by_python() const {
    const std::string script = folder.write("check.py", python_of_docs("inclusion"));
    return std::system(
        ("python3 " + script + ' ' + proof + ' ' + key + " >/dev/null 2>&1").c_str());
  }
  int by_program() const { return run_program({"ledger", "check", proof, "--key", key}).status; }
};

}  // namespace

TEST_CASE("M-20.3: a proof is checked without the store, by us and by others") {
  const Ledger ledger;
  const ProgramRun check = run_program({"ledger", "check", ledger.proof, "--key", ledger.key});
  CHECK(check.status == 0);
  CHECK(check.out.find("The proof holds: entry 7 of the ") == 0);
  CHECK(check.out.find("Nothing of the first ") != std::string::npos);
  CHECK(ledger.by_python() == 0);
  CHECK(run_program({"ledger", "verify", "--store", ledger.store, "--key", ledger.key}).status ==
        0);
}

TEST_CASE("M-20.3: a changed proof holds for nobody") {
  const Ledger ledger;
  const std::string whole = read_text(ledger.proof);
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string text = whole;
    const std::size_t at = text.find(from);
    REQUIRE(at != text.npos);
    text.replace(at, from.size(), to);
    std::ofstream(ledger.proof, std::ios::binary | std::ios::trunc) << text;
  };
  SECTION("the entry") {
    changed("integration", "integratiom");
  }
  SECTION("its number") {
    changed("\"sequence\": 7", "\"sequence\": 8");
  }
  SECTION("the ledger's name") {
    changed("weighbridge.example.com", "weighbridge.example.org");
  }
  SECTION("a hash") {
    const std::size_t at = whole.find("\"inclusion\": [\n    \"") + 20;
    changed(whole.substr(at, 10),
            std::string(whole[at] == '0' ? "1" : "0") + whole.substr(at + 1, 9));
  }
  CHECK(ledger.by_program() == 1);
  CHECK(ledger.by_python() != 0);
}

TEST_CASE("another key opens no proof, and the secret is nobody else's to read") {
  const Ledger ledger;
  const std::string other = ledger.folder.path() + "/other.key";
  const ProgramRun made = run_program({"ledger", "keygen", kName, "--out", other});
  REQUIRE(made.status == 0);
  CHECK(run_program(
            {"ledger", "check", ledger.proof, "--key", made.out.substr(0, made.out.size() - 1)})
            .status == 1);
  CHECK(run_program({"ledger", "verify", "--store", ledger.store, "--key",
                     ledger.folder.write("other.pub", made.out)})
            .status == 1);
  CHECK(std::filesystem::status(other).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  // A secret is never written over.
  CHECK(run_program({"ledger", "keygen", kName, "--out", other}).status == 2);
}

TEST_CASE("what is missing is named") {
  const TempFolder folder;
  const std::string store = folder.path() + "/s.db";
  REQUIRE(run_program({"reconcile", WEIGHBRIDGE_SOURCE_DIR "/examples/march-2026/sites.csv",
                       "--store", store})
              .status == 0);
  const ProgramRun early = run_program({"ledger", "prove", "1", "--store", store});
  CHECK(early.status == 1);
  CHECK(early.err.find("no checkpoint covers entry 1") != std::string::npos);
  CHECK(run_program({"ledger", "check", folder.path() + "/none", "--key", "x"}).status == 2);
  CHECK(run_program({"ledger", "keygen", "two words", "--out", folder.path() + "/k"}).status == 2);
  CHECK(run_program(
            {"ledger", "checkpoint", "--store", store, "--key", folder.write("k", "no key\n")})
            .status == 3);
}
