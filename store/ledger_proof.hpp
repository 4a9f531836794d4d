// Proofs of the ledger that leave the house, made from a store (cases/proof.hpp).
#pragma once

#include <cstdint>
#include <optional>

#include "cases/proof.hpp"
#include "store/ledger_tree.hpp"

namespace weighbridge::store {

/// Entry `sequence` under the newest checkpoint; nothing when there is no such entry, or no
/// checkpoint that covers it. Its `since` is left empty.
std::optional<cases::LedgerProof> prove_entry(Reader& reader, std::uint64_t sequence);

/// The hashes that show that the first `to` entries begin with the first `from`;
/// 0 < from <= to <= entries of the ledger.
std::vector<cases::MerkleHash> prove_growth(Reader& reader, std::uint64_t from, std::uint64_t to);

/// The checkpoint that was given out over so many entries.
std::optional<StoredCheckpoint> checkpoint_of(Reader& reader, std::uint64_t entries);

/// Signs the ledger as it is, within the writer's transaction, and keeps the note. A ledger that
/// did not grow keeps the one it has.
StoredCheckpoint sign_checkpoint(Writer& writer, const cases::SigningKey& key, Instant now);

}  // namespace weighbridge::store
