#include <array>

#include "matching/rules/conditions.hpp"

namespace weighbridge::matching {

namespace {

struct DutyRow {
  Duty duty;
  std::string_view name, role;
};

// M-0.4
constexpr std::array kDuties{
    DutyRow{Duty::receiver, "RECEIVER", "warehouse"},
    DutyRow{Duty::wh_supervisor, "WH_SUPERVISOR", "warehouse"},
    DutyRow{Duty::inventory_control, "INVENTORY_CONTROL", "warehouse"},
    DutyRow{Duty::buyer, "BUYER", "procurement"},
    DutyRow{Duty::ap_clerk, "AP_CLERK", "clerk"},
    DutyRow{Duty::ap_manager, "AP_MANAGER", "supervisor"},
    DutyRow{Duty::controller, "CONTROLLER", "supervisor"},
    DutyRow{Duty::integration_ops, "INTEGRATION_OPS", "operator"},
    DutyRow{Duty::master_data, "MASTER_DATA", "operator"},
};

constexpr auto kCash = ImpactClass::cash;
constexpr auto kStock = ImpactClass::stock;
constexpr auto kAccrual = ImpactClass::accrual;
constexpr auto kClaim = ImpactClass::claim;
constexpr auto kNone = ImpactClass::none;
constexpr auto kImpact = LineEffect::impact;
constexpr auto kBlocked = LineEffect::blocked;
constexpr auto kLow = Severity::low;
constexpr auto kMedium = Severity::medium;
constexpr auto kHigh = Severity::high;
constexpr auto kOther = Family::other;
constexpr auto kQuantity = Family::quantity;
constexpr auto kOnPrice = Family::price;

// clang-format off
const std::array kCatalogue{
    // id, code, class, hold, effect, floor, duty, auto-accept, family, suppresses, condition
    Rule{"Q01", "QTY_SHORT_RECEIVED", kStock, "-", kImpact, kLow, Duty::receiver, false, kOther, kNothing, short_received},
    Rule{"Q02", "RECEIPT_OVER_ASN", kStock, "-", kImpact, kLow, Duty::receiver, false, kOther, kNothing, received_over_shipped},
    Rule{"Q03", "RECEIPT_OVER_PO", kStock, "P", kImpact, kLow, Duty::buyer, false, kOther, kNothing, received_over_ordered},
    Rule{"Q04", "SHIPPED_OVER_PO", kNone, "-", kImpact, kLow, Duty::buyer, false, kOther, kNothing, shipped_over_ordered},
    Rule{"Q05", "PO_UNDER_DELIVERED", kNone, "-", kImpact, kLow, Duty::buyer, false, kOther, kNothing, under_delivered},
    Rule{"Q06", "BILLED_NOT_RECEIVED", kCash, "L", kImpact, kLow, Duty::receiver, true, kQuantity, kNothing, billed_not_received},
    Rule{"Q07", "BILLED_OVER_ORDERED", kCash, "L", kImpact, kMedium, Duty::buyer, false, kQuantity, kNothing, billed_over_ordered},
    Rule{"Q08", "RECEIVED_NOT_BILLED", kAccrual, "-", kImpact, kLow, Duty::ap_clerk, false, kOther, kNothing, received_not_billed},
    Rule{"Q09", "BILLED_FOR_REJECTED", kCash, "L", kImpact, kLow, Duty::ap_clerk, false, kQuantity, kNothing, billed_for_rejected},
    Rule{"Q10", "GOODS_REJECTED", kStock, "-", kImpact, kLow, Duty::wh_supervisor, false, kOther, kNothing, goods_rejected},
    Rule{"Q11", "SUBSTITUTE_NOT_APPROVED", kStock, "L P", kBlocked, kMedium, Duty::buyer, false, kOther, kNothing, substitute_not_approved},
    Rule{"Q12", "ITEM_NOT_ON_PO", kStock, "P", kImpact, kMedium, Duty::buyer, false, kOther, kNothing, item_not_on_order},
    Rule{"U01", "UOM_UNMAPPED", kNone, "L P", kBlocked, kMedium, Duty::master_data, false, kOther, kQuantityAndPrice, unit_unmapped},
    Rule{"U01", "UOM_UNMAPPED", kNone, "L P", kBlocked, kMedium, Duty::master_data, false, kOther, kNothing, order_unit_unmapped},
    Rule{"U02", "PACK_FACTOR_SUSPECT", kCash, "L", kBlocked, kLow, Duty::master_data, false, kOther, kQuantityAndPrice, pack_suspected},
    Rule{"P01", "PRICE_OVER", kCash, "L", kImpact, kLow, Duty::buyer, true, kOnPrice, kNothing, price_over},
    Rule{"P02", "PRICE_UNDER", kCash, "-", kImpact, kLow, Duty::buyer, false, kOnPrice, kNothing, price_under},
    Rule{"P03", "PRICE_BASIS_SUSPECT", kCash, "L", kBlocked, kLow, Duty::master_data, false, kOther, kQuantityAndPrice, basis_suspected},
    Rule{"P04", "LINE_EXTENSION_ERROR", kCash, "L", kImpact, kLow, Duty::ap_clerk, true, kOnPrice, kNothing, extension_wrong},
    Rule{"C01", "CHARGE_NOT_AGREED", kCash, "L", kImpact, kLow, Duty::ap_clerk, false, kOther, kNothing, charge_not_agreed},
    Rule{"C02", "CHARGE_OVER_AGREED", kCash, "L", kImpact, kLow, Duty::ap_clerk, true, kOther, kNothing, charge_over_agreed},
    Rule{"C03", "ALLOWANCE_NOT_GIVEN", kCash, "L", kImpact, kLow, Duty::ap_clerk, false, kOther, kNothing, allowance_not_given},
    Rule{"C04", "TAX_VARIANCE", kCash, "L", kImpact, kLow, Duty::ap_clerk, true, kOther, kNothing, tax_differs},
    Rule{"C05", "INVOICE_TOTAL_ERROR", kCash, "I", kBlocked, kLow, Duty::ap_clerk, true, kOther, kNothing, total_wrong},
    Rule{"C06", "CURRENCY_MISMATCH", kCash, "I", kBlocked, kHigh, Duty::ap_clerk, false, kOther, kPrice, currency_differs},
    Rule{"C07", "FX_VARIANCE", kAccrual, "-", kImpact, kLow, Duty::controller, false, kOther, kNothing, rate_differs},
    Rule{"D01", "DUPLICATE_EXACT", kCash, "I", kBlocked, kHigh, Duty::ap_clerk, false, kOther, kNothing, exact_duplicate},
    Rule{"D02", "DUPLICATE_SUSPECT", kCash, "I", kBlocked, kMedium, Duty::ap_clerk, false, kOther, kNothing, suspected_duplicate},
    Rule{"D03", "DUPLICATE_SHIPMENT", kNone, "-", kImpact, kLow, Duty::integration_ops, false, kOther, kNothing, second_shipment},
    Rule{"R01", "PO_NOT_FOUND", kCash, "L", kBlocked, kMedium, Duty::ap_clerk, false, kOther, kQuantityAndPrice, order_not_found},
    Rule{"R02", "ITEM_NOT_FOUND", kCash, "L P", kBlocked, kMedium, Duty::master_data, false, kOther, kQuantityAndPrice, item_not_found},
    Rule{"R03", "PARTY_MISMATCH", kCash, "I", kBlocked, kHigh, Duty::ap_manager, false, kOther, kQuantityAndPrice, party_mismatch},
    Rule{"R03", "PARTY_MISMATCH", kCash, "I", kBlocked, kHigh, Duty::ap_manager, false, kOther, kNothing, payee_differs},
    Rule{"R04", "PO_CLOSED", kCash, "L P", kBlocked, kMedium, Duty::buyer, false, kOther, kNothing, order_cancelled},
    Rule{"R04", "PO_CLOSED", kCash, "L P", kBlocked, kMedium, Duty::buyer, false, kOther, kNothing, received_on_cancelled},
    Rule{"R05", "ASN_MISSING", kNone, "-", kImpact, kLow, Duty::receiver, false, kOther, kNothing, notice_missing},
    Rule{"T01", "ASN_LATE", kNone, "-", kImpact, kLow, Duty::buyer, false, kOther, kNothing, notice_late},
    Rule{"T02", "RECEIPT_OVERDUE", kStock, "-", kImpact, kLow, Duty::buyer, false, kOther, kNothing, receipt_overdue},
    Rule{"T03", "DELIVERY_OFF_DATE", kNone, "-", kImpact, kLow, Duty::buyer, false, kOther, kNothing, delivered_off_date},
    Rule{"E01", "ACCRUAL_MISSING", kAccrual, "-", kImpact, kLow, Duty::integration_ops, false, kOther, kNothing, accrual_missing},
    Rule{"E02", "ACCRUAL_DIFFERENCE", kAccrual, "-", kImpact, kLow, Duty::integration_ops, false, kOther, kNothing, accrual_differs},
    Rule{"E03", "ACCRUAL_ORPHAN", kAccrual, "-", kImpact, kMedium, Duty::controller, false, kOther, kNothing, accrual_orphaned},
    Rule{"E03", "ACCRUAL_ORPHAN", kAccrual, "-", kImpact, kMedium, Duty::controller, false, kOther, kNothing, posting_unknown},
    Rule{"V01", "CREDIT_OVERDUE", kClaim, "-", kImpact, kLow, Duty::ap_clerk, false, kOther, kNothing, credit_overdue},
    Rule{"V02", "CREDIT_SHORT", kClaim, "-", kImpact, kLow, Duty::ap_clerk, false, kOther, kNothing, credit_short},
    Rule{"V03", "CREDIT_UNEXPECTED", kClaim, "-", kImpact, kLow, Duty::ap_clerk, false, kOther, kNothing, credit_unexpected},
    Rule{"V03", "CREDIT_UNEXPECTED", kClaim, "-", kImpact, kLow, Duty::ap_clerk, false, kOther, kNothing, charge_credit_unexpected},
    Rule{"X01", "TRANSFER_DIFFERENCE", kStock, "P", kImpact, kLow, Duty::inventory_control, false, kOther, kNothing, transfer_differs},
    Rule{"X02", "TRANSFER_OVERDUE", kStock, "-", kImpact, kLow, Duty::inventory_control, false, kOther, kNothing, transfer_overdue},
    Rule{"X03", "TRANSFER_ORPHAN", kStock, "P", kImpact, kMedium, Duty::inventory_control, false, kOther, kNothing, transfer_orphaned},
    Rule{"K01", "COUNT_VARIANCE", kStock, "P", kImpact, kLow, Duty::wh_supervisor, false, kOther, kNothing, count_differs},
    Rule{"K02", "ADJUSTMENT_UNSUPPORTED", kStock, "P", kImpact, kMedium, Duty::inventory_control, false, kOther, kNothing, adjustment_unsupported},
    Rule{"U01", "UOM_UNMAPPED", kNone, "P", kBlocked, kMedium, Duty::master_data, false, kOther, kNothing, transfer_unit_unmapped},
    Rule{"U01", "UOM_UNMAPPED", kNone, "P", kBlocked, kMedium, Duty::master_data, false, kOther, kNothing, count_unit_unmapped},
    Rule{"U01", "UOM_UNMAPPED", kNone, "P", kBlocked, kMedium, Duty::master_data, false, kOther, kNothing, adjustment_unit_unmapped},
};
// clang-format on

}  // namespace

std::string_view duty_name(Duty duty) {
  return kDuties.at(static_cast<std::size_t>(duty)).name;
}

std::string_view contract_role(Duty duty) {
  return kDuties.at(static_cast<std::size_t>(duty)).role;
}

std::span<const Rule> catalogue() {
  return kCatalogue;
}

}  // namespace weighbridge::matching
