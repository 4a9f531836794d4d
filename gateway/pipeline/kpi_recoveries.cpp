#include "gateway/pipeline/kpi_recoveries.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "gateway/casework/dossier.hpp"

namespace weighbridge::pipeline {
namespace {

using cases::Case;
using cases::CaseProposal;
using cases::ProposalState;

Money absolute(Money amount) {
  return amount.is_negative() ? -amount : amount;
}

bool is_against_supplier(const CaseProposal& proposal) {
  constexpr std::array<std::string_view, 3> kResolutions{"CRD", "DBM", "SHP"};
  const bool carried_out =
      proposal.state == ProposalState::executing || proposal.state == ProposalState::done;
  return carried_out && !proposal.about_stock && !proposal.approvals.empty() &&
         std::find(kResolutions.begin(), kResolutions.end(), proposal.resolution) !=
             kResolutions.end();
}

/// Credit notes that name the case; a supplier who cannot, credits its invoice after the decision.
bool credits(const Receipt& receipt, const Case& value, Instant decided) {
  if (receipt.document.kind != DocumentKind::credit_note) return false;
  if (!receipt.references.case_number.empty()) return receipt.references.case_number == value.id;
  return !value.anchor.invoice.empty() && receipt.references.invoice == value.anchor.invoice &&
         receipt.recorded && *receipt.recorded >= decided;
}

Money credited(const Case& value, Instant decided, store::Reader& reader) {
  Money sum;
  for (const matching::AcceptedReceipt& accepted : casework::documents_of(value, reader)) {
    const Receipt& receipt = accepted.receipt;
    if (receipt.currency == value.currency && receipt.totals.amount &&
        credits(receipt, value, decided))
      sum += absolute(*receipt.totals.amount);
  }
  return sum;
}

/// A debit memo and a short payment are money kept; a credit is one only when it came.
cases::RecoveryFact fact_of(const Case& value, const CaseProposal& proposal, Instant decided,
                            store::Reader& reader) {
  cases::RecoveryFact fact;
  fact.supplier = value.anchor.supplier.str();
  fact.site = value.site;
  fact.owner = value.owner;
  fact.currency = proposal.currency;
  fact.decided = absolute(proposal.amount);
  if (proposal.resolution == "CRD")
    fact.realised = std::min(credited(value, decided, reader), fact.decided);
  else if (proposal.state == ProposalState::done)
    fact.realised = fact.decided;
  return fact;
}

}  // namespace

void gather_recoveries(store::Reader& reader, const Period& period, cases::KpiFacts& facts) {
  for (const Case& value : reader.cases({})) {
    const bool decided_now = value.state == cases::CaseState::executing ||
                             value.state == cases::CaseState::resolved ||
                             value.state == cases::CaseState::closed;
    if (!decided_now || value.anchor.supplier.str().empty()) continue;
    for (const CaseProposal& proposal : reader.case_work(value.id).proposals) {
      if (!is_against_supplier(proposal)) continue;
      const Instant decided = proposal.approvals.back().at;
      if (period.holds(decided))
        facts.recoveries.push_back(fact_of(value, proposal, decided, reader));
    }
  }
}

}  // namespace weighbridge::pipeline
