// Orders that the buyer bills itself (M-11.5): no invoice is expected, and none is ever payable.
#pragma once

#include <span>
#include <vector>

#include "matching/identity/duplicates.hpp"
#include "matching/lines/line_evidence.hpp"
#include "matching/orders/order_book.hpp"

namespace weighbridge::matching {

/// Holds every invoice with a line of a self-billed order as a suspected duplicate of the buyer's
/// own billing, in `duplicates` (one for each of `invoices`).
void bar_self_billed(std::span<const LiveDocument> invoices, const OrderBook& orders,
                     const SupplierGroups& groups, std::vector<DuplicateVerdict>& duplicates);

/// Invoices marked as copies: of a self-billed order they are information, noted beside what the
/// buyer pays by `lines`, with a result in which all is blocked; others are refused.
void judge_copies(std::span<const LiveDocument> copies, const OrderBook& orders,
                  const SupplierGroups& groups, std::span<const LineEvidence> lines,
                  Judgement& out);

/// What the buyer proposes to pay for a self-billed line, as a note.
void propose_payment(const LineEvidence& line, Judgement& out);

}  // namespace weighbridge::matching
