// The part of the store that lets an arriving document re-judge only the lines that it touches:
// which documents are tied together (matching/parts/links.hpp), what was said of each owner, and
// on what that leans (matching/parts/trace.hpp).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "matching/evidence.hpp"
#include "matching/parts/packing.hpp"
#include "matching/parts/trace.hpp"

namespace weighbridge::store {

/// Keys, identifiers, owners or ties.
using Words = std::set<std::string, std::less<>>;
/// Receipts by their sequence.
using Sequences = std::set<std::uint64_t>;

/// Which documents name an item.
enum class NamedBy : std::uint8_t { order = 1, other = 2, without_order = 3 };

/// The last judgement: by which rules and data, as of when, and how much it had seen.
struct JudgedState {
  std::string fingerprint;
  Instant as_of{};
  std::optional<std::chrono::seconds> latency;  ///< of the ledger, as far as it was asked for
  std::uint64_t receipts = 0, events = 0;       ///< the last sequences that it knew
  bool operator==(const JudgedState&) const = default;
};

class JudgedReader {
 public:
  virtual ~JudgedReader() = default;
  /// The last place in the order of arrival that a receipt has; 0 when there is none.
  virtual std::uint64_t last_receipt() = 0;
  virtual Sequences receipts_after(std::uint64_t sequence) = 0;
  /// By arrival.
  virtual std::vector<matching::AcceptedEvent> events_after(std::uint64_t sequence) = 0;
  /// Events that have one of these keys, by arrival.
  virtual std::vector<matching::AcceptedEvent> linked_events(const Words& keys) = 0;
  /// Documents that have one of these keys.
  virtual Sequences linked_receipts(const Words& keys) = 0;
  /// Documents that have a key which begins with one of these.
  virtual Sequences receipts_linked_from(const Words& beginnings) = 0;
  /// Documents of which a line names one of these items.
  virtual Sequences receipts_naming(const Words& items, NamedBy by) = 0;
  /// In the order of their arrival; what is not there is left out.
  virtual std::vector<matching::AcceptedReceipt> receipts_at(const Sequences& sequences) = 0;
  /// These identifiers and all that orders ever put on one line with them, directly or not.
  virtual Words same_items(const Words& items) = 0;
  /// The names in which these identifiers stand, in the order of matching::sort_names().
  virtual std::vector<matching::TaughtName> item_names(const Words& items) = 0;
  /// Identifiers in names that orders taught first after receipt `sequence`.
  virtual Words items_taught_after(std::uint64_t sequence) = 0;
  /// How long the ledger took for 95 of 100 receipts in the 30 days before `as_of` (15.1).
  virtual std::optional<std::chrono::seconds> posting_latency(Instant as_of) = 0;

  /// Nothing when there is no judgement to build on.
  virtual std::optional<JudgedState> judged_state() = 0;
  /// Every result kept, by owner.
  virtual void judged_rows(
      const std::function<void(const std::string& owner, matching::ResultKind kind,
                               std::string_view row)>& visit) = 0;
  /// Owners whose results time alone may have changed by `as_of`.
  virtual Words owners_due(Instant as_of) = 0;
  virtual Words owners_looking_at_latency() = 0;
  /// Owners that look at the prices of these items in all orders.
  virtual Words owners_pricing(const Words& items) = 0;
  virtual Words owners_tied(const Words& ties) = 0;
  /// What was found under these keys, of whichever owner.
  virtual std::vector<matching::Occurrence> occurrences(const Words& keys) = 0;
  /// The keys under which something of these owners was found.
  virtual Words occurrence_keys(const Words& owners) = 0;
  virtual Words ties_of(const Words& owners) = 0;
  /// What look_again() was told of since the last judgement.
  virtual Words keys_to_look_at() = 0;
};

class JudgedWriter {
 public:
  virtual ~JudgedWriter() = default;
  /// Keeps the links of what was recorded before links were kept; the others' stand.
  virtual void link_evidence(const std::vector<matching::AcceptedReceipt>& receipts,
                             const std::vector<matching::AcceptedEvent>& events) = 0;
  /// What has these keys (matching/parts/links.hpp) is to be judged again, though no document or
  /// event arrived: a case that credits name has changed, a decision was taken.
  virtual void look_again(const Words& keys) = 0;
  virtual void forget_keys_to_look_at() = 0;
  /// Drops every result, and the state.
  virtual void forget_judged() = 0;
  /// Puts the results about orders and documents in `judgement` in the place of all that is kept
  /// for `owners`.
  virtual void put_judged(const Words& owners, const matching::Judgement& judgement,
                          const matching::Trace& trace) = 0;
  virtual void put_judged_state(const JudgedState& state) = 0;
};

}  // namespace weighbridge::store
