// The ledger's entries as leaves of a Merkle tree (cases/merkle.hpp), read from a store.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cases/checkpoint.hpp"
#include "cases/ledger.hpp"
#include "cases/merkle.hpp"

namespace weighbridge::store {

class Reader;
class Writer;

/// A signed head that was given out.
struct StoredCheckpoint {
  std::uint64_t entries = 0;
  Instant at{};
  std::string note;
  bool operator==(const StoredCheckpoint&) const = default;
};

class LedgerTreeReader {
 public:
  virtual ~LedgerTreeReader() = default;
  /// Nothing when that subtree is not kept.
  virtual std::optional<cases::MerkleHash> ledger_subtree(unsigned level,
                                                          std::uint64_t position) = 0;
  /// How many subtrees of a level are kept; they are the first ones.
  virtual std::uint64_t ledger_subtrees(unsigned level) = 0;
  /// Every one that was given out, by length.
  virtual std::vector<StoredCheckpoint> ledger_checkpoints() = 0;
  /// The longest; nothing when none was given out.
  virtual std::optional<StoredCheckpoint> last_ledger_checkpoint() = 0;
};

class LedgerTreeWriter {
 public:
  virtual ~LedgerTreeWriter() = default;
  virtual void put_ledger_subtree(unsigned level, std::uint64_t position,
                                  const cases::MerkleHash& hash) = 0;
  /// One for each length; the first stays.
  virtual void put_ledger_checkpoint(const StoredCheckpoint& checkpoint) = 0;
};

/// What an entry is in the tree: the bytes that its chain hashes (docs/formats/ledger.md).
std::string ledger_leaf(const cases::LedgerEntry& entry);

/// The tree over the entries of a store. `reader` must outlive it; one transaction, one tree.
class LedgerTree {
 public:
  explicit LedgerTree(Reader& reader) : reader_(reader) {}

  /// Nodes of complete subtrees, from what is kept and from the entries themselves.
  cases::MerkleNodes nodes();

 private:
  cases::MerkleHash node(unsigned level, std::uint64_t index);
  const std::vector<cases::MerkleHash>& leaves(std::uint64_t tile);

  Reader& reader_;
  std::map<std::uint64_t, std::vector<cases::MerkleHash>> tiles_;  ///< the last few that were read
};

/// Keeps the subtrees that have become complete since they were kept last; returns how many.
std::uint64_t keep_ledger_tree(Writer& writer);

/// What the tree and the signed heads say beside the chain: the first kept subtree that its entries
/// do not hash to, or the first checkpoint that `key` did not sign or that the entries do not bear
/// out. Without `key` signatures are not looked at.
std::optional<cases::LedgerBreak> verify_ledger_tree(Reader& reader,
                                                     const std::optional<cases::VerifierKey>& key);

}  // namespace weighbridge::store
