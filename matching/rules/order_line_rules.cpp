#include "matching/billing/credits.hpp"
#include "matching/lines/buckets.hpp"
#include "matching/lines/goods_worth.hpp"
#include "matching/rules/conditions.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// A gap of quantity between two buckets, valued at the ordered price.
Gap quantity_gap(const GoodsWorth& worth, const Rational& expected, const Rational& actual) {
  Gap gap;
  gap.quantity = worth.units;
  gap.quantities = Sides{expected, actual};
  gap.expected = expected.to_string();
  gap.actual = actual.to_string();
  gap.impact = worth.amount;
  gap.currency = worth.currency;
  gap.arithmetic = {sentence("M-1.3 ", worth.arithmetic)};
  return gap;
}

std::string units(const Rational& quantity, const LineEvidence& line) {
  return with_unit(quantity, line.order->uom);
}

/// Invoices pay for the oldest goods first: what is unbilled came with the receipt, or of
/// consignment stock was used with the event, that passes B.
const Moment* oldest_unbilled(const LineEvidence& line) {
  Rational running;
  if (line.consignment()) {
    for (const ConsumedLine& used : line.consumption) {
      running += used.quantity;
      if (running > line.buckets.billed) return &used.at;
    }
    return nullptr;
  }
  for (const ReceivedLine& receipt : line.receipts) {
    running += receipt.good;
    if (running > line.buckets.billed) return &receipt.at;
  }
  return nullptr;
}

Money absolute(Money amount) {
  return amount.is_negative() ? -amount : amount;
}

}  // namespace

void received_over_ordered(const OrderLineView& view, Outcome& outcome) {
  const LineEvidence& line = view.line;
  const Buckets& b = line.buckets;
  if (!line.in_mode_receipt() || b.over_received <= Rational()) return;
  if (!line.over_receipt) {
    const bool within =
        over_receipt_verdict(line, b.over_received, view.setting) == Verdict::within;
    outcome.remarks.push_back(
        {within ? "WITHIN_TOL" : "NOT_CHECKED",
         sentence("kept ", units(b.kept, line), " of ", units(b.ordered, line), " ordered"),
         std::nullopt, b.over_received});
    return;
  }
  // What came last is too much.
  const GoodsWorth worth = worth_in_one(line, b.kept - b.over_received, b.kept, kept_units);
  Gap gap = quantity_gap(worth, b.ordered, b.kept);
  gap.reason = sentence("Kept ", units(b.kept, line), ", but only ", units(b.ordered, line),
                        " are ordered: ", b.over_received.to_string(), " too many.");
  gap.arithmetic.insert(gap.arithmetic.begin(),
                        sentence("M-6.1 v = ", b.kept.to_string(), " − ", b.ordered.to_string(),
                                 " = ", (b.kept - b.ordered).to_string(),
                                 ", outside QTY_RCV_PO; P = ", b.payable.to_string()));
  outcome.gaps.push_back(std::move(gap));
}

void shipped_over_ordered(const OrderLineView& view, Outcome& outcome) {
  const LineEvidence& line = view.line;
  const Buckets& b = line.buckets;
  const Rational over = b.shipped - b.ordered;
  if (!line.in_mode_all()) return;
  if (line.order->ship_complete && b.shipped > Rational() && over.is_negative()) {
    outcome.remarks.push_back(
        {"PARTIAL_SHIPMENT",
         sentence("shipped ", units(b.shipped, line), " of ", units(b.ordered, line),
                  " that were to be shipped complete"),
         std::nullopt, -over});
  }
  if (over <= Rational()) return;
  const Variance variance{over, b.ordered, over * line.unit_value(), true};
  const Verdict verdict =
      view.setting.check(Leg::qty_asn_po, Direction::over, *line.order, variance);
  if (verdict != Verdict::outside) {
    outcome.remarks.push_back(
        {verdict == Verdict::within ? "WITHIN_TOL" : "NOT_CHECKED",
         sentence("shipped ", units(b.shipped, line), " of ", units(b.ordered, line), " ordered"),
         std::nullopt, over});
    return;
  }
  Gap gap = quantity_gap(worth_by(line, over, *line.goods_terms), b.ordered, b.shipped);
  gap.impact = Money();  // nothing is owed or held for goods that were only announced
  gap.arithmetic = {
      sentence("M-8.1 S = ", b.shipped.to_string(), " > O' = ", b.ordered.to_string())};
  gap.reason = sentence("Shipped ", units(b.shipped, line), ", but only ", units(b.ordered, line),
                        " are ordered.");
  outcome.gaps.push_back(std::move(gap));
}

