#include "cases/merkle.hpp"

#include <bit>
#include <new>
#include <stdexcept>

#include <sodium.h>

namespace weighbridge::cases {
namespace {

/// The largest power of two below `size`, which is 2 or more: where a tree is split.
std::uint64_t split_of(std::uint64_t size) {
  return std::bit_floor(size - 1);
}

unsigned level_of(std::uint64_t size) {
  return static_cast<unsigned>(std::countr_zero(size));
}

/// The root over the `size` leaves from `begin` on. `begin` is a multiple of the power of two that
/// is not below `size`.
MerkleHash range_root(std::uint64_t begin, std::uint64_t size, const MerkleNodes& nodes) {
  if (std::has_single_bit(size)) return nodes(level_of(size), begin / size);
  const std::uint64_t left = split_of(size);
  return node_hash(range_root(begin, left, nodes), range_root(begin + left, size - left, nodes));
}

}  // namespace

std::string to_hex(const MerkleHash& hash) {
  std::string text(2 * hash.bytes.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), hash.bytes.data(), hash.bytes.size());
  text.pop_back();
  return text;
}

std::optional<MerkleHash> merkle_hash_from_hex(std::string_view hex) {
  MerkleHash hash;
  std::size_t size = 0;
  const char* end = nullptr;
  if (hex.size() != 2 * hash.bytes.size() ||
      sodium_hex2bin(hash.bytes.data(), hash.bytes.size(), hex.data(), hex.size(), nullptr, &size,
                     &end) != 0 ||
      size != hash.bytes.size())
    return std::nullopt;
  return hash;
}

namespace {

class Hasher {
 public:
  Hasher() { crypto_hash_sha256_init(&state_); }
  Hasher& add(const unsigned char* bytes, std::size_t size) {
    crypto_hash_sha256_update(&state_, bytes, size);
    return *this;
  }
  MerkleHash finish() {
    MerkleHash hash;
    crypto_hash_sha256_final(&state_, hash.bytes.data());
    return hash;
  }

 private:
  crypto_hash_sha256_state state_{};
};

// What tells a leaf from a node: without it, a node could be passed off as an entry.
constexpr unsigned char kLeaf = 0, kNode = 1;

}  // namespace

MerkleHash leaf_hash(std::string_view leaf) {
  return Hasher()
      .add(&kLeaf, 1)
      .add(reinterpret_cast<const unsigned char*>(leaf.data()), leaf.size())
      .finish();
}

MerkleHash node_hash(const MerkleHash& left, const MerkleHash& right) {
  return Hasher()
      .add(&kNode, 1)
      .add(left.bytes.data(), left.bytes.size())
      .add(right.bytes.data(), right.bytes.size())
      .finish();
}

MerkleHash empty_root() {
  return Hasher().finish();
}

MerkleHash merkle_root(std::uint64_t size, const MerkleNodes& nodes) {
  return size == 0 ? empty_root() : range_root(0, size, nodes);
}

std::vector<MerkleHash> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                        const MerkleNodes& nodes) {
  if (index >= size) throw std::invalid_argument("the tree has no such leaf");
  std::vector<MerkleHash> downwards;
  for (std::uint64_t begin = 0; size > 1;) {
    const std::uint64_t left = split_of(size);
    if (index - begin < left) {
      downwards.push_back(range_root(begin + left, size - left, nodes));
      size = left;
    } else {
      downwards.push_back(range_root(begin, left, nodes));
      begin += left;
      size -= left;
    }
  }
  return {downwards.rbegin(), downwards.rend()};
}

std::vector<MerkleHash> consistency_proof(std::uint64_t old_size, std::uint64_t size,
                                          const MerkleNodes& nodes) {
  if (old_size == 0 || old_size > size) throw std::invalid_argument("the tree was never that long");
  std::vector<MerkleHash> downwards;
  // A subtree that the old root shows itself needs no hash of its own.
  bool shown_by_old_root = true;
  std::uint64_t begin = 0;
  while (old_size != size) {
    const std::uint64_t left = split_of(size);
    if (old_size <= left) {
      downwards.push_back(range_root(begin + left, size - left, nodes));
      size = left;
    } else {
      downwards.push_back(range_root(begin, left, nodes));
      begin += left;
      old_size -= left;
      size -= left;
      shown_by_old_root = false;
    }
  }
  if (!shown_by_old_root) downwards.push_back(range_root(begin, size, nodes));
  return {downwards.rbegin(), downwards.rend()};
}

bool includes(const MerkleHash& leaf, std::uint64_t index, std::uint64_t size,
              const std::vector<MerkleHash>& proof, const MerkleHash& root) {
  if (index >= size) return false;
  std::uint64_t at = index, last = size - 1;
  MerkleHash hash = leaf;
  for (const MerkleHash& sibling : proof) {
    if (last == 0) return false;
    if ((at & 1U) != 0 || at == last) {
      hash = node_hash(sibling, hash);
      while (at != 0 && (at & 1U) == 0) {
        at >>= 1U;
        last >>= 1U;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    at >>= 1U;
    last >>= 1U;
  }
  return last == 0 && hash == root;
}

bool extends(std::uint64_t old_size, const MerkleHash& old_root, std::uint64_t size,
             const MerkleHash& root, const std::vector<MerkleHash>& proof) {
  if (old_size == 0 || old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  std::vector<MerkleHash> path = proof;
  if (std::has_single_bit(old_size)) path.insert(path.begin(), old_root);
  if (path.empty()) return false;
  std::uint64_t at = old_size - 1, last = size - 1;
  while ((at & 1U) != 0) {
    at >>= 1U;
    last >>= 1U;
  }
  MerkleHash old_hash = path.front(), hash = path.front();
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (last == 0) return false;
    if ((at & 1U) != 0 || at == last) {
      old_hash = node_hash(path[i], old_hash);
      hash = node_hash(path[i], hash);
      while (at != 0 && (at & 1U) == 0) {
        at >>= 1U;
        last >>= 1U;
      }
    } else {
      hash = node_hash(hash, path[i]);
    }
    at >>= 1U;
    last >>= 1U;
  }
  return last == 0 && old_hash == old_root && hash == root;
}

MerkleFrontier::MerkleFrontier(std::uint64_t size, const MerkleNodes& nodes) : size_(size) {
  std::uint64_t begin = 0;
  for (unsigned level = 64; level-- > 0;) {
    const std::uint64_t span = std::uint64_t{1} << level;
    if ((size & span) == 0) continue;
    peaks_.push_back(nodes(level, begin / span));
    begin += span;
  }
}

std::vector<MerkleFrontier::Node> MerkleFrontier::add(const MerkleHash& leaf) {
  std::vector<Node> complete{{0, size_, leaf}};
  MerkleHash hash = leaf;
  // Each low bit of the size is a complete subtree that the new one of equal size completes.
  for (unsigned level = 0; (size_ >> level & 1U) != 0; ++level) {
    hash = node_hash(peaks_.back(), hash);
    peaks_.pop_back();
    complete.push_back({level + 1, size_ >> (level + 1), hash});
  }
  peaks_.push_back(hash);
  ++size_;
  return complete;
}

MerkleHash MerkleFrontier::root() const {
  if (peaks_.empty()) return empty_root();
  MerkleHash hash = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i-- > 0;) hash = node_hash(peaks_[i], hash);
  return hash;
}

}  // namespace weighbridge::cases
