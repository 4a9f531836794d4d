// The figures of section 21, a function each. Pure.
#pragma once

#include <span>
#include <vector>

#include "cases/kpis/facts.hpp"
#include "cases/kpis/measure.hpp"

namespace weighbridge::cases {

// Work on cases (case_work.cpp).
/// Open cases by age: count and exposure of each bucket, per currency.
std::vector<Kpi> exception_aging(std::span<const CaseFact> cases, Instant now);
Kpi auto_clear_share(std::span<const CaseFact> cases);
Kpi sla_attainment(std::span<const CaseFact> cases);
/// Calendar time; cases of which the supplier was never told are left out.
Kpi dispute_resolution_time(std::span<const CaseFact> cases);
Kpi adjustment_approval_time(std::span<const ApprovalFact> approvals);
/// Per currency.
std::vector<Kpi> recovery_rate(std::span<const RecoveryFact> recoveries);

// Order lines and invoices (lines.cpp).
Kpi reconciliation_cycle_time(std::span<const LineFact> lines);
/// By label (M-12.4) and by age, per currency.
std::vector<Kpi> grni_residue(std::span<const ResidueFact> residues);
Kpi first_pass_match_rate(std::span<const InvoiceLineFact> lines);
Kpi touchless_rate(std::span<const InvoiceFact> invoices);
/// Per currency.
std::vector<Kpi> discount_lost_to_holds(std::span<const InvoiceFact> invoices);

// Stock (stock.cpp).
Kpi inventory_variance_rate(std::span<const CountFact> counts);
/// The same in money, of the counts whose unit cost is known.
Kpi inventory_variance_value_rate(std::span<const CountFact> counts);
/// With a part for each location.
Kpi count_accuracy(std::span<const CountFact> counts);

// Interfaces (interfaces.cpp).
Kpi failed_transaction_rate(std::span<const InboundFact> documents);
Kpi erp_posting_latency(std::span<const PostingFact> postings);

/// All of them, in the order of section 21.
std::vector<Kpi> all_kpis(const KpiFacts& facts, Instant now);

}  // namespace weighbridge::cases
