// The members of weighbridge.receipt/1 and weighbridge.event/1, named once, in the order in which
// they are written. Reading and writing both follow these tables, so neither can forget a member.
//
// A visitor takes `(name, member)` for a member that is left out when empty, `required` for one
// that always stands, and `schema` for the word that names the format.
#pragma once

#include "mappings/canonical/event.hpp"
#include "mappings/canonical/receipt.hpp"

namespace weighbridge {

inline constexpr std::string_view kReceiptSchema = "weighbridge.receipt/1";
inline constexpr std::string_view kEventSchema = "weighbridge.event/1";

/// `Members<T>::visit(visitor, object)`; `object` may be const.
template <class T>
struct Members;

template <>
struct Members<ItemRef> {
  template <class Visitor, class Object>
  static void visit(Visitor& v, Object& item) {
    v("sku", item.sku);
    v("gtin", item.gtin);
    v("upc", item.upc);
    v("vendor", item.vendor);
    v("description", item.description);
  }
};

template <>
struct Members<ReversedLine> {
  template <class Visitor, class Object>
  static void visit(Visitor& v, Object& reversed) {
    v.required("document", reversed.document);
    v("line", reversed.line);
  }
};

template <>
struct Members<LineReferences> {
  template <class Visitor, class Object>
  static void visit(Visitor& v, Object& references) {
    v("ship_notice", references.ship_notice);
    v("receipt", references.receipt);
    v("invoice", references.invoice);
    v("bill_of_lading", references.bill_of_lading);
    v("reverses", references.reverses);
  }
};

template <>
struct Members<ReceiptLine> {
  template <class Visitor, class Object>
  static void visit(Visitor& v, Object& line) {
    v("line", line.line);
    v("po", line.po);
    v("po_line", line.po_line);
    v("item", line.item);
    v.required("quantity", line.quantity);
    v("uom", line.uom);
    v("per_base", line.per_base);
    v("unit_price", line.unit_price);
    v("price_basis", line.price_basis);
    v("price_uom", line.price_uom);
    v("price_quantity", line.price_quantity);
    v("amount", line.amount);
    v("condition", line.condition);
    v("condition_code", line.condition_code);
    v("final", line.final);
    v("site", line.site);
    v("lot", line.lot);
    v("serials", line.serials);
    v("sscc", line.sscc);
    v("expected", line.expected);
    v("user", line.user);
    v("shift", line.shift);
    v("posting_id", line.posting_id);
    v("references", line.references);
  }
};

template <>
struct Members<Charge> {
  template <class Visitor, class Object>
  static void visit(Visitor& v, Object& charge) {
    v("kind", charge.kind);
    v("code", charge.code);
    v.required("amount", charge.amount);
    v("description", charge.description);
    v("line", charge.line);
    v("included", charge.included);
  }
};

template <>
struct Members<Tax> {
  template <class Visitor, class Object>
  static void visit(Visitor& v, Object& tax) {
    v("code", tax.code);
    v("rate", tax.rate);
    v("base", tax.base);
    v.required("amount", tax.amount);
  }
};

template <>
struct Members<Terms> {
  template <class Visitor, class Object>
  static void visit(Visitor& v, Object& terms) {
    v("due", terms.due);
    v("discount_date", terms.discount_date);
    v("discount_percent", terms.discount_percent);
  }
};

template <>
struct Members<Totals> {
  template <class Visitor, class Object>
  static void visit(Visitor& v, Object& totals) {
    v("lines", totals.lines);
    v("tax", totals.tax);
    v("charges", totals.charges);
    v("amount", totals.amount);
  }
};

template <>
struct Members<DocumentId> {
  template <class Visitor, class Object>
  static void visit(Visitor& v, Object& document) {
    v("kind", document.kind);
    v.required("number", document.number);
    v("date", document.date);
    v("time", document.time);
    v("purpose", document.purpose);
  }
};

template <>
struct Members<DocumentReferences> {
  template <class Visitor, class Object>
  static void visit(Visitor& v, Object& references) {
    v("bill_of_lading", references.bill_of_lading);
    v("carrier", references.carrier);
    v("tracking", references.tracking);
    v("ship_notice", references.ship_notice);
    v("invoice", references.invoice);
    v("po", references.po);
    v("reverses", references.reverses);
    v("case", references.case_number);
    v("rma", references.rma);
  }
};

template <>
struct Members<DocumentDates> {
  template <class Visitor, class Object>
  static void visit(Visitor& v, Object& dates) {
    v("shipped", dates.shipped);
    v("expected", dates.expected);
    v("posted", dates.posted);
  }
};

template <>
struct Members<Receipt> {
  template <class Visitor, class Object>
  static void visit(Visitor& v, Object& receipt) {
    v.schema(kReceiptSchema);
    v.required("stage", receipt.stage);
    v.required("document", receipt.document);
    v("supplier", receipt.supplier);
    v("bill_from", receipt.bill_from);
    v("remit_to", receipt.remit_to);
    v("bank", receipt.bank);
    v("site", receipt.site);
    v("currency", receipt.currency);
    v("exchange_rate", receipt.exchange_rate);
    v("references", receipt.references);
    v("dates", receipt.dates);
    v("lines", receipt.lines);
    v("charges", receipt.charges);
    v("taxes", receipt.taxes);
    v("terms", receipt.terms);
    v("totals", receipt.totals);
    v("recorded", receipt.recorded);
  }
};

template <>
struct Members<InventoryEvent> {
  template <class Visitor, class Object>
  static void visit(Visitor& v, Object& event) {
    v.schema(kEventSchema);
    v.required("kind", event.kind);
    v.required("id", event.id);
    v("at", event.at);
    v("order", event.order);
    v("line", event.line);
    v("site", event.site);
    v("to_site", event.to_site);
    v("location", event.location);
    v("sku", event.sku);
    v("lot", event.lot);
    v("quantity", event.quantity);
    v("book", event.book);
    v("uom", event.uom);
    v("unit_cost", event.unit_cost);
    v("eta", event.eta);
    v("condition", event.condition);
    v("from_condition", event.from_condition);
    v("final", event.final);
    v("user", event.user);
    v("counter", event.counter);
    v("count_no", event.count_no);
    v("recount_of", event.recount_of);
    v("frozen_at", event.frozen_at);
    v("booked_at", event.booked_at);
    v("reason", event.reason);
    v("evidence", event.evidence);
    v("supplier", event.supplier);
    v("po", event.po);
    v("po_line", event.po_line);
    v("rma", event.rma);
    v("receipt", event.receipt);
    v("receipt_line", event.receipt_line);
    v("expected_credit", event.expected_credit);
    v("restocking_percent", event.restocking_percent);
    v("case", event.case_number);
    v("stance", event.stance);
    v("amount", event.amount);
    v("note", event.note);
  }
};

}  // namespace weighbridge
