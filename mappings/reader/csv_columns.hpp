// The columns of each kind of CSV file (contract, section 2), named once: the header is checked and
// the rows are read from these tables.
#pragma once

#include <span>
#include <string_view>

#include "mappings/canonical/members.hpp"
#include "mappings/canonical/reference_data.hpp"
#include "mappings/reader/reader.hpp"

namespace weighbridge::csv {

/// One row of a file of receipts: what it says of its document, and its line.
struct ReceiptRow {
  Receipt head;
  ReceiptLine line;
};

/// `Columns<T>::visit(visitor, row)` names each column with the member it fills; `required` ones
/// must be in the header and filled in every row.
template <class T>
struct Columns;

template <>
struct Columns<ReceiptRow> {
  template <class Visitor>
  static void visit(Visitor& v, ReceiptRow& row) {
    Receipt& head = row.head;
    ReceiptLine& line = row.line;
    v.required("stage", head.stage);
    v("document_kind", head.document.kind);
    v.required("document_number", head.document.number);
    v("document_date", head.document.date);
    v("document_time", head.document.time);
    v("purpose", head.document.purpose);
    v.required("supplier", head.supplier);
    v("bill_from", head.bill_from);
    v("remit_to", head.remit_to);
    v("bank", head.bank);
    v("rma", head.references.rma);
    v("site", head.site);
    v("currency", head.currency);
    v("exchange_rate", head.exchange_rate);
    v("posted_at", head.dates.posted);
    v("shipped_at", head.dates.shipped);
    v("carrier", head.references.carrier);
    v("tracking", head.references.tracking);
    v("line", line.line);
    v.in_header("po", line.po);
    v("po_line", line.po_line);
    v("sku", line.item.sku);
    v("gtin", line.item.gtin);
    v("upc", line.item.upc);
    v("vendor_item", line.item.vendor);
    v("description", line.item.description);
    v.required("quantity", line.quantity);
    v.in_header("uom", line.uom);
    v("per_base", line.per_base);
    v("unit_price", line.unit_price);
    v("price_basis", line.price_basis);
    v("price_uom", line.price_uom);
    v("price_quantity", line.price_quantity);
    v("amount", line.amount);
    v("condition", line.condition);
    v("condition_code", line.condition_code);
    v("final", line.final);
    v("lot", line.lot);
    v("serials", line.serials);
    v("sscc", line.sscc);
    v("expected", line.expected);
    v("user", line.user);
    v("shift", line.shift);
    v("posting_id", line.posting_id);
    v("ship_notice", line.references.ship_notice);
    v("receipt", line.references.receipt);
    v("invoice", line.references.invoice);
    v("bill_of_lading", line.references.bill_of_lading);
    v("reverses", line.references.reverses);
  }
};

/// The columns of events carry the members' names.
template <>
struct Columns<InventoryEvent> {
  template <class Visitor>
  static void visit(Visitor& v, InventoryEvent& event) {
    Members<InventoryEvent>::visit(v, event);
  }
};

template <>
struct Columns<ItemRow> {
  template <class Visitor>
  static void visit(Visitor& v, ItemRow& item) {
    v.required("sku", item.sku);
    v("gtin", item.gtin);
    v("upc", item.upc);
    v("description", item.description);
    v("base_uom", item.base_uom);
    v("integral", item.integral);
    v("unit_cost", item.unit_cost);
    v("item_group", item.group);
  }
};

template <>
struct Columns<ItemAliasRow> {
  template <class Visitor>
  static void visit(Visitor& v, ItemAliasRow& alias) {
    v.required("supplier", alias.supplier);
    v.required("vendor_item", alias.vendor_item);
    v.required("sku", alias.sku);
  }
};

template <>
struct Columns<PackRow> {
  template <class Visitor>
  static void visit(Visitor& v, PackRow& pack) {
    v.required("sku", pack.sku);
    v.required("uom", pack.uom);
    v.required("per_base", pack.per_base);
    v("supplier", pack.supplier);
    v("from", pack.from);
    v("to", pack.to);
    v("gtin", pack.gtin);
  }
};

template <>
struct Columns<SiteRow> {
  template <class Visitor>
  static void visit(Visitor& v, SiteRow& site) {
    v.required("site", site.site);
    v("timezone", site.timezone);
    v("holidays", site.holidays);
    v("gln", site.gln);
  }
};

template <>
struct Columns<SupplierRow> {
  template <class Visitor>
  static void visit(Visitor& v, SupplierRow& row) {
    v.required("supplier", row.supplier);
    v("name", row.name);
    v("group", row.group);
    v("edi_id", row.edi_id);
    v("gln", row.gln);
    v("duns", row.duns);
    v("tax_id", row.tax_id);
    v("bank", row.bank);
    v("remit_to", row.remit_to);
    v("lead_days", row.lead_days);
  }
};

/// The names of the columns that files of `kind` may have, in the contract's order.
std::span<const std::string_view> column_names(ContentKind kind);

/// Whether every name in `header` (the text of a first row) is a column of `kind`, and none that
/// must be there is missing: nobody else's header then.
bool is_whole_header(ContentKind kind, std::string_view header);

/// A header cell as the tables name it: "Document Number" is `document_number`.
std::string column_name(std::string_view cell);

/// The kind of CSV file that `header` (the text of a first row) begins; `unknown` when too few of
/// its columns are known.
ContentKind kind_of_header(std::string_view header);

}  // namespace weighbridge::csv
