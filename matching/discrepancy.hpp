// What the judge says: discrepancies, notes, line states and what is payable. docs/matching.md is
// the authority.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/currency.hpp"
#include "mappings/canonical/names.hpp"
#include "mappings/canonical/rational.hpp"
#include "matching/stock_result.hpp"

namespace weighbridge::matching {

enum class Severity : std::uint8_t { low, medium, high, critical };
/// Impacts of different classes are never added together (section 13).
enum class ImpactClass : std::uint8_t { cash, stock, accrual, claim, none };
/// Whether a hold covers only the impact or blocks its whole line or invoice (M-8.13).
enum class LineEffect : std::uint8_t { impact, blocked };
/// The state of an order line (M-6.4).
enum class LineState : std::uint8_t {
  exception,
  closed,
  matched,
  awaiting_erp,
  awaiting_invoice,
  awaiting_receipt,
  part_received,
  in_transit,
  open
};

std::string_view to_string_view(Severity);
std::string_view to_string_view(ImpactClass);
std::string_view to_string_view(LineEffect);
std::string_view to_string_view(LineState);  ///< upper case, as on the wire

/// Where a discrepancy belongs: an order line, an invoice, another document, a transfer line or an
/// event.
struct Anchor {
  SupplierId supplier;
  PoNumber po;
  std::string po_line;
  std::string invoice;      ///< set for invoice-level codes; then `po_line` is empty
  std::string order, line;  ///< transfers
  std::string event;        ///< counts and adjustments
  /// Header-level codes of a document that is no invoice (D03); of an event its kind, for ids are
  /// unique only within one.
  std::string document;
  auto operator<=>(const Anchor&) const = default;
};

struct Documents {
  std::vector<std::string> order, ship_notice, receipt, accrual, invoice;
  std::vector<std::string> event{};  ///< transfers, counts and adjustments
};

struct Cause {
  std::string name;                   ///< section 15, lower case
  Decimal confidence;                 ///< 0 to 1
  std::vector<std::string> evidence;  ///< one sentence each
};

struct Discrepancy {
  std::string_view rule;  ///< "Q01"
  std::string_view code;  ///< "QTY_SHORT_RECEIVED"
  Anchor anchor;
  std::string document,
      document_line;  ///< the document line it is raised on; part of its identity (M-13.1)
  std::string sku;
  Documents documents;
  std::string expected, actual;      ///< base units, amounts or dates, by the code (M-0.2)
  std::optional<Rational> quantity;  ///< base units
  std::string uom;
  Money impact;  ///< signed (M-1.6)
  Currency currency;
  ImpactClass impact_class = ImpactClass::none;
  LineEffect line_effect = LineEffect::impact;
  Severity severity = Severity::low;
  std::string_view owner;               ///< contract role (M-0.4)
  std::string_view duty;                ///< the spec's role, "RECEIVER"
  std::string_view hold;                ///< "L", "I", "P", "L P" or "-"
  std::vector<Cause> causes;            ///< best first, none below 0.3
  std::string reason;                   ///< one sentence: what does not agree, with the figures
  std::vector<std::string> arithmetic;  ///< step by step, each with its rule id
  bool auto_resolved = false;           ///< M-14.1
  std::vector<HistoryEntry> history;    ///< of the item, for differences of stock

  /// Stable identity across judgements (M-13.1).
  std::string key() const;
};

/// Recorded, but no discrepancy: WITHIN_TOL, SUPERSEDED, DUPLICATE_DELIVERY, ...
struct Note {
  std::string note;
  Anchor anchor;
  std::string document, document_line, text;
  std::optional<Money> amount;
  std::optional<Rational> quantity;
  Currency currency;
};

/// What the ledger posted for an order line and what invoices cleared of it (M-12.4):
/// posted - cleared = residue = the sum of its labelled parts.
struct AccrualResidue {
  Currency currency;
  Money posted, cleared, residue;
  Money price_variance, fx_variance, quantity_variance;
};

/// One order line side by side, base units.
struct LineResult {
  SupplierId supplier;
  PoNumber po;
  std::string po_line, sku, uom, site;
  LineState state = LineState::open;
  Rational ordered, shipped, in_transit, received, accepted, rejected, on_hold, returned, payable,
      billed, posted;
  std::optional<AccrualResidue> accrual;
};

struct InvoiceResult {
  SupplierId supplier;
  std::string invoice;
  Currency currency;
  Money gross, payable_now, blocked, disputed, consequential_tax, waiting;
  std::string outcome;  ///< "evaluated", "held", "void", "parked", "copy"
};

/// A document that may not take effect (M-3.3), with its class of section 20.
struct Refusal {
  std::string document, source, error_class, code, message, mend;
  SupplierId supplier{};
  std::string number{};  ///< of the document; `document` may name a line of it as well
};

struct Judgement {
  std::vector<Discrepancy> discrepancies;  ///< ordered by supplier, po, po_line, code, document
  std::vector<Note> notes;
  std::vector<LineResult> lines;
  std::vector<InvoiceResult> invoices;
  std::vector<TransferResult> transfers;      ///< by order, line
  std::vector<CountResult> counts;            ///< by the first count's id
  std::vector<AdjustmentResult> adjustments;  ///< by time
  std::vector<Refusal> refusals;
  std::uint64_t matched_lines = 0;
};

}  // namespace weighbridge::matching
