// Which version of an order a price is compared with (M-3.9, M-8.6).
#pragma once

#include "matching/lines/line_evidence.hpp"
#include "matching/policy.hpp"

namespace weighbridge::matching {

/// The terms in effect at a price date. Of a date its last instant counts, so that a change of the
/// same day is in effect.
const OrderTerms& terms_priced(const OrderLine& order, const Moment& date);

/// The terms that price what `shipment` brought.
const OrderTerms& terms_of(const LineEvidence& line, const ShippedLine& shipment, PriceDate first);

/// Finds the terms that price each of a line's receipts, and those that price what has none: of its
/// newest shipment, else of its newest receipt, else those in effect now.
void price_goods(LineEvidence& line, PriceDate first);

}  // namespace weighbridge::matching
