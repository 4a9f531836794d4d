#include "matching/lines/line_state.hpp"

#include "matching/lines/buckets.hpp"

namespace weighbridge::matching {

namespace {

/// P and O' agree within the receipt tolerance.
bool delivered_in_full(const LineEvidence& line, const Setting& setting) {
  const Rational difference = line.buckets.payable - line.buckets.ordered;
  if (difference.is_zero()) return true;
  const Verdict verdict = difference.is_negative()
                              ? under_receipt_verdict(line, -difference, setting)
                              : over_receipt_verdict(line, difference, setting);
  return verdict == Verdict::within;
}

bool billed_in_full(const LineEvidence& line) {
  const Buckets& b = line.buckets;
  if (line.order->self_billing) return true;  // the buyer's own billing follows the match
  return b.billed == b.payable ||
         (b.billed > b.payable && line.excess_verdict != Verdict::outside &&
          line.excess.waiting.is_zero() && line.excess.returned.is_zero());
}

}  // namespace

LineState state_of(const LineEvidence& line, bool held, bool closed_by_decision,
                   const Setting& setting) {
  const Buckets& b = line.buckets;
  if (held) return LineState::exception;
  if (line.terms->cancelled) return LineState::closed;
  const bool billed = billed_in_full(line);
  if (closed_by_decision && billed && line.accrual.matched) return LineState::closed;
  const bool nothing_yet = b.payable.is_zero() && b.billed.is_zero();
  if (!nothing_yet && billed && delivered_in_full(line, setting) && line.accrual.matched) {
    return LineState::matched;
  }
  if (!line.accrual.matched) return LineState::awaiting_erp;
  if (!billed && b.payable > b.billed) return LineState::awaiting_invoice;
  if (line.excess.waiting > Rational()) return LineState::awaiting_receipt;
  if (b.received > Rational()) return LineState::part_received;
  if (b.in_transit > Rational()) return LineState::in_transit;
  return LineState::open;
}

LineResult result_of(const LineEvidence& line, LineState state) {
  const Buckets& b = line.buckets;
  const OrderLine& order = *line.order;
  LineResult result;
  result.supplier = order.supplier;
  result.po = order.po;
  result.po_line = order.line;
  result.sku = order.sku;
  result.uom = order.uom;
  result.site = order.site;
  result.state = state;
  result.ordered = b.ordered;
  result.shipped = b.shipped;
  result.in_transit = b.in_transit;
  result.received = b.received;
  result.accepted = b.accepted;
  result.rejected = b.rejected;
  result.on_hold = b.on_hold;
  result.returned = b.returned;
  result.payable = b.payable;
  result.billed = b.billed;
  result.posted = b.posted;
  return result;
}

}  // namespace weighbridge::matching
