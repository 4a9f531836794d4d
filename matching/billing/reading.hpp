// Invoice lines as they are read: price and amount in base units, and the two ways in which units
// are commonly mistaken (sections 5 and 8).
#pragma once

#include <vector>

#include "matching/lines/line_evidence.hpp"
#include "matching/orders/order_book.hpp"
#include "matching/setting.hpp"

namespace weighbridge::matching {

/// Splits attached invoice lines into invoice and credit lines with price per base unit and claimed
/// amount; sorted by order line, then business order (M-3.6).
void read_invoice_lines(const std::vector<AttachedLine>& attached, const OrderBook& orders,
                        const Conversion& conversion, std::vector<InvoicedLine>& invoices,
                        std::vector<CreditLine>& credits);

/// Sets what a unit weighs, for goods that are ordered by the piece and paid by weight (M-5.9).
void weigh(LineEvidence& line);

/// Sets each line's terms at its price date (M-8.6), then looks, in business order, for a pack
/// taken for a piece (M-5.8) and for a wrong price basis (M-5.7). Needs what is payable.
void find_misreadings(LineEvidence& line, const Conversion& conversion, const Setting& setting);

/// What a claimed amount and its extension may differ by: one minor unit (M-5.6).
Money minor_unit(Currency currency);

}  // namespace weighbridge::matching
