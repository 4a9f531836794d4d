// What a judgement leaned on beyond the documents' own keys, so that it is known when results have
// to be worked out again.
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "mappings/canonical/time.hpp"

namespace weighbridge::matching {

/// How the results of one owner depend on the rest of the world.
struct OwnerTrace {
  /// The first instant at which the passing of time alone may change them (section 10).
  Instant next_change = Instant::max();
  bool looks_at_latency = false;  ///< of the ledger (15.1)
  bool operator==(const OwnerTrace&) const = default;
};

/// Of discrepancies that are alike it matters on which days they were found, and nothing else
/// (15.2): a supplier's are too many to weigh all together.
struct Occurrence {
  std::string key;    ///< supplier, item and rule
  std::string owner;  ///< by owner_of
  Date on;
  int times = 1;  ///< found for this owner on that day
  bool operator==(const Occurrence&) const = default;
};

struct Trace {
  std::unordered_map<std::string, OwnerTrace> owners;  ///< by owner_of; those without are static
  /// Discrepancies that share a tie are weighed together: the small ones of a month (M-14.1), those
  /// that speak for one cause (section 15). Tie and owner.
  std::vector<std::pair<std::string, std::string>> ties;
  std::vector<Occurrence> occurrences;
  /// Items of which the prices in all orders are looked at (15.5): every identifier, and owner.
  std::vector<std::pair<std::string, std::string>> priced;
};

}  // namespace weighbridge::matching
