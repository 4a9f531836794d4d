// Goods between our own sites, one transfer order line at a time (section 19).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matching/inventory/stock_events.hpp"
#include "matching/inventory/stock_units.hpp"
#include "matching/setting.hpp"

namespace weighbridge::matching {

enum class TransferState : std::uint8_t {
  awaiting_shipment,  ///< received or cancelled, and no shipment is known yet
  orphaned,           ///< received, and the shipment's time to appear is over (X03)
  in_transit,
  overdue,    ///< X02
  received,   ///< final, and what came is what left, within tolerance
  different,  ///< final, and it is not (X01)
  cancelled,  ///< nothing of it was loaded
  unmapped    ///< a quantity has no base unit (U01)
};

std::string_view to_string_view(TransferState state);  ///< upper case, as on the wire

/// One line of a transfer order, all quantities in base units. An item that was not the line's own
/// is a line of its own: it left nowhere, or arrived nowhere. Borrows the events.
struct TransferLine {
  std::string order, line;
  StockItem stock;
  std::string from_site, to_site;
  std::vector<StockEvent> ships, receives, cancels;  ///< in the order of their times
  Rational shipped, cancelled;
  Rational good, damaged;  ///< received
  UnitCost cost;           ///< of the shipments, weighted; without one, of what was received
  bool is_final = false;
  std::optional<Date> eta, last_day;  ///< of the earliest shipment still open, else of the last
  Rational overdue;                   ///< in transit past its last day
  bool orphaned = false;
  Verdict verdict = Verdict::within;  ///< of what arrived against what left, once final
  std::string unit_problem;           ///< U01's reason; the figures then say nothing

  Rational left() const { return shipped - cancelled; }  ///< s − x
  Rational arrived() const { return good + damaged; }    ///< r + d
  bool has_shipment() const { return !ships.empty(); }
  /// On its way: nothing once final, and nothing without a shipment.
  Rational in_transit() const;
  /// What arrived less what left, once final (M-19.1): below zero is short. What arrived without
  /// any shipment is no difference, it is an orphan (M-19.3).
  Rational difference() const;
  TransferState state() const;
};

/// The event that the line is known by first: its first shipment, else what there is.
const StockEvent& first_event(const TransferLine& line);

/// Follows every transfer order line of `events`. Cancellations and corrections (negative
/// quantities) that take away more than there is are refused (class SEQUENCE).
std::vector<TransferLine> follow_transfers(const StockEvents& events, const StockUnits& units,
                                           const Setting& setting, std::vector<Refusal>& refusals);

}  // namespace weighbridge::matching
