// The ledger's chain: append-only entries, each hash covering the one before (M-20.3). Pure; the
// store keeps the rows. docs/formats/ledger.md is its reference.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "mappings/canonical/time.hpp"

namespace weighbridge::cases {

struct LedgerEntry {
  std::uint64_t sequence = 0;  ///< 1, 2, 3, ...
  Instant at{};
  std::string actor;          ///< who: a program or a person
  std::string role;           ///< as what: a contract role (M-0.4)
  std::string action;         ///< "message.accepted", "case.opened", ...
  std::string object;         ///< what it happened to: a case number, a message id, a document
  std::string before, after;  ///< canonical JSON of what changed; empty for none
  std::string reason;
  std::string correlation;    ///< the same for all entries of one run or request
  std::string previous_hash;  ///< 64 lower-case hex digits; the first entry's is 64 zeros
  std::string hash;
  bool operator==(const LedgerEntry&) const = default;
};

/// How long the ledger is and the hash of its last entry. The head of an empty ledger is {}.
struct LedgerHead {
  std::uint64_t count = 0;
  std::string hash = std::string(64, '0');
  bool operator==(const LedgerHead&) const = default;
};

/// The bytes that are hashed: canonical JSON (members sorted, no blanks) of everything but the two
/// hashes.
std::string canonical_json(const LedgerEntry& entry);

/// SHA-256(previous_hash ‖ canonical JSON) in lower-case hex; the previous hash goes in as its 64
/// hex digits.
std::string entry_hash(std::string_view previous_hash, const LedgerEntry& entry);

/// Fills in sequence, previous_hash and hash so that `entry` follows `head`.
LedgerEntry chain(LedgerEntry entry, const LedgerHead& head);

/// The head of a ledger whose last entry is `entry`.
LedgerHead head_after(const LedgerEntry& entry);

struct LedgerBreak {
  std::uint64_t sequence = 0;  ///< the first entry that does not hold
  std::string message;         ///< what is wrong with it
};

/// Checks entries one after the other.
class LedgerVerifier {
 public:
  /// Starts behind `head`; without one, at the first entry.
  explicit LedgerVerifier(LedgerHead head = {}) : head_(std::move(head)) {}

  /// Nothing while the chain holds; else what broke. After a break the verifier must not be used
  /// again.
  std::optional<LedgerBreak> check(const LedgerEntry& entry);
  /// After the last entry: whether the chain ends where the kept head says it does. Entries that
  /// were cut off the end leave a chain that holds; only the head tells.
  std::optional<LedgerBreak> finish(const LedgerHead& kept) const;

  std::uint64_t checked() const { return head_.count; }
  const LedgerHead& head() const { return head_; }

 private:
  LedgerHead head_;
};

}  // namespace weighbridge::cases
