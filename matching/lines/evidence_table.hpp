// The attached lines of all stages as tables, one row a line, sorted by order line.
#pragma once

#include <span>
#include <vector>

#include "matching/evidence.hpp"
#include "matching/lines/line_evidence.hpp"

namespace weighbridge::matching {

/// Owns what LineEvidence borrows. Moving it keeps the rows where they are.
struct EvidenceTable {
  std::vector<ShippedLine> shipments;
  std::vector<ReceivedLine> receipts;
  std::vector<PostedLine> postings;
  std::vector<InvoicedLine> invoices;
  std::vector<CreditLine> credits;
  std::vector<ReturnedLine> returns;
  std::vector<ConsumedLine> consumption;
};

std::vector<ShippedLine> shipped_lines(const std::vector<AttachedLine>& attached);
/// Splits by condition (M-0.5).
std::vector<ReceivedLine> received_lines(const std::vector<AttachedLine>& attached);
std::vector<PostedLine> posted_lines(const std::vector<AttachedLine>& attached,
                                     const OrderBook& orders);

/// Takes reversals off the lines they name, in the order of their own times; one that would take a
/// line below zero, or names nothing known, is refused (M-3.7).
void apply_reversals(std::span<const LiveDocument> reversals, const OrderBook& orders,
                     const Conversion& conversion, EvidenceTable& table, Judgement& out);

/// Inspections, returns to the supplier and consumption (section 2), each once by its id.
void apply_movements(std::span<const AcceptedEvent> events, const OrderBook& orders,
                     const Conversion& conversion, EvidenceTable& table, Judgement& out);

/// Every document that stands on the line; when there is none, those that order it.
std::vector<const Receipt*> documents_on(const LineEvidence& line);

/// One LineEvidence for each order line, over the rows of `table`.
std::vector<LineEvidence> side_by_side(const OrderBook& orders, const ItemCatalogue& items,
                                       Instant as_of, EvidenceTable& table);

}  // namespace weighbridge::matching
