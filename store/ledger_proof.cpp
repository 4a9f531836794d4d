#include "store/ledger_proof.hpp"

#include "store/store.hpp"

namespace weighbridge::store {
namespace {

std::optional<cases::LedgerEntry> entry_at(Reader& reader, std::uint64_t sequence) {
  std::optional<cases::LedgerEntry> found;
  if (sequence == 0) return found;
  reader.ledger(sequence - 1, [&](const cases::LedgerEntry& entry) {
    if (entry.sequence == sequence) found = entry;
    return false;
  });
  return found;
}

}  // namespace

std::optional<cases::LedgerProof> prove_entry(Reader& reader, std::uint64_t sequence) {
  const auto checkpoint = reader.last_ledger_checkpoint();
  if (!checkpoint || checkpoint->entries < sequence) return std::nullopt;
  const auto entry = entry_at(reader, sequence);
  if (!entry) return std::nullopt;
  LedgerTree tree(reader);
  cases::LedgerProof proof;
  proof.leaf = ledger_leaf(*entry);
  proof.sequence = sequence;
  proof.checkpoint = checkpoint->note;
  proof.inclusion = inclusion_proof(sequence - 1, checkpoint->entries, tree.nodes());
  return proof;
}

std::vector<cases::MerkleHash> prove_growth(Reader& reader, std::uint64_t from, std::uint64_t to) {
  LedgerTree tree(reader);
  return consistency_proof(from, to, tree.nodes());
}

std::optional<StoredCheckpoint> checkpoint_of(Reader& reader, std::uint64_t entries) {
  for (StoredCheckpoint& checkpoint : reader.ledger_checkpoints())
    if (checkpoint.entries == entries) return std::move(checkpoint);
  return std::nullopt;
}

StoredCheckpoint sign_checkpoint(Writer& writer, const cases::SigningKey& key, Instant now) {
  const std::uint64_t size = writer.ledger_head().count;
  if (auto last = writer.last_ledger_checkpoint();
      last && last->entries == size && open_checkpoint(last->note, key.verifier()))
    return std::move(*last);
  keep_ledger_tree(writer);
  LedgerTree tree(writer);
  StoredCheckpoint checkpoint{
      size, now, key.sign({key.verifier().name, size, cases::merkle_root(size, tree.nodes())})};
  writer.put_ledger_checkpoint(checkpoint);
  return checkpoint;
}

}  // namespace weighbridge::store
