// The tree of packages and items that the CPS and LIN groups of a message describe.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parsers/edi/set_findings.hpp"
#include "parsers/edi/transaction_set.hpp"

namespace weighbridge::edifact {

using namespace edi;

/// The level of an item in the hierarchy; a package's is "CPS".
constexpr std::string_view kItemLevel = "LIN";
constexpr std::string_view kPackageLevel = "CPS";

/// A package hangs under the one that CPS02 names. Senders repeat one id for several packages, name
/// the package itself, or one that never comes: such a package stands for itself. An item hangs
/// under its package, a sub-line (LIN04) under its item.
class HierarchyBuilder {
 public:
  explicit HierarchyBuilder(SetFindings& findings) : findings_(findings) {}

  /// Fills `set.hierarchy` from its segments and loops; only where it has CPS groups.
  void build(TransactionSet& set);

 private:
  void add_package(std::uint32_t loop);
  void add_item(std::uint32_t loop);
  std::uint32_t parent_package(std::uint32_t index, std::string_view id, std::string_view parent);
  std::uint32_t find_package(std::string_view id);
  std::uint32_t find_item(std::string_view number) const;

  SetFindings& findings_;
  TransactionSet* set_ = nullptr;
  std::uint32_t package_ = kNone;  ///< the newest, a node
  std::uint32_t repeated_ = 0;     ///< packages whose id had come before
  std::uint32_t first_repeated_ = 0;
  std::vector<std::uint32_t> packages_;  ///< their nodes
  // Ids are 1, 2, 3 ... in nearly every message; this is filled only where they are not.
  std::unordered_map<std::string_view, std::uint32_t> by_id_;
  std::size_t indexed_ = 0;  ///< packages that are in by_id_
  bool counted_ = true;      ///< so far id n is the n-th package
};

}  // namespace weighbridge::edifact
