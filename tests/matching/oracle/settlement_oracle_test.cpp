// Credits, returns and rates of exchange against their oracle, on settlements made up at random.
#include "tests/matching/oracle/settlement_oracle.hpp"

#include <algorithm>
#include <sstream>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "matching/judge.hpp"

using namespace weighbridge;
using namespace weighbridge::matching;
using oracle::CreditForm;
using oracle::Settlement;

namespace {

constexpr Date kDayZero = Date{std::chrono::days{20513}};

int draw(int from, int to) {
  return *rc::gen::inRange(from, to + 1);
}

bool one_in(int n) {
  return draw(1, n) == 1;
}

int whole(const oracle::Number& n) {
  return static_cast<int>(numerator(n));
}

/// A credit of a form that the rest of the settlement leaves room for.
void draw_credit(Settlement& s) {
  const oracle::OpenAmounts open = oracle::open_amounts(s);
  const int kind = draw(0, 4);
  if (kind == 1 && open.excess > 0) {
    s.form = CreditForm::units;
    // Of a return all or nothing: what a part of it answers is nobody's to guess.
    s.credit_units = s.returned > 0 ? whole(open.excess) : draw(1, whole(open.excess));
    s.credit_cents = s.credit_units * s.billed_price;
  } else if (kind == 2 && open.dispute > 0) {
    s.form = CreditForm::price;
    s.credit_units = whole(open.dispute) / (s.billed_price - s.price);
    s.credit_cents = whole(open.dispute);
  } else if (kind == 3 && open.dispute > 0 && s.returned == 0) {
    s.form = CreditForm::amount;
    s.credit_cents = draw(1, 2 * whole(open.dispute));
  } else if (kind == 4 && open.expected_credit > 0) {
    s.form = CreditForm::of_the_return;
    s.credit_units = whole(open.excess);
    s.credit_cents = std::max(1, whole(open.expected_credit) + draw(-2000, 2000));
  }
}

Settlement any_settlement() {
  Settlement s;
  s.ordered = draw(20, 90);
  s.price = draw(100, 2500);
  s.received = draw(10, s.ordered);
  s.returned = one_in(3) ? draw(1, s.received - 1) : 0;
  // With a return the excess is the return's alone.
  s.billed = s.returned > 0 ? draw(1, s.received) : draw(1, 100);
  s.billed_price = one_in(2) ? s.price : s.price * draw(86, 130) / 100;
  s.taken_back = !one_in(4);
  if (one_in(3)) {
    s.accrual_rate = oracle::Number(draw(90, 120), 100);
    s.invoice_rate = oracle::Number(draw(90, 120), 100);
  }
  s.as_of = one_in(2) ? 20 : 40;
  draw_credit(s);
  return s;
}

Decimal in_cents(int value) {
  return Decimal::from_millionths(Int128{value} * 10'000);
}

class Papers {
 public:
  explicit Papers(const Settlement& s)
      : s_(s), abroad_(s.accrual_rate != 1 || s.invoice_rate != 1) {
    line(add(Stage::ordered, DocumentKind::purchase_order, "PO-1", 0), s.ordered).unit_price =
        UnitPrice(in_cents(s.price));
    line(add(Stage::received, DocumentKind::warehouse_receipt, "R1", 1), s.received);
    post("GL-1", s.received, Purpose::original);
    Receipt& bill = add(Stage::invoiced, DocumentKind::invoice, "KARL1111", 3);
    rate(bill, s.invoice_rate);
    line(bill, s.billed).unit_price = UnitPrice(in_cents(s.billed_price));
    if (s.returned > 0) give_back();
    if (s.form != CreditForm::none) credit();
  }

  std::string judged() const {
    Evidence evidence;
    evidence.receipts = accepted_;
    evidence.events = events_;
    const Judgement j =
        judge(evidence, standard_policy(), Instant{kDayZero + std::chrono::days{s_.as_of}});
    std::vector<oracle::Finding> found;
    for (const Discrepancy& d : j.discrepancies) {
      oracle::Finding f;
      f.rule = d.rule;
      if (d.quantity && d.rule != "V03") f.quantity = oracle::Number(d.quantity->to_string());
      f.cents = oracle::Number(static_cast<std::int64_t>(d.impact.value.millionths() / 10'000));
      f.accepted = d.auto_resolved;
      found.push_back(f);
    }
    return shown(std::move(found));
  }

  static std::string shown(std::vector<oracle::Finding> findings) {
    std::sort(findings.begin(), findings.end());
    std::ostringstream out;
    for (const oracle::Finding& f : findings)
      out << f.rule << ' ' << f.quantity << " = " << f.cents << (f.accepted ? " accepted" : "")
          << '\n';
    return out.str();
  }

 private:
  Receipt& add(Stage stage, DocumentKind kind, const std::string& number, int day) {
    AcceptedReceipt& a = accepted_.emplace_back();
    a.sequence = accepted_.size();
    Receipt& r = a.receipt;
    r.stage = stage;
    r.document.kind = kind;
    r.document.number = number;
    r.document.date = kDayZero + std::chrono::days{day};
    r.supplier = SupplierId("ACME");
    r.currency = *Currency::parse(abroad_ ? "EUR" : "USD");
    return r;
  }

  void rate(Receipt& r, const oracle::Number& value) const {
    if (abroad_) r.exchange_rate = Rate(in_cents(whole(value * 100)));
  }

  static ReceiptLine& line(Receipt& r, int quantity) {
    ReceiptLine& l = r.lines.emplace_back();
    l.line = "1";
    l.po = PoNumber("PO-1");
    l.po_line = "1";
    l.item.sku = "A-1";
    l.quantity = Quantity(Decimal::from_integer(quantity));
    l.uom = "EA";
    return l;
  }

  void post(const std::string& number, int quantity, Purpose purpose) {
    Receipt& r = add(Stage::accrued, DocumentKind::accrual, number, 1);
    r.document.purpose = purpose;
    rate(r, s_.accrual_rate);
    ReceiptLine& l = line(r, quantity);
    l.references.receipt = "R1";
    l.amount = Money(in_cents(quantity * s_.price));
    if (purpose == Purpose::reversal) l.references.reverses = ReversedLine{"GL-1", "1"};
  }

  void give_back() {
    AcceptedEvent& accepted = events_.emplace_back();
    accepted.sequence = 1;
    InventoryEvent& e = accepted.event;
    e.kind = EventKind::return_ship;
    e.id = "RTV-1";
    e.rma = "RMA-7";
    e.at = Moment::of(kDayZero + std::chrono::days{4});
    e.supplier = SupplierId("ACME");
    e.po = "PO-1";
    e.po_line = "1";
    e.sku = "A-1";
    e.uom = "EA";
    e.quantity = Quantity(Decimal::from_integer(s_.returned));
    if (s_.taken_back) post("GL-2", s_.returned, Purpose::reversal);
  }

  void credit() {
    Receipt& r = add(Stage::invoiced, DocumentKind::credit_note, "CN-1", 5);
    rate(r, s_.invoice_rate);
    r.references.invoice = "KARL1111";
    if (s_.form == CreditForm::of_the_return) r.references.rma = "RMA-7";
    line(r, s_.credit_units).amount = Money(in_cents(-s_.credit_cents));
  }

  const Settlement& s_;
  const bool abroad_;
  std::vector<AcceptedReceipt> accepted_;
  std::vector<AcceptedEvent> events_;
};

}  // namespace

TEST_CASE("Credits, returns, rates and their oracle agree (M-11.1 to M-11.3, M-8.11, M-12.2)") {
  CHECK(rc::check([] {
    const Settlement s = any_settlement();
    RC_LOG() << "ordered " << s.ordered << " @ " << s.price << " received " << s.received
             << " billed " << s.billed << " @ " << s.billed_price << " returned " << s.returned
             << (s.taken_back ? "" : " not taken back") << " credit form "
             << static_cast<int>(s.form) << ": " << s.credit_units << " = " << s.credit_cents
             << " rates " << s.accrual_rate << ' ' << s.invoice_rate << " as of " << s.as_of
             << '\n';
    const std::string engine = Papers(s).judged();
    const std::string opinion = Papers::shown(oracle::judge(s));
    RC_LOG() << "engine:\n" << engine << "oracle:\n" << opinion;
    RC_ASSERT(engine == opinion);
  }));
}
