// Histories of whole supply chains made up at random: mostly orders that agree on every leg, with
// every kind of fault, oddity and entanglement sprinkled over them.
#pragma once

#include <cstdint>
#include <vector>

#include "matching/evidence.hpp"
#include "matching/policy.hpp"

namespace weighbridge::matching {

/// Owns what Evidence borrows.
struct History {
  std::vector<AcceptedReceipt> receipts;
  std::vector<AcceptedEvent> events;
  std::vector<Decision> decisions;
  ReferenceData reference;
  Policy policy = standard_policy();
  Instant as_of{};

  Evidence evidence() const;
};

struct HistoryOptions {
  int orders = 12;
  int faults = 4;  ///< how many of the faults below are drawn, with repetition
};

/// How many kinds of fault there are.
int fault_kinds();
/// Equal seeds give equal histories. `only_fault` (from 0) draws that kind alone.
History make_history(std::uint64_t seed, const HistoryOptions& options, int only_fault = -1);

}  // namespace weighbridge::matching
