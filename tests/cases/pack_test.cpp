// The evidence of a case in one file: whatever byte of it is changed, it is found.
#include "cases/pack.hpp"

#include <catch2/catch.hpp>

#include "cases/ledger.hpp"
#include "cases/proof.hpp"
#include "cases/sha256.hpp"

using namespace weighbridge;
using namespace weighbridge::cases;

namespace {

constexpr const char* kMessage = "ISA*00*what a partner sent~";

SigningKey some_key(unsigned char first) {
  std::array<unsigned char, 32> seed{};
  seed[0] = first;
  return SigningKey::from_seed("weighbridge.example.com/ledger", seed);
}

/// A ledger of a message, a case, and an entry that is of neither.
class SmallLedger {
 public:
  SmallLedger() {
    add("message.accepted", sha256_hex(kMessage));
    add("user.added", "m.okafor");
    add("case.opened", "DC-2026-00000001");
    checkpoint_ = key().sign({key().verifier().name, leaves_.size(), root()});
  }

  static SigningKey key() { return some_key(1); }

  PackFile proof(std::uint64_t sequence) const {
    LedgerProof proof;
    proof.leaf = leaves_.at(sequence - 1);
    proof.sequence = sequence;
    proof.checkpoint = checkpoint_;
    proof.inclusion = inclusion_proof(sequence - 1, leaves_.size(), nodes());
    return {"ledger/" + std::to_string(sequence) + ".json", proof_json(proof)};
  }

  std::vector<PackFile> files() const {
    return {{"case.json", "{\"id\":\"DC-2026-00000001\"}"},
            {"messages/" + sha256_hex(kMessage) + ".bin", kMessage},
            {"ledger/checkpoint.txt", checkpoint_},
            proof(1),
            proof(3)};
  }

 private:
  void add(const std::string& action, const std::string& object) {
    LedgerEntry entry;
    entry.at = *parse_instant("2026-03-02T08:00:00Z");
    entry.action = action;
    entry.object = object;
    entry = chain(std::move(entry), head_);
    head_ = head_after(entry);
    leaves_.push_back(entry.previous_hash + canonical_json(entry));
  }

  MerkleNodes nodes() const {
    return [this](unsigned level, std::uint64_t index) { return node(level, index); };
  }
  MerkleHash node(unsigned level, std::uint64_t index) const {
    if (level == 0) return leaf_hash(leaves_.at(index));
    return node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
  }
  MerkleHash root() const { return merkle_root(leaves_.size(), nodes()); }

  LedgerHead head_;
  std::vector<std::string> leaves_;
  std::string checkpoint_;
};

std::string reason(const boost::system::result<PackProved, PackRefusal>& result) {
  return result ? "it holds" : result.error().reason;
}

std::string verified(const std::vector<PackFile>& files) {
  return reason(verify_pack(write_pack(files), SmallLedger::key().verifier()));
}

}  // namespace

TEST_CASE("a pack reads back, holds, and says what it shows") {
  const SmallLedger ledger;
  const std::string archive = write_pack(ledger.files());
  const auto files = read_pack(archive);
  REQUIRE(files.has_value());
  CHECK(files->size() == ledger.files().size());
  const auto proved = verify_pack(archive, SmallLedger::key().verifier());
  REQUIRE(proved.has_value());
  CHECK(proved->case_id == "DC-2026-00000001");
  CHECK(proved->entries == 2);
  CHECK(proved->messages == 1);
  CHECK(proved->checkpoint.size == 3);
}

TEST_CASE("M-20.3: every changed byte of a pack is found, and every byte that is cut off") {
  const std::string archive = write_pack(SmallLedger().files());
  const VerifierKey key = SmallLedger::key().verifier();
  std::size_t missed = 0;
  for (std::size_t i = 0; i < archive.size(); ++i)
    for (const unsigned flip : {1U, 0x80U}) {
      std::string changed = archive;
      changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ flip);
      if (!verify_pack(changed, key)) continue;
      ++missed;
      UNSCOPED_INFO("byte " << i);
    }
  CHECK(missed == 0);
  for (std::size_t size = 0; size < archive.size(); size += 7)
    if (verify_pack(archive.substr(0, size), key)) FAIL("cut to " << size);
  CHECK_FALSE(verify_pack(archive + '\0', key).has_value());
}

TEST_CASE("M-20.3: a pack that was put together anew does not hold without the ledger's word") {
  const SmallLedger ledger;
  CHECK(verified(ledger.files()) == "it holds");
  std::vector<PackFile> files = ledger.files();
  files[1].bytes += "more";
  CHECK(verified(files).find("does not hold the bytes it is named after") != std::string::npos);
  files = ledger.files();
  files[1] = {"messages/" + sha256_hex("forged") + ".bin", "forged"};
  CHECK(verified(files).find("no entry of the ledger tells that") != std::string::npos);
  files = ledger.files();
  files[0].bytes = "{\"id\":\"DC-2026-00000002\"}";
  CHECK(verified(files) == "no entry of the ledger tells of its case");
  files = ledger.files();
  files.pop_back();
  CHECK(verified(files) == "no entry of the ledger tells of its case");
  const std::string archive = write_pack(ledger.files());
  CHECK(reason(verify_pack(archive, some_key(2).verifier())).find("is not signed by") !=
        std::string::npos);
}

TEST_CASE("what is no pack is told so") {
  for (const char* text : {"", "{}", "PK\003\004", "ISA*00*"})
    CHECK(reason(verify_pack(text, SmallLedger::key().verifier())) != "it holds");
  CHECK(reason(verify_pack(std::string(1 << 16, 'x'), SmallLedger::key().verifier())) !=
        "it holds");
}

TEST_CASE("a pack is a tar archive that any tar reads") {
  const std::string archive = write_pack({{"case.json", "{}"}});
  CHECK(archive.compare(257, 5, "ustar") == 0);
  CHECK(archive.size() % 512 == 0);
  CHECK(archive.substr(512, 2) == "{}");
}
