// A proof that leaves the house: one entry of the ledger, the signed head that covers it, and the
// hashes between them. docs/formats/ledger.md is the format's reference.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "cases/checkpoint.hpp"
#include "cases/merkle.hpp"

namespace weighbridge::cases {

/// That a later head only added entries to an earlier one.
struct ConsistencyProof {
  std::string earlier;  ///< the earlier head, a signed note
  std::vector<MerkleHash> hashes;
};

struct LedgerProof {
  std::string leaf;  ///< the entry, as the tree has it
  std::uint64_t sequence = 0;
  std::vector<MerkleHash> inclusion;
  std::string checkpoint;  ///< the signed note
  std::optional<ConsistencyProof> since;
};

struct ProofRefusal {
  std::string reason;  ///< one sentence
};

/// "weighbridge.proof/1".
std::string proof_json(const LedgerProof& proof);
boost::system::result<LedgerProof, ProofRefusal> parse_proof(std::string_view json);

/// What a proof that holds shows.
struct Proved {
  Checkpoint checkpoint;
  std::uint64_t sequence = 0;
  std::string entry;  ///< its canonical JSON
  std::optional<Checkpoint> since;
};

/// Checks every hash and both signatures; needs nothing but the proof and the key.
boost::system::result<Proved, ProofRefusal> verify_proof(const LedgerProof& proof,
                                                         const VerifierKey& key);

}  // namespace weighbridge::cases
