// Inventory events that are not receipts of an order, weighbridge.event/1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mappings/canonical/decimal.hpp"
#include "mappings/canonical/receipt.hpp"
#include "mappings/canonical/time.hpp"

namespace weighbridge {

enum class EventKind : std::uint8_t {
  transfer_ship,
  transfer_receive,
  transfer_cancel,
  count,
  movement,
  adjustment,
  return_ship,
  consume,
  inspection,
  response
};

std::string_view to_string_view(EventKind);
std::optional<EventKind> event_kind_from(std::string_view);

/// One event. Members that its kind does not use stay empty. Idempotent on (kind, id).
struct InventoryEvent {
  EventKind kind = EventKind::movement;
  std::string id;
  std::optional<Moment> at;
  std::string order, line, site, to_site, location, sku, lot, uom, user, counter;
  std::optional<Quantity> quantity;
  std::optional<Quantity> book;
  std::optional<UnitPrice> unit_cost;
  std::optional<Moment> eta, frozen_at;
  std::optional<Moment> booked_at;  ///< when the book took a movement up; absent: when it happened
  std::optional<Condition> condition, from_condition;
  bool final = false;
  std::string count_no, recount_of, reason, evidence;
  SupplierId supplier;
  std::string po, po_line, rma, receipt, receipt_line;
  std::optional<Money> expected_credit, amount;
  std::optional<Percent> restocking_percent;
  std::string case_number, stance, note;
  bool operator==(const InventoryEvent&) const = default;
};

}  // namespace weighbridge
