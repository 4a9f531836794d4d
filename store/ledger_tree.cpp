#include "store/ledger_tree.hpp"

#include <array>
#include <utility>

#include "store/store.hpp"

namespace weighbridge::store {
namespace {

using cases::MerkleHash;

constexpr unsigned kTileLevel = 8;  // subtrees of every eighth level are kept
constexpr std::uint64_t kTileLeaves = std::uint64_t{1} << kTileLevel;
constexpr std::size_t kTilesInMemory = 4;

MerkleHash hash_of(const cases::LedgerEntry& entry) {
  return cases::leaf_hash(ledger_leaf(entry));
}

/// Whether the body of a note says what a ledger of that root would say, whoever signed it.
bool says(std::string_view note, std::uint64_t size, const MerkleHash& root) {
  const cases::Checkpoint expected{std::string(note.substr(0, note.find('\n'))), size, root};
  return note.starts_with(cases::checkpoint_body(expected));
}

/// One walk over all entries, comparing what is kept as it becomes complete.
class TreeWalk {
 public:
  TreeWalk(Reader& reader, const std::optional<cases::VerifierKey>& key)
      : reader_(reader), key_(key), checkpoints_(reader.ledger_checkpoints()) {}

  std::optional<cases::LedgerBreak> run() {
    check_checkpoints();
    reader_.ledger(0, [&](const cases::LedgerEntry& entry) {
      for (const auto& node : frontier_.add(hash_of(entry))) check(node);
      check_checkpoints();
      return !broken_;
    });
    if (!broken_ && next_ < checkpoints_.size())
      broken_ = {frontier_.size() + 1, "a checkpoint of " +
                                           std::to_string(checkpoints_[next_].entries) +
                                           " entries was given out, but the ledger has " +
                                           std::to_string(frontier_.size())};
    return std::move(broken_);
  }

 private:
  void check(const cases::MerkleFrontier::Node& node) {
    if (node.level == 0 || node.level % kTileLevel != 0) return;
    const auto kept = reader_.ledger_subtree(node.level, node.index);
    if (kept && *kept != node.hash)
      broken_ = {frontier_.size(), "the kept hash over " +
                                       std::to_string(std::uint64_t{1} << node.level) +
                                       " entries that end with it is not theirs"};
  }

  void check_checkpoints() {
    while (!broken_ && next_ < checkpoints_.size() &&
           checkpoints_[next_].entries <= frontier_.size()) {
      const StoredCheckpoint& checkpoint = checkpoints_[next_++];
      const std::string what =
          "the checkpoint of " + std::to_string(checkpoint.entries) + " entries ";
      if (key_ && !open_checkpoint(checkpoint.note, *key_))
        broken_ = {checkpoint.entries, what + "does not bear the signature of " + key_->name};
      else if (checkpoint.entries != frontier_.size() ||
               !says(checkpoint.note, frontier_.size(), frontier_.root()))
        broken_ = {checkpoint.entries, what + "says something else than its entries"};
    }
  }

  Reader& reader_;
  const std::optional<cases::VerifierKey>& key_;
  std::vector<StoredCheckpoint> checkpoints_;
  std::size_t next_ = 0;
  cases::MerkleFrontier frontier_;
  std::optional<cases::LedgerBreak> broken_;
};

}  // namespace

std::string ledger_leaf(const cases::LedgerEntry& entry) {
  return entry.previous_hash + canonical_json(entry);
}

cases::MerkleNodes LedgerTree::nodes() {
  return [this](unsigned level, std::uint64_t index) { return node(level, index); };
}

MerkleHash LedgerTree::node(unsigned level, std::uint64_t index) {
  if (level == 0) return leaves(index / kTileLeaves).at(index % kTileLeaves);
  if (level % kTileLevel == 0)
    if (const auto kept = reader_.ledger_subtree(level, index)) return *kept;
  return cases::node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
}

const std::vector<MerkleHash>& LedgerTree::leaves(std::uint64_t tile) {
  if (const auto known = tiles_.find(tile); known != tiles_.end()) return known->second;
  if (tiles_.size() == kTilesInMemory) tiles_.clear();
  std::vector<MerkleHash>& hashes = tiles_[tile];
  reader_.ledger(tile * kTileLeaves, [&](const cases::LedgerEntry& entry) {
    hashes.push_back(hash_of(entry));
    return hashes.size() < kTileLeaves;
  });
  return hashes;
}

std::uint64_t keep_ledger_tree(Writer& writer) {
  std::uint64_t kept = 0;
  LedgerTree tree(writer);
  const auto nodes = tree.nodes();
  const std::uint64_t entries = writer.ledger_head().count;
  for (unsigned level = kTileLevel; entries >> level != 0; level += kTileLevel)
    for (std::uint64_t i = writer.ledger_subtrees(level); i < entries >> level; ++i, ++kept)
      writer.put_ledger_subtree(level, i, nodes(level, i));
  return kept;
}

std::optional<cases::LedgerBreak> verify_ledger_tree(Reader& reader,
                                                     const std::optional<cases::VerifierKey>& key) {
  return TreeWalk(reader, key).run();
}

}  // namespace weighbridge::store
