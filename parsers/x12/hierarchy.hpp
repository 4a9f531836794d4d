// The tree that the HL segments of a set describe.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parsers/edi/set_findings.hpp"
#include "parsers/x12/transaction_set.hpp"

namespace weighbridge::x12 {

/// Resolves HL02 to parents. Senders leave HL02 empty, or let it point nowhere: such an HL hangs
/// where the order of the set implies, as a sibling of the last open one of its level, else under
/// the HL before it.
class HierarchyBuilder {
 public:
  explicit HierarchyBuilder(SetFindings& findings) : findings_(findings) {}

  /// Fills `set.hierarchy` from its segments and loops.
  void build(TransactionSet& set);

 private:
  void add(std::uint32_t loop);
  std::uint32_t resolve(std::uint32_t index, std::string_view parent_id);
  std::uint32_t find(std::string_view id);
  std::uint32_t implied_parent(std::string_view level) const;
  void check_level(std::uint32_t index);

  SetFindings& findings_;
  TransactionSet* set_ = nullptr;
  std::uint32_t without_parent_ = 0;        // HL whose parent had to be implied
  std::uint32_t first_without_parent_ = 0;  // index of the first one's segment
  std::uint32_t last_order_ = kNone;        // the newest O of the shipment, a node
  // Ids are 1, 2, 3 ... in nearly every message; this is filled only where they are not.
  std::unordered_map<std::string_view, std::uint32_t> by_id_;
  std::uint32_t indexed_ = 0;  // nodes that are in by_id_
  bool counted_ = true;        // so far id n is the n-th node
};

}  // namespace weighbridge::x12
