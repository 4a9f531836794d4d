// The ledger's chain: append-only entries, each hash covering the one before (M-20.3). Pure; the
// store keeps the rows.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "mappings/canonical/time.hpp"

namespace weighbridge::cases {

struct LedgerEntry {
  std::uint64_t sequence = 0;  ///< 1, 2, 3, ...
  Instant at{};
  std::string actor, role, action, object, before, after, reason, correlation;
  std::string previous_hash;  ///< 64 lower-case hex digits; the first entry's is 64 zeros
  std::string hash;
};

/// The bytes that are hashed: canonical JSON (members sorted, no blanks) of everything but the two
/// hashes.
std::string canonical_json(const LedgerEntry& entry);

/// SHA-256(previous_hash ‖ canonical JSON) in lower-case hex.
std::string entry_hash(std::string_view previous_hash, const LedgerEntry& entry);

/// Fills in sequence, previous_hash and hash so that `entry` follows `last` (nothing for the
/// first).
LedgerEntry chain(LedgerEntry entry, const std::optional<LedgerEntry>& last);

struct LedgerBreak {
  std::uint64_t sequence = 0;  ///< the first entry that does not hold
  std::string message;         ///< what is wrong with it
};

/// Checks entries one after the other.
class LedgerVerifier {
 public:
  /// Nothing while the chain holds; else what broke. After a break the verifier must not be used
  /// again.
  std::optional<LedgerBreak> check(const LedgerEntry& entry);
  std::uint64_t checked() const { return checked_; }
  const std::string& head() const { return head_; }

 private:
  std::uint64_t checked_ = 0;
  std::string head_ = std::string(64, '0');
};

}  // namespace weighbridge::cases
