// The engine against the oracle, on histories made up at random. RC_PARAMS="max_success=100000"
// makes more of them than the daily run has time for.
#include "tests/matching/oracle/oracle.hpp"

#include <algorithm>
#include <sstream>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "matching/judge.hpp"

using namespace weighbridge;
using namespace weighbridge::matching;

namespace {

using oracle::History;

constexpr Date kDayZero = Date{std::chrono::days{20513}};  // 2026-03-01

int draw(int from, int to) {
  return *rc::gen::inRange(from, to + 1);
}

bool one_in(int n) {
  return draw(1, n) == 1;
}

void draw_deliveries(History& h) {
  const int lines = static_cast<int>(h.order.size());
  for (int n = draw(0, 3); n > 0; --n) {
    oracle::Shipment s;
    s.number = "S" + std::to_string(n);
    s.day = draw(1, 15);
    s.eta = s.day + draw(0, 6);
    s.halves = one_in(3);
    for (int line = 0; line < lines; ++line) s.quantity[line] = draw(1, 60);
    h.shipments.push_back(s);
  }
  for (int n = draw(0, 4); n > 0; --n) {
    oracle::Receiving r;
    r.number = "R" + std::to_string(n);
    r.day = draw(1, 25);
    r.final = one_in(3);
    r.posted = !one_in(4);
    r.halves = one_in(3);
    if (!h.shipments.empty()) {
      const int which = draw(0, static_cast<int>(h.shipments.size()) - 1);
      r.shipment = h.shipments[static_cast<std::size_t>(which)].number;
    }
    for (int line = 0; line < lines; ++line) {
      if (one_in(4)) continue;
      r.quantity[line] = {draw(1, 60), one_in(3) ? draw(1, 9) : 0};
    }
    if (!r.quantity.empty()) h.receivings.push_back(r);
  }
}

void draw_invoices(History& h) {
  // Numbers that nobody takes for one another (section 9).
  static const char* const kNumbers[] = {"KARL1111", "MONA2222", "NINA3333", "OTTO4444"};
  for (const char* number : kNumbers) {
    if (one_in(3)) continue;
    oracle::Invoice i;
    i.number = number;
    i.day = draw(1, 25);
    i.taxed = one_in(2);
    i.halves = one_in(3);
    if (one_in(3)) i.freight = draw(1, 9000);
    if (!i.taxed && one_in(4)) i.allowance = draw(1, 300);
    for (std::size_t line = 0; line < h.order.size(); ++line) {
      if (one_in(4)) continue;
      const int price = h.order[line].price;
      const int billed = one_in(2) ? price : price * draw(85, 120) / 100;
      i.lines[static_cast<int>(line)] = {draw(1, 60), billed};
    }
    if (!i.lines.empty()) h.invoices.push_back(i);
  }
}

History any_history() {
  History h;
  for (int n = draw(1, 3); n > 0; --n) {
    h.order.push_back({draw(5, 90), draw(20, 2500), draw(1, 20)});
  }
  draw_deliveries(h);
  draw_invoices(h);
  h.as_of = draw(0, 70);
  return h;
}

Decimal in_cents(int value) {
  return Decimal::from_millionths(Int128{value} * 10'000);
}

/// The history as the documents that tell it.
class Documents {
 public:
  explicit Documents(const History& h) {
    order(h);
    for (const auto& s : h.shipments) shipment(s);
    for (const auto& r : h.receivings) receiving(h, r);
    for (const auto& i : h.invoices) invoice(i);
  }

  std::vector<AcceptedReceipt> accepted;

 private:
  Receipt& add(Stage stage, const std::string& number, int day) {
    AcceptedReceipt& a = accepted.emplace_back();
    a.sequence = accepted.size();
    Receipt& r = a.receipt;
    r.stage = stage;
    r.document.number = number;
    r.document.date = kDayZero + std::chrono::days{day};
    r.supplier = SupplierId("ACME");
    r.currency = *Currency::parse("USD");
    return r;
  }

  static ReceiptLine& add_line(Receipt& r, int line, int quantity, bool halves = false) {
    ReceiptLine& l = r.lines.emplace_back();
    l.line = std::to_string(r.lines.size());
    l.po = PoNumber("PO-1");
    l.po_line = std::to_string(line);
    l.item.sku = "A-" + std::to_string(line);
    l.quantity = Quantity(Decimal::from_integer(halves ? 2 * quantity : quantity));
    l.uom = halves ? "HALF" : "EA";
    return l;
  }

  void order(const History& h) {
    Receipt& r = add(Stage::ordered, "PO-1", 0);
    for (std::size_t i = 0; i < h.order.size(); ++i) {
      ReceiptLine& l = add_line(r, static_cast<int>(i), h.order[i].quantity);
      l.unit_price = UnitPrice(in_cents(h.order[i].price));
      l.expected = Moment::of(kDayZero + std::chrono::days{h.order[i].due});
    }
  }

  void shipment(const oracle::Shipment& s) {
    Receipt& r = add(Stage::shipped, s.number, s.day);
    r.dates.expected = Moment::of(kDayZero + std::chrono::days{s.eta});
    for (const auto& [line, quantity] : s.quantity) add_line(r, line, quantity, s.halves);
  }

  void receiving(const History& h, const oracle::Receiving& goods) {
    Receipt& r = add(Stage::received, goods.number, goods.day);
    r.references.ship_notice = goods.shipment;
    for (const auto& [line, parts] : goods.quantity) {
      add_line(r, line, parts.first, goods.halves).final = goods.final;
      if (parts.second == 0) continue;
      ReceiptLine& damaged = add_line(r, line, parts.second, goods.halves);
      damaged.condition = Condition::damaged;
      damaged.final = goods.final;
    }
    if (!goods.posted) return;
    Receipt& posting = add(Stage::accrued, "GL-" + goods.number, goods.day);
    for (const auto& [line, parts] : goods.quantity) {
      const int all = parts.first + parts.second;
      ReceiptLine& l = add_line(posting, line, all, !goods.halves);
      l.references.receipt = goods.number;
      l.amount = Money(in_cents(all * h.order[static_cast<std::size_t>(line)].price));
    }
  }

  void invoice(const oracle::Invoice& i) {
    Receipt& r = add(Stage::invoiced, i.number, i.day);
    int goods = 0;
    for (const auto& [line, billed] : i.lines) {
      ReceiptLine& l = add_line(r, line, billed.first, i.halves);
      l.unit_price = UnitPrice(in_cents(billed.second));
      if (i.halves) l.price_uom = "EA";
      goods += billed.first * billed.second;
    }
    if (i.freight > 0) r.charges.push_back({"freight", {}, Money(in_cents(i.freight)), {}, {}});
    if (i.allowance > 0)
      r.charges.push_back({"discount", {}, Money(in_cents(-i.allowance)), {}, {}});
    if (!i.taxed) return;
    Tax& tax = r.taxes.emplace_back();
    tax.rate = Percent(Decimal::from_integer(7));
    tax.base = Money(in_cents(goods));
    tax.amount = Money(in_cents((goods * 14 + 100) / 200));
  }
};

std::vector<oracle::Finding> findings_of(const Judgement& j) {
  std::vector<oracle::Finding> found;
  for (const Discrepancy& d : j.discrepancies) {
    oracle::Finding f;
    f.rule = d.rule;
    f.document = d.document;
    f.line = d.anchor.po_line.empty() ? -1 : std::stoi(d.anchor.po_line);
    if (d.quantity) f.quantity = oracle::Number(d.quantity->to_string());
    f.cents = oracle::Number(static_cast<std::int64_t>(d.impact.value.millionths() / 10'000));
    f.accepted = d.auto_resolved;
    found.push_back(f);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string shown(const std::vector<oracle::Finding>& findings) {
  std::ostringstream out;
  for (const oracle::Finding& f : findings) {
    out << f.rule << ' ' << f.document << '/' << f.line << ' ' << f.quantity << " = " << f.cents
        << (f.accepted ? " accepted" : "") << '\n';
  }
  return out.str();
}

std::string shown(const History& h) {
  std::ostringstream out;
  out << "as of day " << h.as_of << '\n';
  for (const auto& l : h.order)
    out << "order " << l.quantity << " @ " << l.price << " due " << l.due << '\n';
  for (const auto& s : h.shipments) {
    out << "ship " << s.number << " day " << s.day << " eta " << s.eta << ':';
    for (const auto& [line, q] : s.quantity) out << ' ' << line << '=' << q;
    out << '\n';
  }
  for (const auto& r : h.receivings) {
    out << "receive " << r.number << " day " << r.day << " from " << r.shipment
        << (r.final ? " final" : "") << (r.posted ? "" : " unposted") << ':';
    for (const auto& [line, q] : r.quantity)
      out << ' ' << line << '=' << q.first << '+' << q.second;
    out << '\n';
  }
  for (const auto& i : h.invoices) {
    out << "invoice " << i.number << " day " << i.day << (i.taxed ? " taxed" : "") << " freight "
        << i.freight << " allowance " << i.allowance << (i.halves ? " halves" : "") << ':';
    for (const auto& [line, q] : i.lines) out << ' ' << line << '=' << q.first << '@' << q.second;
    out << '\n';
  }
  return out.str();
}

Judgement judged(const History& h) {
  const Documents documents(h);
  ReferenceData reference;
  for (std::size_t i = 0; i < h.order.size(); ++i) {
    ItemRow& item = reference.items.emplace_back();
    item.sku = Sku("A-" + std::to_string(i));
    item.base_uom = "EA";
    reference.packs.push_back({item.sku, "HALF", Rational(1, 2), {}, {}, {}});
  }
  Evidence evidence;
  evidence.receipts = documents.accepted;
  evidence.reference = &reference;
  return judge(evidence, standard_policy(), Instant{kDayZero + std::chrono::days{h.as_of}});
}

oracle::Number cents_of(Money amount) {
  return oracle::Number(static_cast<std::int64_t>(amount.value.millionths() / 10'000));
}

}  // namespace

TEST_CASE(
    "The engine and the oracle agree on any history (M-8.1 to M-8.5, M-8.8, M-8.13, M-14.1)") {
  CHECK(rc::check([] {
    const History h = any_history();
    const Judgement j = judged(h);
    const oracle::Opinion expected = oracle::judge(h);
    const std::string engine = shown(findings_of(j));
    const std::string opinion = shown(expected.findings);
    if (engine != opinion) RC_FAIL(shown(h) + "engine:\n" + engine + "oracle:\n" + opinion);
    RC_ASSERT(j.invoices.size() == expected.payments.size());
    for (const InvoiceResult& r : j.invoices) {
      const oracle::Payment& p = expected.payments.at(r.invoice);
      RC_LOG() << shown(h) << r.invoice << '\n';
      RC_ASSERT(cents_of(r.gross) == p.gross);
      RC_ASSERT(cents_of(r.disputed) == p.disputed);
      RC_ASSERT(cents_of(r.consequential_tax) == p.tax);
      RC_ASSERT(cents_of(r.waiting) == p.waiting);
      RC_ASSERT(cents_of(r.payable_now) == p.payable);
    }
  }));
}

TEST_CASE("A receipt never adds to what is in dispute, unless it is one too many (24.6)") {
  CHECK(rc::check([] {
    History h = any_history();
    h.shipments.clear();
    for (auto& r : h.receivings) r.shipment.clear();
    const auto cash = [](const Judgement& j) {
      Rational sum;
      for (const Discrepancy& d : j.discrepancies) {
        if (d.impact_class == ImpactClass::cash && d.impact > Money()) {
          sum += Rational(d.impact.value);
        }
      }
      return sum;
    };
    const auto too_many = [](const Judgement& j) {
      return std::count_if(j.discrepancies.begin(), j.discrepancies.end(),
                           [](const Discrepancy& d) { return d.rule == "Q03"; });
    };
    const Judgement before = judged(h);
    oracle::Receiving more;
    more.number = "R9";
    more.day = draw(1, 25);
    more.quantity[0] = {draw(1, 60), 0};
    h.receivings.push_back(more);
    const Judgement after = judged(h);
    RC_PRE(too_many(after) == too_many(before));
    RC_ASSERT(cash(after) <= cash(before));
  }));
}
