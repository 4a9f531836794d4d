// The billed quantity: the partition of the excess and the pools that invoices consume (section 8).
#pragma once

#include "matching/lines/line_evidence.hpp"
#include "matching/setting.hpp"

namespace weighbridge::matching {

/// Cuts what is billed beyond P so that every unit has exactly one reason. Reads the buckets.
Excess partition_excess(const Buckets& buckets);

/// Notes on the invoice lines what `decisions` of this order line have released to payment.
void take_releases(LineEvidence& line, std::span<const Decision* const> decisions);

/// Sets billed, the excess and every invoice line's segments. Units that credits take back
/// (`credited` segments, set before) are the last of their lines.
void allocate(LineEvidence& line, const Setting& setting);

/// What a line is billed beyond what its good units are worth at the ordered price (M-8.5), after
/// price credits. Nothing when there is no price to compare.
std::optional<Money> price_variance(const InvoicedLine& invoice);

/// Whether `variance` is outside the price tolerance of its direction.
Verdict price_verdict(const InvoicedLine& invoice, Money variance, const LineEvidence& line,
                      const Setting& setting);

}  // namespace weighbridge::matching
