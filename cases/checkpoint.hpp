// The signed head of the ledger: a checkpoint in the form of C2SP tlog-checkpoint, which is a note
// of C2SP signed-note with Ed25519. Any tool that reads those reads ours.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cases/merkle.hpp"

namespace weighbridge::cases {

/// What a ledger's head says: whose ledger, how long, and the root over all entries.
struct Checkpoint {
  std::string origin;  ///< "weighbridge.example.com/ledger": names the ledger for ever
  std::uint64_t size = 0;
  MerkleHash root;
  bool operator==(const Checkpoint&) const = default;
};

/// The lines that are signed: origin, size and root, the root in base64.
std::string checkpoint_body(const Checkpoint& checkpoint);

/// Who vouches for checkpoints, for those who verify.
struct VerifierKey {
  std::string name;
  std::array<unsigned char, 32> key{};

  /// "NAME+1234abcd+BASE64", as signed-note writes it.
  std::string text() const;
  static std::optional<VerifierKey> parse(std::string_view text);
};

/// The same with its secret.
class SigningKey {
 public:
  /// From 32 bytes that nobody can guess. `name` has no blanks and no plus sign.
  static SigningKey from_seed(std::string name, const std::array<unsigned char, 32>& seed);
  /// "PRIVATE+KEY+NAME+1234abcd+BASE64".
  static std::optional<SigningKey> parse(std::string_view text);
  std::string text() const;

  const VerifierKey& verifier() const { return verifier_; }
  /// The note: the checkpoint's three lines, an empty line, and one line of signature.
  std::string sign(const Checkpoint& checkpoint) const;

 private:
  SigningKey() = default;
  VerifierKey verifier_;
  std::array<unsigned char, 64> secret_{};
};

/// Whether a text may name a key or a ledger: not empty, no blanks, no plus sign, no control
/// characters.
bool is_key_name(std::string_view text);

/// The checkpoint of a note that `key` signed; nothing when it did not, or when this is no
/// checkpoint of the ledger `key` is named after. Signatures of others are passed over; lines
/// behind the root are extensions, signed but not looked at.
std::optional<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key);

}  // namespace weighbridge::cases
