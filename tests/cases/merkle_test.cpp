#include "cases/merkle.hpp"

#include <catch2/catch.hpp>

namespace weighbridge::cases {
namespace {

/// Every node of a tree, worked out by the definition.
class Tree {
 public:
  explicit Tree(const std::vector<std::string>& leaves) {
    for (const std::string& leaf : leaves) leaves_.push_back(leaf_hash(leaf));
  }

  /// RFC 6962, section 2.1, as it stands there.
  MerkleHash root(std::size_t begin, std::size_t end) const {
    if (begin == end) return empty_root();
    if (end - begin == 1) return leaves_[begin];
    std::size_t split = 1;
    while (2 * split < end - begin) split *= 2;
    return node_hash(root(begin, begin + split), root(begin + split, end));
  }
  MerkleHash root(std::size_t size) const { return root(0, size); }
  const MerkleHash& leaf(std::size_t i) const { return leaves_[i]; }
  MerkleNodes nodes() const {
    return [this](unsigned level, std::uint64_t index) {
      const std::uint64_t span = std::uint64_t{1} << level;
      REQUIRE((index + 1) * span <= leaves_.size());  // complete ones only
      return root(index * span, (index + 1) * span);
    };
  }

 private:
  std::vector<MerkleHash> leaves_;
};

std::vector<std::string> some_leaves(std::size_t count) {
  std::vector<std::string> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back("entry " + std::to_string(i));
  return leaves;
}

constexpr std::size_t kMost = 40;

TEST_CASE("M-20.3: the tree of RFC 6962's test vectors has their roots") {
  using namespace std::string_literals;
  const Tree tree({""s, "\x00"s, "\x10"s, "\x20\x21"s, "\x30\x31"s, "\x40\x41\x42\x43"s,
                   "\x50\x51\x52\x53\x54\x55\x56\x57"s,
                   "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"s});
  const std::vector<std::string> roots{
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  for (std::size_t size = 0; size < roots.size(); ++size)
    CHECK(to_hex(merkle_root(size, tree.nodes())) == roots[size]);
}

TEST_CASE("M-20.3: every entry of every tree can be proved, and no other") {
  const Tree tree(some_leaves(kMost));
  for (std::size_t size = 1; size <= kMost; ++size) {
    const MerkleHash root = tree.root(size);
    REQUIRE(merkle_root(size, tree.nodes()) == root);
    for (std::size_t i = 0; i < size; ++i) {
      const auto proof = inclusion_proof(i, size, tree.nodes());
      REQUIRE(includes(tree.leaf(i), i, size, proof, root));
      CHECK_FALSE(includes(tree.leaf((i + 1) % kMost), i, size, proof, root));
      CHECK_FALSE(includes(tree.leaf(i), i + 1, size, proof, root));
      CHECK_FALSE(includes(tree.leaf(i), size, size, proof, root));
      CHECK_FALSE(
          includes(tree.leaf(i), i, size, proof, tree.root(size + 1 > kMost ? 0 : size + 1)));
      for (std::size_t step = 0; step < proof.size(); ++step) {
        auto other = proof;
        other[step].bytes[7] ^= 1U;
        CHECK_FALSE(includes(tree.leaf(i), i, size, other, root));
        other = proof;
        other.erase(other.begin() + static_cast<std::ptrdiff_t>(step));
        CHECK_FALSE(includes(tree.leaf(i), i, size, other, root));
      }
      auto longer = proof;
      longer.push_back(root);
      CHECK_FALSE(includes(tree.leaf(i), i, size, longer, root));
    }
  }
}

TEST_CASE("M-20.3: a tree is shown to have grown out of each earlier one, and out of no other") {
  const Tree tree(some_leaves(kMost));
  auto changed_leaves = some_leaves(kMost);
  changed_leaves[0] = "something else";
  const Tree changed(changed_leaves);
  for (std::size_t size = 1; size <= kMost; ++size) {
    const MerkleHash root = tree.root(size);
    for (std::size_t old_size = 1; old_size <= size; ++old_size) {
      const auto proof = consistency_proof(old_size, size, tree.nodes());
      REQUIRE(extends(old_size, tree.root(old_size), size, root, proof));
      CHECK_FALSE(extends(old_size, changed.root(old_size), size, root, proof));
      CHECK_FALSE(extends(old_size, tree.root(old_size), size, changed.root(size), proof));
      CHECK_FALSE(extends(old_size, changed.root(old_size), size, root,
                          consistency_proof(old_size, size, changed.nodes())));
      for (std::size_t step = 0; step < proof.size(); ++step) {
        auto other = proof;
        other[step].bytes[31] ^= 0x80U;
        CHECK_FALSE(extends(old_size, tree.root(old_size), size, root, other));
      }
      if (old_size < size) CHECK_FALSE(extends(old_size, tree.root(old_size), size, root, {}));
    }
    CHECK_FALSE(extends(0, empty_root(), size, root, {}));
    CHECK_FALSE(extends(size + 1, root, size, root, {}));
  }
}

TEST_CASE("M-20.3: a tree that grows leaf by leaf hands out exactly its complete subtrees") {
  const Tree tree(some_leaves(kMost));
  MerkleFrontier frontier;
  CHECK(frontier.root() == empty_root());
  for (std::size_t size = 1; size <= kMost; ++size) {
    std::uint64_t completed = 0;
    for (const auto& node : frontier.add(tree.leaf(size - 1))) {
      CHECK(node.level == completed++);
      CHECK(node.hash == tree.nodes()(node.level, node.index));
      CHECK((node.index + 1) << node.level == size);  // it ends with the new leaf
    }
    CHECK(frontier.root() == tree.root(size));
    // Taken up again from what is kept, it goes on the same.
    CHECK(MerkleFrontier(size, tree.nodes()).root() == tree.root(size));
  }
}

TEST_CASE("a hash reads back from its digits, and nothing else does") {
  const MerkleHash hash = leaf_hash("x");
  CHECK(merkle_hash_from_hex(to_hex(hash)) == hash);
  CHECK_FALSE(merkle_hash_from_hex(""));
  CHECK_FALSE(merkle_hash_from_hex(to_hex(hash).substr(1)));
  CHECK_FALSE(merkle_hash_from_hex(std::string(63, '0') + "g"));
}

}  // namespace
}  // namespace weighbridge::cases
