// All order lines, found by order number and by item.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "matching/orders/conversion.hpp"

namespace weighbridge::matching {

using OrderLineId = std::uint32_t;

class OrderBook {
 public:
  /// The lines of one order stand side by side in `lines()`.
  struct Order {
    SupplierId supplier;
    PoNumber po;
    OrderLineId first = 0, count = 0;
  };

  /// `orders` oldest version first; borrows them.
  OrderBook(std::span<const LiveDocument> orders, const Conversion& conversion,
            const Policy& policy);

  /// By supplier, order and line.
  std::span<const OrderLine> lines() const { return lines_; }
  const OrderLine& operator[](OrderLineId id) const { return lines_[id]; }
  std::span<const OrderLine> lines_of(const Order& order) const {
    return lines().subspan(order.first, order.count);
  }
  /// Orders of exactly this number; several suppliers may use one.
  std::vector<const Order*> find(std::string_view po) const;
  /// Orders of this normalised number (K4).
  std::vector<const Order*> find_normalised(std::string_view normalised) const;
  /// Order lines for `item` (K6).
  std::span<const OrderLineId> lines_for(ItemId item) const;

 private:
  using Index = std::unordered_map<std::string, std::vector<std::uint32_t>>;
  std::vector<const Order*> look_up(const Index& index, std::string_view key) const;

  std::vector<OrderLine> lines_;
  std::vector<Order> orders_;
  Index by_number_, by_normalised_;
  std::unordered_map<ItemId, std::vector<OrderLineId>> by_item_;
};

}  // namespace weighbridge::matching
