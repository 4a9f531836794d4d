#include "matching/inventory/stock_movements.hpp"

#include <algorithm>

#include "matching/wording.hpp"

namespace weighbridge::matching {

std::string stock_key(std::string_view site, std::string_view sku) {
  return sentence(site, "\x1f", sku);
}

StockMovements::StockMovements(const std::vector<StockEvent>& movements, const StockUnits& units,
                               const Windowing& windows)
    : windows_(&windows) {
  for (const StockEvent& movement : movements) {
    const std::string key = stock_key(movement->site, units.item(movement->sku, {}).sku);
    by_stock_[key].push_back(movement);  // `movements` stand in the order of their times
    if (movement->booked_at) with_booking_[key].push_back(movement);
  }
}

std::span<const StockEvent> StockMovements::find(const Index& index, std::string_view site,
                                                 std::string_view sku) {
  const auto found = index.find(stock_key(site, sku));
  if (found == index.end()) return {};
  return found->second;
}

std::span<const StockEvent> StockMovements::between(std::string_view site, std::string_view sku,
                                                    Instant from, Instant to) const {
  const auto all = find(by_stock_, site, sku);
  const auto after = [](Instant at, const StockEvent& event) { return at < event.at; };
  const auto first = std::upper_bound(all.begin(), all.end(), from, after);
  const auto end = std::upper_bound(first, all.end(), std::max(from, to), after);
  return {first, end};
}

std::span<const StockEvent> StockMovements::with_booking(std::string_view site,
                                                         std::string_view sku) const {
  return find(with_booking_, site, sku);
}

Instant StockMovements::booked_at(const StockEvent& movement) const {
  if (!movement->booked_at) return movement.at;
  return windows_->instant_of(movement->site, *movement->booked_at);
}

}  // namespace weighbridge::matching
