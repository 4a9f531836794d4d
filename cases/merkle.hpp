// The ledger as a Merkle tree (RFC 6962, section 2.1; the algorithms of RFC 9162, section 2.1): its
// root covers every entry, and a few hashes prove that an entry is under it (inclusion) or that one
// root grew out of an earlier one (consistency). Pure; docs/formats/ledger.md is its reference.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weighbridge::cases {

struct MerkleHash {
  std::array<unsigned char, 32> bytes{};
  bool operator==(const MerkleHash&) const = default;
};

/// 64 lower-case hex digits.
std::string to_hex(const MerkleHash& hash);
std::optional<MerkleHash> merkle_hash_from_hex(std::string_view hex);

/// SHA-256(0x00 ‖ leaf).
MerkleHash leaf_hash(std::string_view leaf);
/// SHA-256(0x01 ‖ left ‖ right).
MerkleHash node_hash(const MerkleHash& left, const MerkleHash& right);
/// SHA-256 of nothing.
MerkleHash empty_root();

/// The hash over the 2^`level` leaves from `index`·2^`level` on; level 0 are the leaves themselves.
/// Only asked for subtrees that are complete.
using MerkleNodes = std::function<MerkleHash(unsigned level, std::uint64_t index)>;

/// The root over the first `size` leaves.
MerkleHash merkle_root(std::uint64_t size, const MerkleNodes& nodes);

/// From the leaf upwards, for leaf `index` (from 0) of a tree of `size` leaves; index < size.
std::vector<MerkleHash> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                        const MerkleNodes& nodes);
/// That the tree of `size` leaves begins with the tree of `old_size`; 0 < old_size <= size.
std::vector<MerkleHash> consistency_proof(std::uint64_t old_size, std::uint64_t size,
                                          const MerkleNodes& nodes);

/// Whether `proof` shows that `leaf` is at `index` under `root` (RFC 9162, section 2.1.3.2).
bool includes(const MerkleHash& leaf, std::uint64_t index, std::uint64_t size,
              const std::vector<MerkleHash>& proof, const MerkleHash& root);
/// Whether `proof` shows that the tree under `root` begins with the one under `old_root` (RFC 9162,
/// section 2.1.4.2).
bool extends(std::uint64_t old_size, const MerkleHash& old_root, std::uint64_t size,
             const MerkleHash& root, const std::vector<MerkleHash>& proof);

/// The complete subtrees that end with each new leaf, for whoever keeps them: the leaf itself, and
/// every subtree that it completes.
class MerkleFrontier {
 public:
  struct Node {
    unsigned level = 0;
    std::uint64_t index = 0;
    MerkleHash hash;
  };

  /// Starts an empty tree.
  MerkleFrontier() = default;
  /// Goes on behind `size` leaves whose nodes are kept.
  MerkleFrontier(std::uint64_t size, const MerkleNodes& nodes);

  /// What is complete now and was not before, from the leaf upwards.
  std::vector<Node> add(const MerkleHash& leaf);
  std::uint64_t size() const { return size_; }
  MerkleHash root() const;

 private:
  std::vector<MerkleHash> peaks_;  ///< of the complete subtrees, the largest first
  std::uint64_t size_ = 0;
};

}  // namespace weighbridge::cases