void under_delivered(const OrderLineView& view, Outcome& outcome) {
  const LineEvidence& line = view.line;
  const Buckets& b = line.buckets;
  const Rational under = b.ordered - b.kept;
  if (!line.in_mode_receipt() || !line.terms->due || under <= Rational()) return;
  const Windowing& windows = view.setting.windows;
  const Date due = windows.day_of(line.order->site, *line.terms->due);
  const Date judged = due + view.setting.policy.windows.line_due;
  if (!windows.day_over(line.order->site, judged)) return;
  const Verdict verdict = under_receipt_verdict(line, under, view.setting);
  const std::string text = sentence("kept ", units(b.kept, line), " of ", units(b.ordered, line),
                                    " due on ", to_string(due));
  if (verdict != Verdict::outside) {
    outcome.remarks.push_back(
        {verdict == Verdict::within ? "WITHIN_TOL" : "NOT_CHECKED", text, std::nullopt, under});
    return;
  }
  Gap gap = quantity_gap(worth_by(line, under, *line.goods_terms), b.ordered, b.kept);
  gap.reason = sentence("Under-delivered: ", text, ", ", under.to_string(), " short.");
  outcome.gaps.push_back(std::move(gap));
}

void received_not_billed(const OrderLineView& view, Outcome& outcome) {
  const LineEvidence& line = view.line;
  const Buckets& b = line.buckets;
  const Rational unbilled = b.payable - b.billed;
  if (line.order->self_billing || unbilled <= Rational()) return;
  const Moment* oldest = oldest_unbilled(line);
  if (oldest == nullptr) return;
  const auto window = view.setting.policy.windows.received_not_billed;
  if (!view.setting.windows.days_passed(line.order->site, *oldest, window)) return;
  const GoodsWorth worth = worth_in_one(line, b.billed, b.payable, payable_units(line));
  Gap gap = quantity_gap(worth, b.payable, b.billed);
  gap.reason = sentence(line.consignment() ? "Used on " : "Received on ", to_string(*oldest),
                        " and not billed for more than ", std::to_string(window.count()),
                        " days: ", units(unbilled, line), ".");
  outcome.gaps.push_back(std::move(gap));
}

void goods_rejected(const OrderLineView& view, Outcome& outcome) {
  const LineEvidence& line = view.line;
  const Buckets& b = line.buckets;
  const Rational open = b.rejected - b.returned_rejects;
  if (!line.in_mode_receipt() || open <= Rational()) return;
  const GoodsWorth worth = worth_in_one(line, Rational(), open, rejected_units);
  Gap gap = quantity_gap(worth, b.received, b.received - b.rejected);
  gap.reason = sentence("Rejected ", units(open, line), " of ", units(b.received, line),
                        " received; what becomes of them is not decided.");
  for (const ReceivedLine& receipt : line.receipts) {
    if (!receipt.rejected.is_zero() && gap.on == nullptr) gap.on = &receipt;
  }
  outcome.gaps.push_back(std::move(gap));
}

void order_unit_unmapped(const OrderLineView& view, Outcome& outcome) {
  const OrderLine& order = *view.line.order;
  if (order.unit_problem.empty()) return;
  Gap gap;
  gap.reason = sentence("The ordered quantity can not be converted: ", order.unit_problem, ".");
  outcome.gaps.push_back(std::move(gap));
}

void notice_missing(const OrderLineView& view, Outcome& outcome) {
  const LineEvidence& line = view.line;
  if (!line.order->asn_required || !line.shipments.empty() || line.receipts.empty()) return;
  Gap gap;
  gap.on = &line.receipts.front();
  gap.quantity = line.buckets.received;
  gap.expected = "1";
  gap.actual = "0";
  gap.reason = sentence("Goods came on ", to_string(line.receipts.front().at),
                        " without a ship notice, which this supplier must send.");
  outcome.gaps.push_back(std::move(gap));
}

void accrual_missing(const OrderLineView& view, Outcome& outcome) {
  const AccrualLeg& leg = view.line.accrual;
  for (const ReceiptAccrual& entry : leg.missing) {
    Gap gap;
    gap.on = entry.receipt;
    gap.quantity = entry.expected;
    gap.expected = to_string(entry.expected_value, leg.currency);
    gap.actual = to_string(Money(), leg.currency);
    gap.impact = absolute(entry.expected_value);
    gap.reason = sentence(
        "Receipt ", entry.receipt->document(), " of ", units(entry.expected, view.line),
        " was not posted: ", with_currency(entry.expected_value, leg.currency), " expected.");
    gap.arithmetic = {sentence("M-12.1 ", entry.expected.to_string(), " × ",
                               (entry.value / entry.expected).to_string(), " = ",
                               with_currency(entry.expected_value, leg.currency))};
    outcome.gaps.push_back(std::move(gap));
  }
}

