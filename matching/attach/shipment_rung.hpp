// K5: labels, shipments, bills of lading and receipts that a line quotes (M-4.1).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "matching/attach/rung.hpp"

namespace weighbridge::matching {

/// Knows which order lines each shipment and receipt is about. Borrows the order book.
class ShipmentRung {
 public:
  explicit ShipmentRung(const OrderBook& orders) : orders_(orders) {}

  /// Takes in shipments or receipts that were attached.
  void remember(Stage stage, std::span<const AttachedLine> attached);
  /// What the line quotes leads to exactly one order line.
  std::optional<Rung> find(const Quote& quote) const;

 private:
  const OrderBook& orders_;
  std::unordered_map<std::string, std::vector<OrderLineId>> by_evidence_;
};

}  // namespace weighbridge::matching
