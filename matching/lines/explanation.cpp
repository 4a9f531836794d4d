#include "matching/lines/explanation.hpp"

#include <array>

#include "matching/billing/partition.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

std::string with_sign(const Rational& value) {
  return value.is_negative() ? sentence("− ", abs(value).to_string())
                             : sentence("+ ", value.to_string());
}

/// Writes the steps down in the order of the calculation.
class Explainer {
 public:
  explicit Explainer(const LineEvidence& line) : line_(line), b_(line.buckets) {}

  std::vector<std::string> explain(LineState state) {
    ordered();
    documents();
    buckets();
    excess();
    for (const InvoicedLine& invoice : line_.invoices) invoiced(invoice);
    for (const CreditLine& credit : line_.credits) credited(credit);
    for (const ReturnedLine& returned : line_.returns) came_back(returned);
    accrued();
    say("M-6.4 state ", to_string_view(state));
    return std::move(steps_);
  }

 private:
  template <class... Parts>
  void say(const Parts&... parts) {
    steps_.push_back(sentence(parts...));
  }
  std::string units(const Rational& quantity) const {
    return with_unit(quantity, line_.order->uom);
  }

  void ordered() {
    const OrderTerms& terms = *line_.terms;
    const auto price = line_.price_by(terms);
    say("M-3.9 version of ", to_string(terms.effective), ": ordered ", units(terms.ordered),
        price ? sentence(" at ", price->to_string(), " ", terms.currency.code(), " each")
              : std::string(" without a price"),
        terms.due ? sentence(", due ", to_string(*terms.due)) : std::string());
    if (b_.ordered != terms.ordered) say("M-6 closed short: O' = ", b_.ordered.to_string());
  }

  void documents() {
    for (const ShippedLine& row : line_.shipments) {
      const std::string_view state = row.cancelled ? "cancelled"
                                     : row.closed  ? "closed"
                                     : row.overdue ? "overdue"
                                                   : "open";
      say("M-6.3 shipment ", row.document(), " (", row.rung, "): ", units(row.quantity),
          " shipped, ", row.received.to_string(), " received, ", state, ", expected ",
          to_string(row.eta));
    }
    for (const ReceivedLine& row : line_.receipts) {
      say("M-0.5 receipt ", row.document(), " (", row.rung, ") of ", to_string(row.at), ": good ",
          row.good.to_string(), ", rejected ", row.rejected.to_string(), ", on hold ",
          row.on_hold.to_string(),
          row.reversed.is_zero() ? std::string()
                                 : sentence(", reversed ", row.reversed.to_string()));
    }
  }

  void buckets() {
    say("M-6 S = ", b_.shipped.to_string(), ", R = ", b_.received.to_string(),
        ", J = ", b_.rejected.to_string(), ", Q = ", b_.on_hold.to_string(),
        ", T = ", b_.returned.to_string(), ", T° = ", b_.returned_open.to_string());
    say("M-6 A = R − J − Q = ", b_.accepted.to_string(), ", K = R − J − T = ", b_.kept.to_string());
    say("M-6.1 v = K − O' = ", (b_.kept - b_.ordered).to_string(),
        line_.over_receipt ? ", outside QTY_RCV_PO: P is capped" : "",
        ", P = ", b_.payable.to_string());
    say("M-6 I = ", b_.invoiced.to_string(), ", C = ", b_.credited.to_string(),
        ", B = I − C = ", b_.billed.to_string(), ", L = ", b_.in_transit.to_string());
  }

  void excess() {
    const Excess& e = line_.excess;
    say("M-8.1 e = max(0, B − P) = ", e.total.to_string());
    if (e.total.is_zero()) return;
    say("M-8.1 w = min(e, L, max(0, O' − P)) = ", e.waiting.to_string(),
        ", ret = ", e.returned.to_string(), ", q07 = ", e.beyond_order.to_string(),
        ", q09 = ", e.rejected.to_string(), ", q06 = ", e.not_received.to_string());
    const bool in_doubt = e.total > e.waiting + e.returned;
    if (in_doubt && line_.excess_verdict == Verdict::within) say("M-8.2 within QTY_INV_PAYABLE");
  }

  void invoiced(const InvoicedLine& invoice) {
    static constexpr std::array<std::string_view, kPools> kNames{"P",   "w",   "ret",     "q06",
                                                                 "q09", "q07", "credited"};
    const auto shown = [&](Money amount) { return with_currency(amount, invoice.currency); };
    say("M-8.3 invoice ", invoice.document(), "/", invoice.line->line, " (", invoice.rung,
        "): ", units(invoice.quantity),
        invoice.price ? sentence(" at ", invoice.price->to_string()) : std::string(), " = ",
        shown(invoice.claimed));
    if (invoice.pack) say("M-5.8 read in packs of ", invoice.pack->to_string());
    if (invoice.basis) say("M-5.7 price ", invoice.basis->to_string(), " times the order's");
    for (std::size_t i = 0; i < kPools; ++i) {
      const Segment& segment = invoice.segments.at(i);
      if (segment.units.is_zero()) continue;
      say("M-1.4 ", kNames.at(i), ": ", segment.units.to_string(), " = ", shown(segment.amount));
    }
    const auto variance = price_variance(invoice);
    if (!variance) return;
    const Money owed = money(invoice.ok_units() * *invoice.ordered_price, invoice.currency);
    say("M-8.5 q_ok = ", invoice.ok_units().to_string(),
        ", var = ", shown(invoice.ok_amount() - invoice.price_credit), " − ",
        invoice.ok_units().to_string(), " × ", invoice.ordered_price->to_string(), " (",
        shown(owed), ") = ", shown(*variance));
  }

  void credited(const CreditLine& credit) {
    static constexpr std::array<std::string_view, 5> kKinds{
        "(d) expected by nothing", "(b) a quantity credit", "(c) a price credit",
        "(c) a credit of charges", "parked: its invoice has not arrived"};
    say("M-11.1 credit ", credit.document(), ": ", units(credit.quantity), " = ",
        with_currency(credit.claimed, credit.currency), ": ",
        kKinds.at(static_cast<std::size_t>(credit.kind)));
  }

  void came_back(const ReturnedLine& returned) {
    say("M-11.3 return ", returned.event->id, " of ", to_string(returned.at), ": ",
        units(returned.quantity), returned.from_rejected ? " rejected" : "", ", billed ",
        returned.billed.to_string(), ", credit expected ",
        with_currency(returned.expected, line_.terms->currency), ", granted ",
        with_currency(returned.credited, line_.terms->currency));
  }

  void accrued() {
    Rational posted;
    Money value;
    for (const PostedLine& row : line_.postings) {
      posted += row.quantity;
      value += row.value.value_or(Money());
      say("M-12 posting ", row.document(), ": ", units(row.quantity), " for ",
          with_currency(row.value.value_or(Money()), row.currency));
    }
    const Rational expected = b_.received - b_.returned - b_.returned_rejects;
    if (!line_.in_mode_all()) return say("M-6.2 the ledger is not matched in this mode");
    say("M-12 expected R − returned = ", expected.to_string(), ", G = ", posted.to_string(), " (",
        (expected - posted).is_zero() ? "equal" : with_sign(posted - expected),
        "), V_G = ", with_currency(value, line_.accrual.currency));
  }

  const LineEvidence& line_;
  const Buckets& b_;
  std::vector<std::string> steps_;
};

}  // namespace

std::vector<std::string> explanation_of(const LineEvidence& line, LineState state) {
  return Explainer(line).explain(state);
}

}  // namespace weighbridge::matching