void accrual_differs(const OrderLineView& view, Outcome& outcome) {
  const AccrualLeg& leg = view.line.accrual;
  if (!leg.differs) return;
  const Rational quantity = abs(leg.expected - leg.posted);
  Gap gap;
  gap.quantity = quantity;
  gap.quantities = Sides{leg.expected, leg.posted};
  if (leg.value_checked) {
    gap.amounts = Sides{Rational(leg.expected_value.value), Rational(leg.posted_value.value)};
    gap.impact = absolute(leg.expected_value - leg.posted_value);
    gap.expected = to_string(leg.expected_value, leg.currency);
    gap.actual = to_string(leg.posted_value, leg.currency);
  } else {
    gap.impact = money(quantity * view.line.unit_value(), leg.currency);
    gap.expected = leg.expected.to_string();
    gap.actual = leg.posted.to_string();
  }
  if (!view.line.postings.empty()) gap.on = &view.line.postings.front();
  gap.reason = sentence("Posted ", units(leg.posted, view.line), " for ", gap.actual, " where ",
                        units(leg.expected, view.line), " for ", gap.expected, " is expected.");
  gap.arithmetic = {sentence("M-12.2 |", gap.expected, " − ", gap.actual,
                             "| = ", with_currency(gap.impact, leg.currency))};
  outcome.gaps.push_back(std::move(gap));
}

void accrual_orphaned(const OrderLineView& view, Outcome& outcome) {
  for (const PostedLine* posting : view.line.accrual.orphans) {
    const Money worth = money(posting->quantity * view.line.unit_value(), posting->currency);
    Gap gap;
    gap.on = posting;
    gap.quantity = abs(posting->quantity);
    gap.impact = absolute(posting->value.value_or(worth));
    gap.expected = to_string(Money(), posting->currency);
    gap.actual = to_string(posting->value.value_or(worth), posting->currency);
    gap.reason =
        sentence("Posting ", posting->document(), " of ",
                 with_currency(gap.impact, posting->currency), " has no receipt behind it.");
    outcome.gaps.push_back(std::move(gap));
  }
}

namespace {

/// V01 and V02: what a return's credit lacks.
Gap credit_gap(const LineEvidence& line, const ReturnedLine& returned, Money missing) {
  const Currency currency = line.goods_terms->currency;
  Gap gap;
  gap.detail = returned.event->id;
  gap.quantity = returned.billed;
  gap.impact = missing;
  gap.expected = to_string(returned.expected, currency);
  gap.actual = to_string(returned.credited, currency);
  gap.arithmetic = returned.arithmetic;
  return gap;
}

}  // namespace

/// M-11.3: what was returned and is billed is expected back within the credit window.
void credit_overdue(const OrderLineView& view, Outcome& outcome) {
  const LineEvidence& line = view.line;
  const auto window = view.setting.policy.windows.credit;
  for (const ReturnedLine& returned : line.returns) {
    if (returned.billed.is_zero() || returned.answered()) continue;
    if (!view.setting.windows.days_passed(line.order->site, returned.at, window)) continue;
    Gap gap = credit_gap(line, returned, returned.expected);
    gap.reason =
        sentence("Returned ", units(returned.billed, line), " on ", to_string(returned.at),
                 "; the credit of ", with_currency(returned.expected, line.goods_terms->currency),
                 " is overdue.");
    outcome.gaps.push_back(std::move(gap));
  }
}

void credit_short(const OrderLineView& view, Outcome& outcome) {
  const LineEvidence& line = view.line;
  const Currency currency = line.goods_terms->currency;
  for (const ReturnedLine& returned : line.returns) {
    if (!returned.answered()) continue;
    const Money missing = returned.expected - returned.credited;
    if (missing.is_zero()) continue;
    const std::string text =
        sentence("credit ", returned.last_credit, " for return ", returned.event->id, " grants ",
                 with_currency(returned.credited, currency), " where ",
                 with_currency(returned.expected, currency), " is expected");
    const Verdict verdict = credit_verdict(line, returned, -missing, view.setting);
    if (verdict != Verdict::outside) {
      outcome.remarks.push_back(
          {verdict == Verdict::within ? "WITHIN_TOL" : "NOT_CHECKED", text, missing, std::nullopt});
      continue;
    }
    if (missing.is_negative()) continue;  // V03 has what was granted beyond the expected credit
    Gap gap = credit_gap(line, returned, missing);
    gap.reason = sentence("The ", text, ".");
    gap.arithmetic.push_back(sentence("M-11.3 ", gap.expected, " − ", gap.actual, " = ",
                                      with_currency(missing, currency)));
    outcome.gaps.push_back(std::move(gap));
  }
}

}  // namespace weighbridge::matching
