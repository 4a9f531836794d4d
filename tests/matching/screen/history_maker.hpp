// How histories are made: clean chains of documents first, then faults done to them.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "examples/generator/random.hpp"
#include "tests/matching/screen/histories.hpp"

namespace weighbridge::matching {

inline constexpr Date kStart = Date{std::chrono::days{20500}};

inline Decimal decimal(std::int64_t units, int cents = 0) {
  return Decimal::from_millionths(Int128{units} * Decimal::kScale + Int128{cents} * 10'000);
}

/// One order with its papers, by their places in the history.
struct Chain {
  std::size_t order = 0;
  std::vector<std::size_t> shipments, receipts, postings, invoices;
};

class HistoryMaker {
 public:
  HistoryMaker(std::uint64_t seed, const HistoryOptions& options)
      : random_(seed), options_(options) {}

  History make(int only_fault) {
    make_reference();
    for (int i = 0; i < options_.orders; ++i) add_chain(i);
    for (int i = 0; i < options_.faults; ++i) {
      const int kind = only_fault >= 0 ? only_fault : draw(0, fault_kinds() - 1);
      spoil(static_cast<std::size_t>(kind));
    }
    for (std::size_t i = 0; i < history_.receipts.size(); ++i)
      history_.receipts[i].sequence = i + 1;
    // Documents arrive in any order.
    for (std::size_t i = history_.receipts.size(); i > 1; --i) {
      std::swap(history_.receipts[i - 1],
                history_.receipts[static_cast<std::size_t>(draw(0, static_cast<int>(i) - 1))]);
    }
    history_.as_of = Instant{kStart + std::chrono::days{draw(0, 60)}};
    return std::move(history_);
  }

  static const std::vector<std::function<void(HistoryMaker&)>>& faults();

 private:
  int draw(int low, int high) { return static_cast<int>(random_.between(low, high)); }
  bool chance(int percent) { return random_.chance(percent); }

  void make_reference() {
    const bool items = chance(50);
    for (int i = 0; items && i < 6; ++i) {
      ItemRow row;
      row.sku = Sku("A-" + std::to_string(i));
      row.base_uom = "EA";
      row.integral = chance(50);
      if (chance(50)) row.unit_cost = UnitPrice(decimal(draw(1, 9)));
      history_.reference.items.push_back(row);
      if (chance(30))
        history_.reference.packs.push_back({row.sku, "CA", Rational(12, 1), {}, {}, {}});
    }
    if (chance(30)) {
      for (int s = 0; s < 3; ++s) {
        SupplierRow row;
        row.supplier = SupplierId("S" + std::to_string(s));
        row.group = s < 2 ? "G" : "";
        history_.reference.suppliers.push_back(row);
      }
    }
    if (chance(20)) history_.policy.asn_required_suppliers = {"S0"};
  }

  Receipt document(Stage stage, DocumentKind kind, const std::string& number, int day,
                   const Receipt* order) {
    Receipt r;
    r.stage = stage;
    r.document.kind = kind;
    r.document.number = number;
    r.document.date = kStart + std::chrono::days{day};
    if (chance(30))
      r.document.time = Instant{kStart + std::chrono::days{day}} + std::chrono::hours{draw(6, 18)};
    r.supplier = order != nullptr ? order->supplier : SupplierId("S" + std::to_string(draw(0, 2)));
    r.currency = *Currency::parse("USD");
    r.site = order != nullptr ? order->site : "DC" + std::to_string(draw(1, 2));
    return r;
  }

  std::size_t add(Receipt r) {
    AcceptedReceipt accepted;
    accepted.receipt = std::move(r);
    accepted.source = "file" + std::to_string(history_.receipts.size());
    history_.receipts.push_back(std::move(accepted));
    return history_.receipts.size() - 1;
  }

  Receipt& at(std::size_t place) { return history_.receipts[place].receipt; }

  void add_chain(int i) {
    const std::string id = std::to_string(100 + i);
    Chain chain;
    Receipt order =
        document(Stage::ordered, DocumentKind::purchase_order, "PO-" + id, draw(0, 5), nullptr);
    const int lines = draw(1, 4);
    for (int l = 1; l <= lines; ++l) order.lines.push_back(order_line(l));
    if (chance(40)) order.dates.expected = Moment::of(kStart + std::chrono::days{draw(8, 12)});
    chain.order = add(order);
    const int deliveries = chance(25) && lines > 1 ? 2 : 1;
    for (int d = 0; d < deliveries; ++d) {
      const std::string suffix = id + (deliveries > 1 ? "-" + std::to_string(d) : "");
      deliver(order, chain, suffix, d, deliveries);
    }
    chains_.push_back(std::move(chain));
  }

  ReceiptLine order_line(int number) {
    ReceiptLine line;
    line.line = std::to_string(number);
    line.po_line = chance(20) ? "0" + std::to_string(number * 10) : std::to_string(number * 10);
    line.item.sku = "A-" + std::to_string(draw(0, 7));
    if (chance(20)) line.item.vendor = "V-" + line.item.sku;
    if (chance(10)) line.item.gtin = "4000000000" + std::to_string(100 + draw(0, 3));
    line.quantity = Quantity(decimal(draw(2, 40), chance(10) ? 50 : 0));
    line.uom = "EA";
    line.unit_price = UnitPrice(decimal(draw(0, 20), draw(1, 99)));
    return line;
  }

  /// The part of an order line that one of several deliveries brings.
  static Quantity part(Quantity whole, int index, int count) {
    if (count == 1) return whole;
    const Quantity first(decimal(1));
    return index == 0 ? first : whole - first;
  }

  ReceiptLine quoted(const Receipt& order, std::size_t l, int delivery, int deliveries) {
    const ReceiptLine& ordered = order.lines[l];
    ReceiptLine line;
    line.line = std::to_string(l + 1);
    line.po = PoNumber(order.document.number);
    if (!chance(10)) line.po_line = std::to_string((l + 1) * 10);
    line.item = ordered.item;
    if (chance(10)) line.item.vendor.clear();
    line.uom = ordered.uom;
    line.quantity = part(ordered.quantity, delivery, deliveries);
    return line;
  }

  void deliver(const Receipt& order, Chain& chain, const std::string& id, int delivery,
               int deliveries) {
    const int shipped_on = draw(6, 8) + delivery;
    Receipt shipment =
        document(Stage::shipped, DocumentKind::ship_notice, "SH-" + id, shipped_on, &order);
    Receipt receipt = document(Stage::received, DocumentKind::warehouse_receipt, "WR-" + id,
                               shipped_on + draw(1, 3), &order);
    Receipt posting =
        document(Stage::accrued, DocumentKind::accrual, "GR-" + id, shipped_on + 3, &order);
    Receipt invoice =
        document(Stage::invoiced, DocumentKind::invoice, "INV-" + id + "7", shipped_on + 4, &order);
    if (chance(30)) shipment.references.bill_of_lading = "BOL-" + std::to_string(draw(1, 6));
    const bool quotes = deliveries > 1 || chance(50);
    for (std::size_t l = 0; l < order.lines.size(); ++l) {
      const ReceiptLine line = quoted(order, l, delivery, deliveries);
      shipment.lines.push_back(line);
      receipt.lines.push_back(line);
      if (quotes) receipt.lines.back().references.ship_notice = shipment.document.number;
      receipt.lines.back().final = chance(50);
      ReceiptLine priced = line;
      priced.unit_price = order.lines[l].unit_price;
      invoice.lines.push_back(priced);
      if (chance(50)) priced.references.receipt = receipt.document.number;
      posting.lines.push_back(priced);
    }
    if (chance(30)) {
      Tax tax;
      tax.rate = Percent(decimal(7));
      tax.base = Money(decimal(draw(1, 3) * 100));
      tax.amount = Money(decimal(tax.base->value.millionths() == decimal(100).millionths()   ? 7
                                 : tax.base->value.millionths() == decimal(200).millionths() ? 14
                                                                                             : 21));
      invoice.taxes.push_back(tax);
    }
    chain.shipments.push_back(add(std::move(shipment)));
    chain.receipts.push_back(add(std::move(receipt)));
    chain.postings.push_back(add(std::move(posting)));
    chain.invoices.push_back(add(std::move(invoice)));
  }

  // What faults are done to.
  Chain& any_chain() {
    return chains_[static_cast<std::size_t>(draw(0, static_cast<int>(chains_.size()) - 1))];
  }
  Receipt& any_of(const std::vector<std::size_t>& places) {
    return at(places[static_cast<std::size_t>(draw(0, static_cast<int>(places.size()) - 1))]);
  }
  Receipt& any_receipt() {
    Chain& chain = any_chain();
    switch (draw(0, 3)) {
      case 0:
        return any_of(chain.shipments);
      case 1:
        return any_of(chain.receipts);
      case 2:
        return any_of(chain.postings);
      default:
        return any_of(chain.invoices);
    }
  }
  Receipt& invoice() { return any_of(any_chain().invoices); }
  Receipt& order() { return at(any_chain().order); }
  ReceiptLine& line_of(Receipt& r) {
    if (r.lines.empty()) r.lines.resize(1);
    return r.lines[static_cast<std::size_t>(draw(0, static_cast<int>(r.lines.size()) - 1))];
  }
  void copy(const Receipt& r, const std::function<void(Receipt&)>& change) {
    Receipt copied = r;
    change(copied);
    add(std::move(copied));
  }
  void move_event(EventKind kind, const std::function<void(InventoryEvent&)>& fill) {
    AcceptedEvent accepted;
    accepted.event.kind = kind;
    accepted.event.id = "E-" + std::to_string(history_.events.size());
    accepted.event.at = Moment::of(kStart + std::chrono::days{draw(10, 20)});
    accepted.event.quantity = Quantity(decimal(1));
    fill(accepted.event);
    history_.events.push_back(std::move(accepted));
  }

  void spoil(std::size_t kind) { faults()[kind](*this); }

  generator::Random random_;
  HistoryOptions options_;
  History history_;
  std::vector<Chain> chains_;
};

}  // namespace weighbridge::matching
