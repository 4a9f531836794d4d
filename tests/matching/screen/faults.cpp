// What can be wrong with a history. One line each: figures, units and items, references, documents
// over several orders, versions, duplicates, credits, dates, what is missing, decisions and policy.
#include "tests/matching/screen/history_maker.hpp"

namespace weighbridge::matching {

using std::chrono::days;

const std::vector<std::function<void(HistoryMaker&)>>& HistoryMaker::faults() {
  static const std::vector<std::function<void(HistoryMaker&)>> kFaults{
      // Figures
      [](HistoryMaker& m) {
        m.line_of(m.any_receipt()).quantity += Quantity(decimal(m.draw(-1, 2)));
      },
      [](HistoryMaker& m) { m.line_of(m.any_receipt()).quantity += Quantity(decimal(0, 1)); },
      [](HistoryMaker& m) {
        m.line_of(m.invoice()).unit_price = UnitPrice(decimal(m.draw(0, 20), 33));
      },
      // At the price of another order of the same item
      [](HistoryMaker& m) {
        ReceiptLine& billed = m.line_of(m.invoice());
        for (const Chain& chain : m.chains_) {
          for (const ReceiptLine& line : m.at(chain.order).lines) {
            const bool other = line.item.sku == billed.item.sku && line.po != billed.po;
            if (other && line.unit_price) billed.unit_price = line.unit_price;
          }
        }
      },
      [](HistoryMaker& m) { m.line_of(m.invoice()).amount = Money(decimal(m.draw(1, 50))); },
      [](HistoryMaker& m) {
        ReceiptLine& line = m.line_of(m.any_of(m.any_chain().postings));
        line.amount = Money(decimal(m.draw(1, 50)));
      },
      [](HistoryMaker& m) {
        m.line_of(m.any_receipt()).price_basis = Quantity(decimal(m.draw(1, 10)));
      },
      [](HistoryMaker& m) { m.line_of(m.any_receipt()).unit_price.reset(); },
      [](HistoryMaker& m) {
        ReceiptLine& line = m.line_of(m.order());
        line.unit_price.reset();
        line.amount = Money(decimal(30));
      },
      [](HistoryMaker& m) { m.invoice().totals.amount = Money(decimal(m.draw(1, 300))); },
      [](HistoryMaker& m) { m.invoice().totals.tax = Money(decimal(m.draw(0, 3))); },
      [](HistoryMaker& m) {
        m.invoice().charges.push_back({"freight", "", Money(decimal(m.draw(-3, 9))), "", ""});
      },
      [](HistoryMaker& m) {
        Receipt& r = m.invoice();
        r.charges.push_back({"discount", "", Money(decimal(-1)), "", m.line_of(r).line});
      },
      [](HistoryMaker& m) {
        m.order().charges.push_back({"freight", "", Money(decimal(5)), "", ""});
      },
      [](HistoryMaker& m) {
        Tax tax;
        tax.rate = Percent(decimal(7));
        tax.amount = Money(decimal(m.draw(0, 9)));
        m.invoice().taxes.push_back(tax);
      },
      [](HistoryMaker& m) { m.invoice().exchange_rate = Rate(decimal(1, 10)); },
      [](HistoryMaker& m) { m.any_receipt().currency = *Currency::parse("EUR"); },
      [](HistoryMaker& m) { m.any_of(m.any_chain().postings).currency = Currency(); },
      // Units and items
      [](HistoryMaker& m) { m.line_of(m.any_receipt()).uom = "CA"; },
      [](HistoryMaker& m) { m.line_of(m.any_receipt()).uom = "DZ"; },
      [](HistoryMaker& m) { m.line_of(m.any_receipt()).uom.clear(); },
      [](HistoryMaker& m) { m.line_of(m.order()).uom = "CA"; },
      [](HistoryMaker& m) {
        m.line_of(m.any_receipt()).item.sku = "A-" + std::to_string(m.draw(0, 9));
      },
      [](HistoryMaker& m) {
        m.line_of(m.any_receipt()).item = ItemRef{{}, {}, {}, "V-A-1", {}};
      },
      [](HistoryMaker& m) {
        m.line_of(m.any_receipt()).item = ItemRef{{}, "4000000000101", {}, {}, {}};
      },
      [](HistoryMaker& m) { m.line_of(m.any_receipt()).item = ItemRef{}; },
      [](HistoryMaker& m) {
        m.line_of(m.order()).item.vendor = "V-A-" + std::to_string(m.draw(0, 7));
      },
      [](HistoryMaker& m) { m.line_of(m.order()).item.sku.clear(); },
      [](HistoryMaker& m) {
        m.history_.reference.aliases.push_back({SupplierId("S0"), "V-A-1", Sku("A-2")});
      },
      [](HistoryMaker& m) {
        m.history_.reference.packs.push_back({Sku("A-1"), "BX", Rational(1003, 1000), {}, {}, {}});
      },
      // An order that says itself what its packs hold
      [](HistoryMaker& m) {
        ReceiptLine& line = m.line_of(m.order());
        line.uom = "CA";
        line.per_base = Quantity(decimal(m.draw(2, 12)));
      },
      // References
      [](HistoryMaker& m) {
        m.line_of(m.any_receipt()).po_line = std::to_string(m.draw(1, 5) * 10);
      },
      [](HistoryMaker& m) {
        m.line_of(m.any_receipt()).po = PoNumber("PO-1" + std::to_string(m.draw(0, 9)) + "1");
      },
      [](HistoryMaker& m) {
        m.line_of(m.any_receipt()).po = PoNumber("po1" + std::to_string(m.draw(0, 9)) + "1");
      },
      [](HistoryMaker& m) { m.line_of(m.any_receipt()).po = PoNumber(); },
      [](HistoryMaker& m) {
        Receipt& r = m.any_receipt();
        for (ReceiptLine& line : r.lines) line.po = PoNumber();
      },
      [](HistoryMaker& m) {
        ReceiptLine& line = m.line_of(m.any_receipt());
        line.po = PoNumber("PO-NONE");
        line.references.ship_notice = "SH-10" + std::to_string(m.draw(0, 9));
      },
      [](HistoryMaker& m) {
        ReceiptLine& line = m.line_of(m.any_receipt());
        line.po = PoNumber("PO-NONE");
        line.references.bill_of_lading = "BOL-" + std::to_string(m.draw(1, 6));
      },
      [](HistoryMaker& m) {
        m.line_of(m.any_receipt()).sscc.push_back("C" + std::to_string(m.draw(1, 3)));
      },
      [](HistoryMaker& m) {
        m.any_receipt().supplier = SupplierId("S" + std::to_string(m.draw(0, 3)));
      },
      [](HistoryMaker& m) { m.order().supplier = SupplierId("S" + std::to_string(m.draw(0, 3))); },
      [](HistoryMaker& m) { m.order().document.number = "PO-10" + std::to_string(m.draw(0, 9)); },
      [](HistoryMaker& m) {
        Receipt& r = m.any_receipt();
        r.references.po = m.line_of(r).po.str();
        for (ReceiptLine& line : r.lines) line.po = PoNumber();
      },
      // One document over several orders
      [](HistoryMaker& m) {
        Receipt& to = m.invoice();
        const Receipt from = m.invoice();
        for (const ReceiptLine& line : from.lines) to.lines.push_back(line);
      },
      [](HistoryMaker& m) {
        Receipt& to = m.any_of(m.any_chain().receipts);
        const Receipt from = m.any_of(m.any_chain().receipts);
        for (const ReceiptLine& line : from.lines) to.lines.push_back(line);
      },
      // Versions and copies
      [](HistoryMaker& m) { m.any_receipt().document.purpose = Purpose::replace; },
      [](HistoryMaker& m) { m.any_receipt().document.purpose = Purpose::cancel; },
      [](HistoryMaker& m) { m.any_receipt().document.purpose = Purpose::duplicate; },
      [](HistoryMaker& m) { m.any_receipt().document.purpose = Purpose::correction; },
      [](HistoryMaker& m) { m.copy(m.any_receipt(), [](Receipt&) {}); },
      [](HistoryMaker& m) {
        m.copy(m.any_receipt(), [&](Receipt& r) {
          r.document.purpose = Purpose::cancel;
          if (m.chance(50)) r.lines.clear();
        });
      },
      [](HistoryMaker& m) {
        m.copy(m.any_receipt(), [&](Receipt& r) {
          r.document.purpose = Purpose::replace;
          m.line_of(r).quantity += Quantity(decimal(1));
        });
      },
      [](HistoryMaker& m) {
        m.copy(m.any_receipt(), [&](Receipt& r) {
          r.document.purpose = Purpose::reversal;
          r.references.reverses = r.document.number;
          r.document.number += "-R";
          if (m.chance(50)) r.lines.resize(1);
        });
      },
      [](HistoryMaker& m) {
        m.copy(m.order(), [&](Receipt& r) {
          r.document.purpose = m.chance(50) ? Purpose::replace : Purpose::original;
          r.document.date = *r.document.date + days{m.draw(0, 9)};
          m.line_of(r).quantity += Quantity(decimal(m.draw(0, 3)));
        });
      },
      [](HistoryMaker& m) {
        m.copy(m.order(), [&](Receipt& r) {
          r.document.purpose = Purpose::cancel;
          if (m.chance(70)) r.lines.clear();
        });
      },
      [](HistoryMaker& m) {
        Receipt& r = m.order();
        r.lines.push_back(m.line_of(r));  // a schedule
      },
      // Duplicates
      [](HistoryMaker& m) {
        m.copy(m.invoice(), [&](Receipt& r) {
          r.document.number =
              m.chance(50) ? r.document.number + "1" : "inv " + r.document.number.substr(4);
          r.document.date = *r.document.date + days{m.draw(0, 5)};
        });
      },
      [](HistoryMaker& m) {
        const Receipt like = m.invoice();
        Receipt& r = m.invoice();
        r.document.number = like.document.number;
        r.supplier = m.chance(50) ? like.supplier : r.supplier;
      },
      [](HistoryMaker& m) {
        Receipt& r = m.invoice();
        r.totals.amount = Money(decimal(100));
        m.invoice().totals.amount = r.totals.amount;
      },
      // Credits
      [](HistoryMaker& m) {
        m.copy(m.invoice(), [&](Receipt& r) {
          r.document.kind = DocumentKind::credit_note;
          if (m.chance(50)) r.document.number = "CN-" + std::to_string(m.draw(1, 3));
        });
      },
      [](HistoryMaker& m) { m.line_of(m.invoice()).quantity = Quantity(decimal(-1)); },
      // Conditions, dates, times
      [](HistoryMaker& m) {
        m.line_of(m.any_of(m.any_chain().receipts)).condition =
            static_cast<Condition>(m.draw(0, 4));
      },
      [](HistoryMaker& m) { m.any_receipt().document.date = kStart + days{m.draw(0, 30)}; },
      [](HistoryMaker& m) {
        m.any_receipt().dates.posted = Moment::of(kStart + days{m.draw(0, 30)});
      },
      [](HistoryMaker& m) { m.order().dates.expected = Moment::of(kStart + days{m.draw(0, 30)}); },
      [](HistoryMaker& m) {
        m.any_of(m.any_chain().shipments).document.time = Instant{kStart + days{m.draw(0, 20)}};
      },
      // What is missing
      [](HistoryMaker& m) {
        m.any_receipt().lines.clear();
        m.history_.receipts.back().receipt.lines.resize(1);
      },
      [](HistoryMaker& m) {
        Receipt& r = m.any_receipt();
        if (r.lines.size() > 1) r.lines.pop_back();
      },
      [](HistoryMaker& m) {
        m.line_of(m.any_receipt()).quantity = Quantity(decimal(20'000'000'000));
      },
      // Nearly the same invoice again, priced by the case: what it comes to follows from the pack
      [](HistoryMaker& m) {
        m.copy(m.invoice(), [&](Receipt& r) {
          r.document.number.insert(r.document.number.size() - 1, "1");
          r.document.date = *r.document.date + days{m.draw(0, 9)};
          for (ReceiptLine& line : r.lines) {
            if (!line.unit_price) continue;
            line.unit_price =
                UnitPrice(Decimal::from_millionths(line.unit_price->value.millionths() * 12));
            line.price_uom = "CA";
            line.amount.reset();
          }
          r.totals.amount.reset();
        });
        for (int i = 0; i < 8; ++i)
          m.history_.reference.packs.push_back(
              {Sku("A-" + std::to_string(i)), "CA", Rational(12, 1), {}, {}, {}});
      },
      // Decisions, events, the policy
      [](HistoryMaker& m) {
        Decision d;
        d.kind = static_cast<DecisionKind>(m.draw(0, 5));
        d.po = PoNumber(m.order().document.number);
        d.po_line = "10";
        if (m.chance(50)) d.document = m.invoice().document.number;
        m.history_.decisions.push_back(d);
      },
      [](HistoryMaker& m) {
        m.move_event(m.chance(50) ? EventKind::inspection : EventKind::return_ship,
                     [&](InventoryEvent& e) {
                       e.receipt = m.any_of(m.any_chain().receipts).document.number;
                       e.from_condition = Condition::good;
                       e.condition = Condition::rejected;
                     });
      },
      [](HistoryMaker& m) {
        m.move_event(EventKind::return_ship, [&](InventoryEvent& e) {
          e.po = m.order().document.number;
          e.po_line = "10";
        });
      },
      [](HistoryMaker& m) {
        m.move_event(EventKind::count, [&](InventoryEvent& e) {
          e.site = "DC1";
          e.sku = "A-" + std::to_string(m.draw(0, 9));
          e.uom = m.chance(50) ? "EA" : "CA";
          e.book = Quantity(decimal(m.draw(0, 9)));
        });
      },
      [](HistoryMaker& m) {
        OrderPolicy rule;
        rule.po = PoNumber(m.order().document.number);
        rule.mode = m.chance(50) ? MatchMode::two_way : MatchMode::three_way;
        rule.allowances.push_back({"discount", std::nullopt, Percent(decimal(2))});
        m.history_.policy.orders.push_back(rule);
      },
      [](HistoryMaker& m) {
        OrderPolicy rule;
        rule.supplier = SupplierId("S1");
        rule.bill_basis = BillBasis::ordered;
        m.history_.policy.orders.push_back(rule);
      },
      [](HistoryMaker& m) {
        Tolerance t;
        t.leg = static_cast<Leg>(m.draw(0, 17));
        t.direction = m.chance(50) ? Direction::over : Direction::under;
        if (t.leg == Leg::date)
          t.days = days{m.draw(0, 3)};
        else
          t.abs_amt = Money();
        m.history_.policy.tolerances.push_back(t);
      },
  };
  return kFaults;
}

}  // namespace weighbridge::matching
