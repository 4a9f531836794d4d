#include "cases/checkpoint.hpp"

#include <catch2/catch.hpp>

namespace weighbridge::cases {
namespace {

SigningKey some_key(const std::string& name, unsigned char first) {
  std::array<unsigned char, 32> seed{};
  seed[0] = first;
  return SigningKey::from_seed(name, seed);
}

const std::string kName = "weighbridge.example.com/ledger";

// The C2SP signed-note text names this key and what it signed.
TEST_CASE("M-20.3: the key of the signed-note text reads as it says") {
  const auto key =
      VerifierKey::parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  REQUIRE(key);
  CHECK(key->name == "PeterNeumann");
  CHECK(key->text() == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
}

TEST_CASE("M-20.3: a signed checkpoint reads back, and every changed byte of it is found") {
  const SigningKey key = some_key(kName, 1);
  const Checkpoint checkpoint{kName, 1234, leaf_hash("x")};
  const std::string note = key.sign(checkpoint);
  REQUIRE(open_checkpoint(note, key.verifier()) == checkpoint);
  for (std::size_t i = 0; i < note.size(); ++i)
    for (const unsigned flip : {1U, 0x80U}) {
      std::string changed = note;
      changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ flip);
      INFO("byte " << i);
      CHECK_FALSE(open_checkpoint(changed, key.verifier()));
    }
  for (std::size_t size = 0; size < note.size(); ++size)
    CHECK_FALSE(open_checkpoint(note.substr(0, size), key.verifier()));
}

TEST_CASE("M-20.3: nobody else's key opens a checkpoint, not even one of the same name") {
  const SigningKey key = some_key(kName, 1);
  const std::string note = key.sign({kName, 7, leaf_hash("x")});
  CHECK_FALSE(open_checkpoint(note, some_key(kName, 2).verifier()));
  CHECK_FALSE(open_checkpoint(note, some_key("elsewhere", 1).verifier()));
}

TEST_CASE("M-20.3: a key vouches for the ledger of its own name only") {
  const SigningKey key = some_key(kName, 1);
  CHECK_FALSE(open_checkpoint(key.sign({"another/ledger", 7, leaf_hash("x")}), key.verifier()));
}

TEST_CASE("signatures of witnesses beside ours do not disturb") {
  const SigningKey key = some_key(kName, 1);
  const Checkpoint checkpoint{kName, 7, leaf_hash("x")};
  const std::string note = key.sign(checkpoint);
  const std::string witness = some_key("witness", 9).sign(checkpoint);
  const std::string line = witness.substr(witness.find("\n\n") + 2);
  CHECK(open_checkpoint(note + line, key.verifier()) == checkpoint);
  CHECK(open_checkpoint(
            note.substr(0, note.find("\n\n") + 2) + line + note.substr(note.find("\n\n") + 2),
            key.verifier()) == checkpoint);
}

TEST_CASE("keys read back from their texts, and broken ones do not") {
  const SigningKey key = some_key(kName, 5);
  const auto again = SigningKey::parse(key.text());
  REQUIRE(again);
  CHECK(again->text() == key.text());
  CHECK(again->verifier().text() == key.verifier().text());
  CHECK_FALSE(SigningKey::parse(key.verifier().text()));
  CHECK_FALSE(VerifierKey::parse(key.text()));
  std::string other_hash = key.verifier().text();
  other_hash[kName.size() + 1] = other_hash[kName.size() + 1] == '0' ? '1' : '0';
  CHECK_FALSE(VerifierKey::parse(other_hash));
  CHECK_FALSE(VerifierKey::parse("no blanks+00000000+AA=="));
  CHECK_FALSE(VerifierKey::parse(""));
}

}  // namespace
}  // namespace weighbridge::cases
