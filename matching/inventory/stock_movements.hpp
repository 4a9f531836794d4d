// Movements of an item at a site, found by time.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "matching/inventory/stock_events.hpp"
#include "matching/inventory/stock_units.hpp"

namespace weighbridge::matching {

/// The key of an item at a site.
std::string stock_key(std::string_view site, std::string_view sku);

/// Borrows the events.
class StockMovements {
 public:
  StockMovements(const std::vector<StockEvent>& movements, const StockUnits& units,
                 const Windowing& windows);

  /// Those that happened after `from` and not after `to`, by time.
  std::span<const StockEvent> between(std::string_view site, std::string_view sku, Instant from,
                                      Instant to) const;
  /// Those that state when they were booked, whenever they happened.
  std::span<const StockEvent> with_booking(std::string_view site, std::string_view sku) const;
  /// When the book took the movement up: when it happened, unless it says otherwise.
  Instant booked_at(const StockEvent& movement) const;

 private:
  using Index = std::unordered_map<std::string, std::vector<StockEvent>>;
  static std::span<const StockEvent> find(const Index& index, std::string_view site,
                                          std::string_view sku);

  const Windowing* windows_;
  Index by_stock_, with_booking_;
};

}  // namespace weighbridge::matching
