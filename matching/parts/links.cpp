#include "matching/parts/links.hpp"

#include <algorithm>

#include "matching/attach/attached_line.hpp"
#include "matching/billing/document_amounts.hpp"
#include "matching/identity/normalise.hpp"
#include "matching/items/catalogue.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

std::string scoped(std::string_view kind, const SupplierId& supplier, std::string_view value) {
  return sentence(kind, supplier.str(), "\x1f", value);
}

/// Inspections, returns and consumption name a receipt by its number alone.
std::string receipt_key(std::string_view number) {
  return sentence("x:", number);
}

std::string invoice_key(std::string_view number) {
  return sentence("v:", normalised_number(number));
}

class KeyGatherer {
 public:
  explicit KeyGatherer(const Receipt& receipt) : r_(receipt) {}

  Links gather() {
    links_.keys.push_back(document_key(r_.supplier, r_.document.number));
    if (r_.stage == Stage::ordered) add_order(r_.document.number);
    if (r_.stage == Stage::received) links_.keys.push_back(receipt_key(r_.document.number));
    add_references();
    for (const ReceiptLine& line : r_.lines) add_line(line);
    if (r_.stage == Stage::invoiced) add_lookalikes();
    for (auto* list : {&links_.keys, &links_.asks, &links_.asks_from, &links_.items}) {
      std::sort(list->begin(), list->end());
      list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    return std::move(links_);
  }

 private:
  void add_order(std::string_view po) {
    if (!po.empty()) links_.keys.push_back(order_key(po));
  }
  void add_document(std::string_view number) {
    if (!number.empty()) links_.keys.push_back(document_key(r_.supplier, number));
  }
  void add_bill(std::string_view number) {
    if (!number.empty()) links_.keys.push_back(scoped("b:", r_.supplier, number));
  }
  void add_invoice(std::string_view number) {
    if (!number.empty()) links_.keys.push_back(invoice_key(number));
  }

  void add_references() {
    add_document(r_.references.ship_notice);
    add_document(r_.references.reverses);
    add_bill(r_.references.bill_of_lading);
    add_invoice(r_.references.invoice);
    const std::string& named_case = r_.references.case_number;
    if (!named_case.empty()) links_.keys.push_back(case_key(named_case));
  }

  void add_line(const ReceiptLine& line) {
    const std::string_view po = quoted_order(r_, line);
    add_order(po);
    if (po.empty() && r_.stage != Stage::ordered) links_.without_order = true;
    add_document(line.references.ship_notice);
    add_document(line.references.receipt);
    if (line.references.reverses) add_document(line.references.reverses->document);
    add_bill(line.references.bill_of_lading);
    add_invoice(line.references.invoice);
    for (const std::string& sscc : line.sscc) {
      links_.keys.push_back(scoped("s:", r_.supplier, sscc));
    }
    for (std::string& name : identifiers_of(line.item, r_.supplier)) {
      if (!name.empty()) links_.items.push_back(std::move(name));
    }
  }

  /// Numbers one edit apart share a spelling with one character left out; with the same total they
  /// are suspect (M-9.3).
  void add_lookalikes() {
    const std::string number = normalised_number(r_.document.number);
    add_invoice(r_.document.number);
    // Where the gross depends on what is known of units, it may be anybody's.
    const bool may_be_any = gross_needs_units(r_);
    const std::string gross = may_be_any ? "?" : gross_of(r_).value.to_string();
    const auto add = [&](const std::string& spelling) {
      links_.keys.push_back(sentence("g:", spelling, "#", gross));
      if (may_be_any)
        links_.asks_from.push_back(sentence("g:", spelling, "#"));
      else
        links_.asks.push_back(sentence("g:", spelling, "#?"));
    };
    add(number);
    for (std::size_t i = 0; i < number.size(); ++i) add(std::string(number).erase(i, 1));
  }

  const Receipt& r_;
  Links links_;
};

/// Ids of events are unique only within their kind.
std::string event_key(std::string_view kind, std::string_view id) {
  return sentence("e:", kind, "\x1f", id);
}

void add_stock_keys(const InventoryEvent& event, std::vector<std::string>& keys) {
  if (!event.sku.empty()) keys.push_back(stock_item_key("s:" + event.sku));
  if (!event.order.empty()) keys.push_back(transfer_key(event.order));
  if (event.kind != EventKind::count) return;
  keys.push_back(sentence("c:", event.id));
  if (!event.recount_of.empty()) keys.push_back(sentence("c:", event.recount_of));
  if (!event.location.empty()) keys.push_back(sentence("l:", event.site, "\x1f", event.location));
}

std::string owner_at(const Anchor& anchor, std::string_view document) {
  if (!anchor.order.empty()) return transfer_key(anchor.order);
  if (!anchor.event.empty()) return event_key(anchor.document, anchor.event);
  if (!anchor.po.empty()) return order_key(anchor.po.str());
  return document_key(anchor.supplier, anchor.invoice.empty() ? document : anchor.invoice);
}

}  // namespace

Links links_of(const Receipt& receipt) {
  return KeyGatherer(receipt).gather();
}

bool concerns_order(EventKind kind) {
  return kind == EventKind::return_ship || kind == EventKind::consume ||
         kind == EventKind::inspection;
}

Links links_of(const InventoryEvent& event) {
  Links links;
  if (concerns_order(event.kind)) {
    links.keys.push_back(document_key(event.supplier, event.id));
    if (!event.po.empty()) links.keys.push_back(order_key(event.po));
    if (!event.receipt.empty()) links.keys.push_back(receipt_key(event.receipt));
  } else {
    add_stock_keys(event, links.keys);
  }
  std::sort(links.keys.begin(), links.keys.end());
  return links;
}

std::string stock_item_key(std::string_view item) {
  return sentence("i:", item);
}

std::string transfer_key(std::string_view order) {
  return sentence("t:", order);
}

std::string case_key(std::string_view id) {
  return sentence("k:", id);
}

std::string order_key(std::string_view po) {
  return sentence("o:", normalised_number(po));
}

std::string document_key(const SupplierId& supplier, std::string_view number) {
  return scoped("d:", supplier, number);
}

bool is_owner(std::string_view key) {
  return key.starts_with("o:") || key.starts_with("d:");
}

std::string owner_of(const Anchor& anchor) {
  return owner_at(anchor, anchor.document);
}
std::string owner_of(const Discrepancy& d) {
  return owner_at(d.anchor, d.document);
}
std::string owner_of(const Note& note) {
  return owner_at(note.anchor, note.document);
}
std::string owner_of(const LineResult& line) {
  return order_key(line.po.str());
}
std::string owner_of(const InvoiceResult& invoice) {
  return document_key(invoice.supplier, invoice.invoice);
}
std::string owner_of(const Refusal& refusal) {
  if (refusal.number.empty()) return std::string(kStockOwner);
  return document_key(refusal.supplier, refusal.number);
}

std::string owner_of(const TransferResult& transfer) {
  return transfer_key(transfer.order);
}
std::string owner_of(const CountResult& count) {
  return event_key(to_string_view(EventKind::count), count.event);
}
std::string owner_of(const AdjustmentResult& adjustment) {
  return event_key(to_string_view(EventKind::adjustment), adjustment.event);
}

bool is_of_stock(const Anchor& anchor) {
  return !anchor.order.empty() || !anchor.event.empty();
}

bool is_stock_owner(std::string_view key) {
  return key.starts_with("t:") || key.starts_with("e:") || key == kStockOwner;
}

}  // namespace weighbridge::matching
