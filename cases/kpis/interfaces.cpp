#include <algorithm>

#include "cases/kpis/kpis.hpp"

namespace weighbridge::cases {

Kpi failed_transaction_rate(std::span<const InboundFact> documents) {
  const auto failed =
      std::count_if(documents.begin(), documents.end(),
                    [](const InboundFact& document) { return document.failed_at_first; });
  return count_share("failed_transaction_rate", "documents quarantined or refused at first",
                     static_cast<std::uint64_t>(failed), "documents that came in",
                     documents.size());
}

Kpi erp_posting_latency(std::span<const PostingFact> postings) {
  std::vector<std::chrono::seconds> durations;
  for (const PostingFact& fact : postings) durations.push_back(fact.latency);
  return spread_of("erp_posting_latency", "seconds", "receipts that the books agree with",
                   std::move(durations), {50, 95});
}

std::vector<Kpi> all_kpis(const KpiFacts& facts, Instant now) {
  std::vector<Kpi> kpis;
  const auto add = [&](std::vector<Kpi> more) {
    for (Kpi& kpi : more) kpis.push_back(std::move(kpi));
  };
  kpis.push_back(reconciliation_cycle_time(facts.lines));
  kpis.push_back(inventory_variance_rate(facts.counts));
  kpis.push_back(inventory_variance_value_rate(facts.counts));
  kpis.push_back(failed_transaction_rate(facts.inbound));
  add(exception_aging(facts.cases, now));
  kpis.push_back(adjustment_approval_time(facts.approvals));
  kpis.push_back(erp_posting_latency(facts.postings));
  kpis.push_back(count_accuracy(facts.counts));
  kpis.push_back(dispute_resolution_time(facts.cases));
  kpis.push_back(first_pass_match_rate(facts.invoice_lines));
  kpis.push_back(touchless_rate(facts.invoices));
  kpis.push_back(auto_clear_share(facts.cases));
  add(grni_residue(facts.residues));
  add(discount_lost_to_holds(facts.invoices));
  kpis.push_back(sla_attainment(facts.cases));
  add(recovery_rate(facts.recoveries));
  return kpis;
}

}  // namespace weighbridge::cases
