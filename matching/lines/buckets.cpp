#include "matching/lines/buckets.hpp"

#include <algorithm>

namespace weighbridge::matching {

namespace {

/// What a decision to keep an overage allows beyond the order; nothing: no such decision.
std::optional<Rational> kept_by_decision(std::span<const Decision* const> decisions,
                                         const Rational& over) {
  std::optional<Rational> kept;
  for (const Decision* decision : decisions) {
    if (decision->kind != DecisionKind::keep) continue;
    kept = kept.value_or(Rational()) +
           (decision->quantity ? Rational(decision->quantity->value) : over);
  }
  return kept;
}

bool closed_short(std::span<const Decision* const> decisions) {
  return std::any_of(decisions.begin(), decisions.end(), [](const Decision* decision) {
    return decision->kind == DecisionKind::close_short;
  });
}

void sum_movements(LineEvidence& line) {
  Buckets& b = line.buckets;
  for (const ShippedLine& shipment : line.shipments) b.shipped += shipment.quantity;
  for (const ReceivedLine& receipt : line.receipts) {
    b.received += receipt.total();
    b.rejected += receipt.rejected;
    b.on_hold += receipt.on_hold;
  }
  for (const ReturnedLine& returned : line.returns) {
    (returned.from_rejected ? b.returned_rejects : b.returned) += returned.quantity;
  }
  for (const ConsumedLine& used : line.consumption) b.consumed += used.quantity;
  for (const PostedLine& posting : line.postings) b.posted += posting.quantity;
  b.accepted = b.received - b.rejected - b.on_hold;
  b.kept = b.received - b.rejected - b.returned;
}

/// "P", by the basis on which this line is billed (M-6.1).
Rational payable(const LineEvidence& line, const Rational& limit) {
  const Buckets& b = line.buckets;
  const BillBasis by_mode = line.consignment()                       ? BillBasis::consumed
                            : line.order->mode == MatchMode::two_way ? BillBasis::ordered
                                                                     : BillBasis::accepted;
  Rational quantity;
  switch (line.order->bill_basis.value_or(by_mode)) {
    case BillBasis::ordered:
      return b.ordered;
    case BillBasis::consumed:
      return b.consumed;
    case BillBasis::accepted:
      quantity = b.accepted - b.returned;
      break;
    case BillBasis::received:
      quantity = b.received - b.on_hold - b.returned;
      break;
  }
  return line.over_receipt ? min(quantity, limit) : quantity;
}

Tolerance own_tolerance(Percent pct) {
  Tolerance tolerance;
  tolerance.pct = pct;
  return tolerance;
}

Verdict receipt_verdict(const LineEvidence& line, Direction direction,
                        const std::optional<Percent>& own_pct, const Rational& size,
                        const Setting& setting) {
  const Variance variance{size, line.buckets.ordered,
                          setting.functional(size * line.unit_value(), line.goods_terms->currency,
                                             line.goods_terms->document->exchange_rate),
                          true};
  if (own_pct) {
    const Tolerance own = own_tolerance(*own_pct);
    return verdict(&own, variance);
  }
  return setting.check(Leg::qty_rcv_po, direction, *line.order, variance);
}

}  // namespace

Verdict over_receipt_verdict(const LineEvidence& line, const Rational& over,
                             const Setting& setting) {
  return receipt_verdict(line, Direction::over, line.order->over_receipt_pct, over, setting);
}

Verdict under_receipt_verdict(const LineEvidence& line, const Rational& under,
                              const Setting& setting) {
  return receipt_verdict(line, Direction::under, line.order->under_receipt_pct, under, setting);
}

void fill_buckets(LineEvidence& line, std::span<const Decision* const> decisions,
                  const Setting& setting) {
  Buckets& b = line.buckets;
  sum_movements(line);
  b.ordered = line.terms->ordered;
  if (closed_short(decisions)) b.ordered = min(b.ordered, b.kept);
  const Rational over = b.kept - b.ordered;
  const Rational kept = kept_by_decision(decisions, over).value_or(Rational());
  b.over_received = over - kept;
  line.over_receipt = b.over_received > Rational() &&
                      over_receipt_verdict(line, b.over_received, setting) == Verdict::outside;
  b.payable = max(Rational(), payable(line, b.ordered + kept));
}

void fill_transit(LineEvidence& line, std::optional<Date> newest_invoice, const Setting& setting) {
  Buckets& b = line.buckets;
  if (line.shipments.empty()) {
    if (!newest_invoice) return;
    line.cover_until = *newest_invoice + setting.policy.windows.invoice_cover;
    if (!setting.windows.day_over(line.order->site, *line.cover_until)) {
      b.in_transit = max(Rational(), b.ordered - b.payable);
    }
    return;
  }
  for (const ShippedLine& shipment : line.shipments) {
    if (shipment.closed || shipment.overdue) continue;
    b.in_transit += max(Rational(), shipment.quantity - shipment.received);
  }
}

}  // namespace weighbridge::matching
