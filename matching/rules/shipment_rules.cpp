#include "matching/identity/versions.hpp"
#include "matching/lines/goods_worth.hpp"
#include "matching/lines/price_date.hpp"
#include "matching/rules/conditions.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// By which goods of a shipment are priced: the day on which they left (M-8.6).
const OrderTerms& shipped_terms(const ShipmentView& view) {
  return terms_of(view.line, view.shipment, view.setting.policy.price_date);
}

/// M-8.1: received against shipped, in one direction.
void compare_received(const ShipmentView& view, Direction direction, const Rational& difference,
                      std::string_view word, Outcome& outcome) {
  const LineEvidence& line = view.line;
  const ShippedLine& shipment = view.shipment;
  const OrderTerms& terms = shipped_terms(view);
  const GoodsWorth worth = worth_by(line, difference, terms);
  const Variance variance{difference, shipment.quantity,
                          view.setting.functional(Rational(worth.amount.value), worth.currency,
                                                  terms.document->exchange_rate),
                          true};
  const Verdict verdict = view.setting.check(Leg::qty_rcv_asn, direction, *line.order, variance);
  const std::string text = sentence("received ", with_unit(shipment.received, line.order->uom),
                                    " against ", with_unit(shipment.quantity, line.order->uom),
                                    " shipped: ", difference.to_string(), " ", word);
  if (verdict != Verdict::outside) {
    outcome.remarks.push_back({verdict == Verdict::within ? "WITHIN_TOL" : "NOT_CHECKED", text,
                               worth.amount, difference, worth.currency});
    return;
  }
  Gap gap;
  gap.quantity = difference;
  gap.quantities = Sides{shipment.quantity, shipment.received};
  gap.expected = shipment.quantity.to_string();
  gap.actual = shipment.received.to_string();
  gap.impact = worth.amount;
  gap.currency = worth.currency;
  gap.reason = sentence("Shipment ", shipment.document(), ": ", text, ".");
  gap.arithmetic = {
      sentence("M-8.1 ", shipment.quantity.to_string(), " shipped, ", shipment.received.to_string(),
               " received: ", difference.to_string(), " ", word),
      sentence("M-1.3 ", worth.arithmetic)};
  outcome.gaps.push_back(std::move(gap));
}

/// When the supplier made a document, as far as it says.
Moment own_moment(const Receipt& r) {
  if (r.document.time) return Moment::of(*r.document.time);
  return r.document.date ? Moment::of(*r.document.date) : Moment{};
}

Date day_of(const Moment& moment) {
  return std::chrono::floor<std::chrono::days>(moment.at);
}

}  // namespace

void short_received(const ShipmentView& view, Outcome& outcome) {
  const ShippedLine& shipment = view.shipment;
  if (!view.line.in_mode_all() || !shipment.closed || shipment.cancelled) return;
  const Rational missing = shipment.quantity - shipment.received;
  if (missing > Rational()) {
    compare_received(view, Direction::under, missing, "short", outcome);
  }
}

void received_over_shipped(const ShipmentView& view, Outcome& outcome) {
  const ShippedLine& shipment = view.shipment;
  if (!view.line.in_mode_all() || !shipment.closed || shipment.cancelled) return;
  const Rational surplus = shipment.received - shipment.quantity;
  if (surplus > Rational()) compare_received(view, Direction::over, surplus, "over", outcome);
}

void receipt_overdue(const ShipmentView& view, Outcome& outcome) {
  const ShippedLine& shipment = view.shipment;
  const LineEvidence& line = view.line;
  if (!line.in_mode_all() || !shipment.overdue) return;
  const Rational open = shipment.quantity - shipment.received;
  if (open <= Rational()) return;
  const Date last = shipment.eta + view.setting.policy.windows.transit_grace;
  Gap gap;
  gap.quantity = open;
  gap.expected = shipment.quantity.to_string();
  gap.actual = shipment.received.to_string();
  const GoodsWorth worth = worth_by(line, open, shipped_terms(view));
  gap.impact = worth.amount;
  gap.currency = worth.currency;
  gap.reason = sentence("Shipment ", shipment.document(), ": ", with_unit(open, line.order->uom),
                        " expected on ", to_string(shipment.eta),
                        " had not been received by the end of ", to_string(last), ".");
  gap.arithmetic = {
      sentence("M-6.3 expected ", to_string(shipment.eta), ", overdue after ", to_string(last)),
      sentence("M-1.3 ", worth.arithmetic)};
  outcome.gaps.push_back(std::move(gap));
}

