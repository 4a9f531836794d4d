// What of each invoice may be paid now (M-8.13), and what is too small to ask about (M-14.1).
#pragma once

#include <span>
#include <vector>

#include "matching/rules/runner.hpp"

namespace weighbridge::matching {

/// Accepts small cash discrepancies, in the order of the invoices' dates, up to the monthly cap of
/// their supplier (M-14.1). Accepted ones hold nothing.
void auto_accept(std::vector<Raised>& raised, const Policy& policy);

/// One result an invoice, in the files' order. Additive: gross is the sum of the other amounts.
std::vector<InvoiceResult> settle(std::span<const InvoiceFile> files,
                                  std::span<const Raised> raised);

}  // namespace weighbridge::matching
