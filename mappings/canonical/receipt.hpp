// The canonical receipt, weighbridge.receipt/1: one party's account of goods against an order,
// whatever format it came in. docs/formats/receipt.md is its reference.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/currency.hpp"
#include "mappings/canonical/decimal.hpp"
#include "mappings/canonical/names.hpp"
#include "mappings/canonical/time.hpp"

namespace weighbridge {

enum class Stage : std::uint8_t { ordered, shipped, received, accrued, invoiced };
enum class DocumentKind : std::uint8_t {
  purchase_order,
  ship_notice,
  warehouse_receipt,
  accrual,
  invoice,
  credit_note
};
enum class Purpose : std::uint8_t { original, replace, cancel, correction, duplicate, reversal };
enum class Condition : std::uint8_t { good, damaged, rejected, quarantined, short_ };

std::string_view to_string_view(Stage);
std::string_view to_string_view(DocumentKind);
std::string_view to_string_view(Purpose);
std::string_view to_string_view(Condition);
std::optional<Stage> stage_from(std::string_view);
std::optional<DocumentKind> document_kind_from(std::string_view);
std::optional<Purpose> purpose_from(std::string_view);
std::optional<Condition> condition_from(std::string_view);

/// Item identifiers as the sender gave them; `sku` is the buyer's and is filled in once known.
struct ItemRef {
  std::string sku, gtin, upc, vendor, description;
  bool empty() const { return sku.empty() && gtin.empty() && upc.empty() && vendor.empty(); }
  bool operator==(const ItemRef&) const = default;
};

/// The document and line that a reversal line undoes.
struct ReversedLine {
  std::string document, line;
  bool operator==(const ReversedLine&) const = default;
};

struct LineReferences {
  std::string ship_notice, receipt, invoice, bill_of_lading;
  std::optional<ReversedLine> reverses;
  bool operator==(const LineReferences&) const = default;
};

struct ReceiptLine {
  // Not `= default`: a list that grows would set all its bytes to zero first.
  ReceiptLine() {}

  std::string line;  ///< the document's own line number
  PoNumber po;
  std::string po_line;
  ItemRef item;
  Quantity quantity;  ///< in `uom`; reversals carry it positive
  std::string uom;
  std::optional<Quantity>
      per_base;  ///< how many base units one `uom` is, as an order line states it (M-5.1)
  std::optional<UnitPrice>
      unit_price;  ///< per `price_basis` of `price_uom`, never pre-divided (M-0.7)
  std::optional<Quantity> price_basis;  ///< absent means 1
  std::string price_uom;                ///< absent means `uom`
  std::optional<Quantity>
      price_quantity;           ///< in `price_uom`: what the goods of this line weigh (M-5.9)
  std::optional<Money> amount;  ///< the stated extension; negative on credits
  std::optional<Condition> condition;  ///< absent means good (M-0.5)
  std::string condition_code;          ///< the sender's own code
  bool final = false;                  ///< last receipt line of its delivery
  std::string site;                    ///< overrides the document's
  std::string lot;
  std::vector<std::string> serials;
  std::vector<std::string> sscc;
  std::optional<Moment> expected;  ///< overrides the document's
  std::string user, shift, posting_id;
  LineReferences references;
  bool operator==(const ReceiptLine&) const = default;
};

/// A charge, or with a negative amount an allowance. `kind` is the canonical type (freight, fuel,
/// discount, ...).
struct Charge {
  std::string kind, code;
  Money amount;
  std::string description;
  std::string line;       ///< the document line it belongs to; empty for the whole document
  bool included = false;  ///< the line's stated amount has it in already, as in UBL and CII
  bool operator==(const Charge&) const = default;
};

struct Tax {
  std::string code;
  std::optional<Percent> rate;
  std::optional<Money> base;
  Money amount;
  bool operator==(const Tax&) const = default;
};

struct Terms {
  std::optional<Date> due, discount_date;
  std::optional<Percent> discount_percent;
  bool operator==(const Terms&) const = default;
};

struct Totals {
  std::optional<Money> lines, tax, charges, amount;
  bool operator==(const Totals&) const = default;
};

struct DocumentId {
  DocumentKind kind = DocumentKind::purchase_order;
  std::string number;
  std::optional<Date> date;
  std::optional<Instant> time;  ///< the document's own timestamp, for version order (M-3.4)
  Purpose purpose = Purpose::original;
  bool operator==(const DocumentId&) const = default;
};

struct DocumentReferences {
  std::string bill_of_lading, carrier, tracking, ship_notice, invoice, po, reverses, case_number;
  std::string rma;  ///< the return to the supplier that a credit is for (M-11.1)
  bool operator==(const DocumentReferences&) const = default;
};

struct DocumentDates {
  std::optional<Moment> shipped, expected, posted;
  bool operator==(const DocumentDates&) const = default;
};

struct Receipt {
  Stage stage = Stage::ordered;
  DocumentId document;
  SupplierId supplier;
  SupplierId bill_from;        ///< who bills, where it is not `supplier` (M-4.4)
  std::string remit_to, bank;  ///< where the money is asked to go, as stated (M-4.4)
  std::string site;
  Currency currency;
  std::optional<Rate>
      exchange_rate;  ///< functional currency per unit of `currency`, where the document states one
  DocumentReferences references;
  DocumentDates dates;
  std::vector<ReceiptLine> lines;
  std::vector<Charge> charges;
  std::vector<Tax> taxes;
  std::optional<Terms> terms;
  Totals totals;
  std::optional<Instant> recorded;  ///< set by the gateway when it accepted the document
  bool operator==(const Receipt&) const = default;
};

}  // namespace weighbridge