/// The document's own time is compared, not the time of its arrival here: a folder that is read in
/// one go would make every notice late.
void notice_late(const ShipmentView& view, Outcome& outcome) {
  const ShippedLine& shipment = view.shipment;
  if (!view.line.in_mode_all() || shipment.arrivals.empty()) return;
  const Moment sent = own_moment(shipment.live->first_version());
  const Moment arrived = shipment.arrivals.front().receipt->at;
  const bool by_day = sent.date_only || arrived.date_only;
  const bool late = by_day ? day_of(sent) > day_of(arrived) : sent.at > arrived.at;
  if (!late) return;
  Gap gap;
  gap.expected = to_string(arrived);
  gap.actual = to_string(sent);
  gap.reason = sentence("The notice of shipment ", shipment.document(), " is of ", to_string(sent),
                        ", after its first receipt on ", to_string(arrived), ".");
  outcome.gaps.push_back(std::move(gap));
}

void delivered_off_date(const ReceiptView& view, Outcome& outcome) {
  const auto& due = view.line.terms->due;
  if (!view.line.in_mode_receipt() || !due || view.receipt.total() <= Rational()) return;
  const OrderLine& order = *view.line.order;
  const auto off = view.setting.windows.day_of(order.site, view.receipt.at) -
                   view.setting.windows.day_of(order.site, *due);
  const Direction direction = off.count() > 0 ? Direction::over : Direction::under;
  const ToleranceSubject subject{order.supplier.str(), order.sku, order.item_group, order.site};
  const Tolerance* tolerance = view.setting.tolerances.find(Leg::date, direction, subject);
  if (tolerance == nullptr || !tolerance->days || std::chrono::abs(off) <= *tolerance->days) return;
  Gap gap;
  gap.expected = to_string(*due);
  gap.actual = to_string(view.receipt.at);
  gap.quantity = view.receipt.total();
  gap.reason = sentence("Receipt ", view.receipt.document(), " came ",
                        std::to_string(std::chrono::abs(off).count()), " days ",
                        direction == Direction::over ? "after" : "before", " the agreed date ",
                        to_string(*due), ".");
  outcome.gaps.push_back(std::move(gap));
}

/// M-11.6: the units stand on the line of the ordered item, but on hold until somebody approves.
void substitute_not_approved(const ReceiptView& view, Outcome& outcome) {
  const ReceivedLine& receipt = view.receipt;
  if (receipt.substitution == nullptr || receipt.total() <= Rational()) return;
  const OrderLine& order = *view.line.order;
  const Substitution& rule = *receipt.substitution;
  const std::string what =
      sentence(with_unit(receipt.total(), order.uom), " of ", rule.item, " came as ",
               Rational(rule.ratio) == Rational(1, 1)
                   ? rule.substitute
                   : sentence(rule.substitute, " (one for ", rule.ratio.to_string(), ")"));
  if (!receipt.identity_doubtful) {
    outcome.remarks.push_back({"SUBSTITUTED", sentence(what, ", approved by ", rule.approver),
                               std::nullopt, receipt.total()});
    return;
  }
  Gap gap;
  gap.quantity = receipt.total();
  gap.expected = rule.item;
  gap.actual = rule.substitute;
  const auto came = [&](const ReceivedLine& row) {
    return &row == &receipt ? row.total() : Rational();
  };
  const GoodsWorth worth = worth_in_one(view.line, Rational(), receipt.total(), came);
  gap.impact = worth.amount;
  gap.currency = worth.currency;
  gap.reason = sentence("Receipt ", receipt.document(), ": ", what,
                        ", which nobody approved; the units are on hold.");
  gap.arithmetic = {sentence("M-11.6 ", worth.arithmetic)};
  outcome.gaps.push_back(std::move(gap));
}

/// R04: goods that came when their order line was cancelled already. Its amount is that of
/// invoices, so there is none here; what they are worth stands in Q03.
void received_on_cancelled(const ReceiptView& view, Outcome& outcome) {
  const OrderLine& order = *view.line.order;
  const Rational quantity = view.receipt.total();
  if (quantity <= Rational() || !order.terms_at(view.receipt.at.at).cancelled) return;
  Gap gap;
  gap.quantity = quantity;
  gap.expected = "0";
  gap.actual = quantity.to_string();
  gap.reason = sentence("Receipt ", view.receipt.document(), ": ", with_unit(quantity, order.uom),
                        " came on an order line that was cancelled.");
  outcome.gaps.push_back(std::move(gap));
}

void second_shipment(const SecondOriginalView& view, Outcome& outcome) {
  const Receipt& second = view.pair.second->receipt;
  Gap gap;
  gap.reason = sentence("Shipment ", second.document.number,
                        " was announced twice with different content; the first notice counts.");
  outcome.gaps.push_back(std::move(gap));
}

}  // namespace weighbridge::matching
