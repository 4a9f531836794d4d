// Suppliers that count as one party.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "mappings/canonical/reference_data.hpp"

namespace weighbridge::matching {

class SupplierGroups {
 public:
  explicit SupplierGroups(const ReferenceData& reference) {
    for (const SupplierRow& row : reference.suppliers) {
      if (!row.group.empty()) group_.try_emplace(row.supplier.str(), row.group);
    }
  }

  /// The supplier's group, or the supplier itself where it is in none. Borrows.
  std::string_view group_of(const SupplierId& supplier) const {
    const auto found = group_.find(supplier.str());
    return found == group_.end() ? std::string_view(supplier.str()) : found->second;
  }
  /// M-4.4. A document without a supplier is nobody else's.
  bool same_party(const SupplierId& a, const SupplierId& b) const {
    return a.empty() || b.empty() || a == b || group_of(a) == group_of(b);
  }

 private:
  std::unordered_map<std::string, std::string> group_;
};

}  // namespace weighbridge::matching
