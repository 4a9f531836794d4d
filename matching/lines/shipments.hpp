// Which receipt belongs to which shipment, and which shipments are closed or overdue (M-4.5,
// M-6.3).
#pragma once

#include <span>
#include <vector>

#include "matching/lines/line_evidence.hpp"
#include "matching/setting.hpp"

namespace weighbridge::matching {

/// Attaches the receipts of `line` to its shipments: by SSCC, shipment number or bill of lading,
/// else to open shipments, the oldest first.
void attach_receipts(LineEvidence& line, const Setting& setting);

/// Decides on cancellations once every line has its receipts: a shipment against which anything was
/// received stays, and the cancellation is refused (M-3.3). Cancelled lines ship nothing.
void decide_cancellations(std::span<ShippedLine> shipments, Judgement& out);

/// M-6.3, with `line`'s receipts attached and cancellations decided.
void close_shipments(LineEvidence& line, const Setting& setting);

}  // namespace weighbridge::matching
