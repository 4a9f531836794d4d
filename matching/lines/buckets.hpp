// The buckets of an order line (section 6).
#pragma once

#include <span>

#include "matching/evidence.hpp"
#include "matching/lines/line_evidence.hpp"
#include "matching/setting.hpp"

namespace weighbridge::matching {

/// Fills in everything up to what is payable; invoices come later. `decisions` are those of this
/// order line.
void fill_buckets(LineEvidence& line, std::span<const Decision* const> decisions,
                  const Setting& setting);

/// Fills in what is in transit. `newest_invoice` starts the invoice cover of a line on which no
/// shipment was ever announced (M-6).
void fill_transit(LineEvidence& line, std::optional<Date> newest_invoice, const Setting& setting);

/// What the excess over the order allows (M-6.1), on the line's own tolerance if it has one
/// (M-7.4).
Verdict over_receipt_verdict(const LineEvidence& line, const Rational& over,
                             const Setting& setting);
Verdict under_receipt_verdict(const LineEvidence& line, const Rational& under,
                              const Setting& setting);

}  // namespace weighbridge::matching
