#include "matching/policy.hpp"

#include <array>

#include "mappings/canonical/words.hpp"

namespace weighbridge::matching {

namespace {

constexpr Words<Leg, 18> kLegNames{{{
    {Leg::qty_asn_po, "QTY_ASN_PO"},
    {Leg::qty_rcv_asn, "QTY_RCV_ASN"},
    {Leg::qty_rcv_po, "QTY_RCV_PO"},
    {Leg::qty_inv_payable, "QTY_INV_PAYABLE"},
    {Leg::price, "PRICE"},
    {Leg::price_est, "PRICE_EST"},
    {Leg::charge, "CHARGE"},
    {Leg::charge_new, "CHARGE_NEW"},
    {Leg::allowance, "ALLOWANCE"},
    {Leg::tax, "TAX"},
    {Leg::total, "TOTAL"},
    {Leg::erp_qty, "ERP_QTY"},
    {Leg::erp_value, "ERP_VALUE"},
    {Leg::credit, "CREDIT"},
    {Leg::date, "DATE"},
    {Leg::xfer, "XFER"},
    {Leg::count, "COUNT"},
    {Leg::fx, "FX"},
}}};

/// A row of section 7's table in millionths; `kUnset` is the dash.
constexpr std::int64_t kUnset = -1;
struct StandardRow {
  Leg leg;
  Direction direction;
  std::int64_t pct, abs_qty, abs_amt;
  int days;
};

constexpr std::int64_t kOne = Decimal::kScale;
constexpr auto kOver = Direction::over;
constexpr auto kUnder = Direction::under;

// docs/matching.md, section 7. A direction without a row is not checked (M-7.2).
constexpr std::array kStandard{
    StandardRow{Leg::qty_asn_po, kOver, 0, kUnset, kUnset, -1},
    StandardRow{Leg::qty_rcv_asn, kOver, kUnset, 0, kUnset, -1},
    StandardRow{Leg::qty_rcv_asn, kUnder, kUnset, 0, kUnset, -1},
    StandardRow{Leg::qty_rcv_po, kOver, 5 * kOne, 10 * kOne, kUnset, -1},
    StandardRow{Leg::qty_rcv_po, kUnder, 5 * kOne, kUnset, kUnset, -1},
    StandardRow{Leg::qty_inv_payable, kOver, kUnset, 0, kUnset, -1},
    StandardRow{Leg::price, kOver, 2 * kOne, kUnset, 50 * kOne, -1},
    StandardRow{Leg::price, kUnder, 10 * kOne, kUnset, kUnset, -1},
    StandardRow{Leg::price_est, kOver, 10 * kOne, kUnset, 200 * kOne, -1},
    StandardRow{Leg::charge, kOver, 10 * kOne, kUnset, 25 * kOne, -1},
    StandardRow{Leg::charge_new, kOver, kUnset, kUnset, 0, -1},
    StandardRow{Leg::allowance, kOver, kUnset, kUnset, kOne, -1},
    StandardRow{Leg::tax, kOver, kUnset, kUnset, kOne, -1},
    StandardRow{Leg::tax, kUnder, kUnset, kUnset, kOne, -1},
    StandardRow{Leg::total, kOver, kUnset, kUnset, kOne / 20, -1},
    StandardRow{Leg::total, kUnder, kUnset, kUnset, kOne / 20, -1},
    StandardRow{Leg::erp_qty, kOver, kUnset, 0, kUnset, -1},
    StandardRow{Leg::erp_qty, kUnder, kUnset, 0, kUnset, -1},
    StandardRow{Leg::erp_value, kOver, kUnset, kUnset, kOne, -1},
    StandardRow{Leg::erp_value, kUnder, kUnset, kUnset, kOne, -1},
    StandardRow{Leg::credit, kOver, kUnset, kUnset, 5 * kOne, -1},
    StandardRow{Leg::credit, kUnder, kUnset, kUnset, 5 * kOne, -1},
    StandardRow{Leg::date, kOver, kUnset, kUnset, kUnset, 2},
    StandardRow{Leg::date, kUnder, kUnset, kUnset, kUnset, 3},
    StandardRow{Leg::xfer, kOver, kUnset, 0, kUnset, -1},
    StandardRow{Leg::xfer, kUnder, kUnset, 0, kUnset, -1},
    StandardRow{Leg::count, kOver, 2 * kOne, kUnset, 100 * kOne, -1},
    StandardRow{Leg::count, kUnder, 2 * kOne, kUnset, 100 * kOne, -1},
    StandardRow{Leg::fx, kOver, 5 * kOne, kUnset, kUnset, -1},
    StandardRow{Leg::fx, kUnder, 5 * kOne, kUnset, kUnset, -1},
};

// Section 19 asks for a closed list and leaves its words to the house; these are the usual ones.
constexpr std::array<std::string_view, 54> kAdjustmentReasons{"COUNT",
                                                              "CYCLE_COUNT",
                                                              "PHYSICAL_INVENTORY",
                                                              "STOCKTAKE",
                                                              "RECOUNT",
                                                              "MISCOUNT",
                                                              "FOUND",
                                                              "LOSS",
                                                              "LOST",
                                                              "THEFT",
                                                              "SHRINK",
                                                              "SHRINKAGE",
                                                              "DAMAGE",
                                                              "DAMAGED",
                                                              "DAMAGED_IN_TRANSIT",
                                                              "BREAKAGE",
                                                              "DESTROYED",
                                                              "DISASTER",
                                                              "SCRAP",
                                                              "WASTE",
                                                              "EXPIRED",
                                                              "SPOILAGE",
                                                              "OBSOLETE",
                                                              "OBSOLESCENCE",
                                                              "RECALL",
                                                              "RECOUPED",
                                                              "QUALITY",
                                                              "QUARANTINE",
                                                              "HOLD",
                                                              "HOLD_RELEASED",
                                                              "CONDITION_CHANGE",
                                                              "REWORK",
                                                              "MISPICK",
                                                              "MISPLACED",
                                                              "RELOCATION",
                                                              "TRANSFER",
                                                              "RECEIPT_ERROR",
                                                              "SHIPMENT_ERROR",
                                                              "UNIT_ERROR",
                                                              "ENTRY_ERROR",
                                                              "DATA_ENTRY",
                                                              "ACCOUNTING_ERROR",
                                                              "CORRECTION",
                                                              "BOOK_INCREASE",
                                                              "SAMPLE",
                                                              "INTERNAL_USE",
                                                              "RECLASS",
                                                              "RELABEL",
                                                              "REPACK",
                                                              "WRITE_OFF",
                                                              "RETURN",
                                                              "DONATED",
                                                              "DONATION",
                                                              "OPENING"};

Tolerance tolerance_of(const StandardRow& row) {
  Tolerance t;
  t.leg = row.leg;
  t.direction = row.direction;
  if (row.pct != kUnset) t.pct = Percent{Decimal::from_millionths(row.pct)};
  if (row.abs_qty != kUnset) t.abs_qty = Quantity{Decimal::from_millionths(row.abs_qty)};
  if (row.abs_amt != kUnset) t.abs_amt = Money{Decimal::from_millionths(row.abs_amt)};
  if (row.days >= 0) t.days = std::chrono::days{row.days};
  return t;
}

}  // namespace

std::string_view to_string_view(Leg leg) {
  return kLegNames.word(leg);
}

std::optional<Leg> leg_from(std::string_view text) {
  return kLegNames.value(text);
}

Policy standard_policy() {
  Policy policy;
  policy.adjustments.reasons.assign(kAdjustmentReasons.begin(), kAdjustmentReasons.end());
  policy.tolerances.reserve(kStandard.size());
  for (const auto& row : kStandard) policy.tolerances.push_back(tolerance_of(row));
  return policy;
}

}  // namespace weighbridge::matching
