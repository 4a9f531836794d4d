// One document line on its way up the ladder, and where a rung of it leads (M-4.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "matching/attach/attached_line.hpp"
#include "matching/evidence.hpp"
#include "matching/identity/supplier_groups.hpp"

namespace weighbridge::matching {

// The confidence of each rung (M-4.1).
constexpr Decimal kK1 = Decimal::from_millionths(1'000'000);
constexpr Decimal kK2 = Decimal::from_millionths(950'000);
constexpr Decimal kK3 = Decimal::from_millionths(850'000);
constexpr Decimal kK4 = Decimal::from_millionths(800'000);
constexpr Decimal kK5 = Decimal::from_millionths(800'000);
constexpr Decimal kK6 = Decimal::from_millionths(500'000);

/// A document line, with what is asked of it at every rung. Borrows from the evidence.
struct Quote {
  Stage stage;
  std::uint32_t document_index, line_index;
  const LiveDocument* live;
  const ReceiptLine* line;
  std::string_view po;
  std::optional<ItemId> item;
  Moment at;
  Date day;

  const Receipt& receipt() const { return live->receipt(); }
  UnitContext units(const Substitution* substitution = nullptr) const {
    return {receipt().supplier, day, substitution};
  }
};

struct Rung {
  std::vector<OrderLineId> lines;  ///< one, or several of one order (K3)
  Decimal confidence;
  std::string_view name;  ///< "K1" to "K6", or "MANUAL"
  const Substitution* substitution = nullptr;
};

/// What every rung looks into. Borrows.
struct LadderContext {
  const OrderBook& orders;
  const Conversion& conversion;
  const SupplierGroups& groups;
  const Policy& policy;
};

using Orders = std::vector<const OrderBook::Order*>;

/// M-4.4: both who sent the document and who bills must be the party. An empty `bill_from` is
/// whoever sent it.
inline bool same_party(const SupplierGroups& groups, const SupplierId& supplier,
                       const Receipt& receipt) {
  return groups.same_party(supplier, receipt.supplier) &&
         groups.same_party(supplier, receipt.bill_from);
}

}  // namespace weighbridge::matching
