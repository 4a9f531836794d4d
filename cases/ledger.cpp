#include "cases/ledger.hpp"

#include <utility>

#include "cases/canonical_json.hpp"
#include "cases/sha256.hpp"

namespace weighbridge::cases {

std::string canonical_json(const LedgerEntry& entry) {
  return CanonicalObject()
      .text("action", entry.action)
      .text("actor", entry.actor)
      .text("after", entry.after)
      .text("at", to_string(entry.at))
      .text("before", entry.before)
      .text("correlation", entry.correlation)
      .text("object", entry.object)
      .text("reason", entry.reason)
      .text("role", entry.role)
      .number("sequence", entry.sequence)
      .str();
}

std::string entry_hash(std::string_view previous_hash, const LedgerEntry& entry) {
  Sha256 hash;
  hash.update(previous_hash);
  hash.update(canonical_json(entry));
  return hash.hex();
}

LedgerEntry chain(LedgerEntry entry, const LedgerHead& head) {
  entry.sequence = head.count + 1;
  entry.previous_hash = head.hash;
  entry.hash = entry_hash(entry.previous_hash, entry);
  return entry;
}

LedgerHead head_after(const LedgerEntry& entry) {
  return {entry.sequence, entry.hash};
}

std::optional<LedgerBreak> LedgerVerifier::check(const LedgerEntry& entry) {
  const std::uint64_t expected = head_.count + 1;
  const auto broken = [expected](std::string message) {
    return LedgerBreak{expected, std::move(message)};
  };
  if (entry.sequence != expected)
    return broken("entry " + std::to_string(expected) + " is missing: entry " +
                  std::to_string(entry.sequence) + " stands in its place");
  if (entry.previous_hash != head_.hash)
    return broken("its previous hash is " + entry.previous_hash + ", but the entry before it has " +
                  head_.hash);
  if (const std::string hash = entry_hash(head_.hash, entry); hash != entry.hash)
    return broken("its content was changed: it hashes to " + hash + ", but the entry says " +
                  entry.hash);
  head_ = head_after(entry);
  return std::nullopt;
}

std::optional<LedgerBreak> LedgerVerifier::finish(const LedgerHead& kept) const {
  if (head_ == kept) return std::nullopt;
  if (head_.count < kept.count)
    return LedgerBreak{head_.count + 1, "entries were cut off the end: the ledger has " +
                                            std::to_string(head_.count) + ", its head says " +
                                            std::to_string(kept.count)};
  if (head_.count > kept.count)
    return LedgerBreak{kept.count + 1, "its head says that the ledger ends before it, at entry " +
                                           std::to_string(kept.count)};
  return LedgerBreak{head_.count,
                     "it hashes to " + head_.hash + ", but the ledger's head says " + kept.hash};
}

}  // namespace weighbridge::cases
