#include "gateway/pipeline/kpi_case_facts.hpp"

#include <algorithm>

#include "gateway/pipeline/kpi_evidence.hpp"
#include "gateway/pipeline/kpi_facts.hpp"

namespace weighbridge::pipeline {
namespace {

using cases::CaseState;

/// The state that an entry of the ledger moves its case to.
std::optional<CaseState> state_after(std::string_view action) {
  for (const cases::Transition& row : cases::transitions())
    if (row.action == action) return row.to;
  return std::nullopt;
}

/// Discrepancies of the whole document speak of every line of it: duplicates, currency, parties.
bool is_of_all_lines(std::string_view rule) {
  return rule.starts_with('D') || rule == "C06" || rule == "R03";
}

bool is_stock_adjustment(const cases::Case& value) {
  return !value.anchor.event.empty();
}

}  // namespace

KpiCases::KpiCases(store::Reader& reader, const KpiEvidence& evidence, const Period& period,
                   Instant now)
    : evidence_(evidence),
      period_(period),
      now_(now),
      calendar_(reader.reference().sites),
      cases_(reader.cases({})) {
  reader.ledger(0, [&](const cases::LedgerEntry& entry) {
    if (entry.action.starts_with("case.")) read(entry);
    return true;
  });
  for (const cases::Case& value : cases_) index(value);
}

void KpiCases::read(const cases::LedgerEntry& entry) {
  History& history = histories_[entry.object];
  if (entry.role != "integration") history.touched = true;
  const auto state = state_after(entry.action);
  if (!state) return;
  history.states.push_back({*state, entry.at});
  if (*state == CaseState::awaiting_supplier && !history.notified) history.notified = entry.at;
  if (*state == CaseState::proposed) history.proposed = entry.at;
  if (*state == CaseState::approved || entry.action == "case.rejected") history.decided = entry.at;
}

void KpiCases::index(const cases::Case& value) {
  const matching::Anchor& anchor = value.anchor;
  const std::string& supplier = anchor.supplier.str();
  const Instant settled = value.settled_at.value_or(Instant{});
  Instant& of_line = settled_lines_[{supplier, anchor.po.str(), anchor.po_line}];
  of_line = std::max(of_line, settled);
  const auto history = histories_.find(value.id);
  const bool touched = history != histories_.end() && history->second.touched;
  for (const cases::CaseItem& item : value.items) {
    if (item.impact_class != matching::ImpactClass::cash) continue;
    const std::string& invoice = item.document.empty() ? anchor.invoice : item.document;
    const bool whole = is_of_all_lines(item.rule);
    if (whole || !item.document_line.empty())
      cash_.insert({supplier, invoice, whole ? std::string() : item.document_line});
    OfInvoice& work = invoices_[{supplier, invoice}];
    work.any = true;
    work.open = work.open || is_open(value.state);
    work.touched = work.touched || touched;
    work.last_settled = std::max(work.last_settled, settled);
  }
}

void KpiCases::gather(cases::KpiFacts& facts) const {
  for (const cases::Case& value : cases_) {
    const bool open = is_open(value.state);
    if (!open && !(value.settled_at && period_.holds(*value.settled_at))) continue;
    cases::CaseFact fact;
    fact.supplier = value.anchor.supplier.str();
    fact.site = evidence_.site_of(fact.supplier, value.anchor.po.str(), value.anchor.po_line);
    fact.owner = value.owner;
    fact.opened = value.opened_at;
    fact.state = value.state;
    fact.exposure = value.at_stake.is_negative() ? -value.at_stake : value.at_stake;
    fact.currency = value.currency;
    if (!open) fact.settled = value.settled_at;
    if (const auto found = histories_.find(value.id); found != histories_.end()) {
      fact.touched = found->second.touched;
      fact.notified = found->second.notified;
      if (!open) fact.in_time = in_time(value, found->second, fact.site);
      if (is_stock_adjustment(value)) gather_approval(value, found->second, facts);
    }
    facts.cases.push_back(fact);
  }
}

void KpiCases::gather_approval(const cases::Case& value, const History& history,
                               cases::KpiFacts& facts) const {
  if (!history.proposed || !history.decided || *history.decided < *history.proposed) return;
  if (!period_.holds(*history.decided)) return;
  cases::ApprovalFact fact;
  fact.owner = value.owner;
  fact.business_time =
      cases::BusinessTime(calendar_, fact.site).between(*history.proposed, *history.decided);
  facts.approvals.push_back(fact);
}

/// Of cases that a decision resolved; what cleared by itself took no time of anybody.
std::optional<bool> KpiCases::in_time(const cases::Case& value, const History& history,
                                      std::string_view site) const {
  if (value.state != CaseState::resolved && value.state != CaseState::closed) return std::nullopt;
  const cases::BusinessTime business(calendar_, site);
  return !cases::service_time(history.states, value.severity, business, now_).resolve_breached();
}

Instant KpiCases::last_settled(const std::string& supplier, const std::string& po,
                               const std::string& po_line) const {
  const auto found = settled_lines_.find({supplier, po, po_line});
  return found == settled_lines_.end() ? Instant{} : found->second;
}

KpiCases::OfInvoice KpiCases::of_invoice(const std::string& supplier,
                                         const std::string& invoice) const {
  const auto found = invoices_.find({supplier, invoice});
  return found == invoices_.end() ? OfInvoice{} : found->second;
}

bool KpiCases::ever_cash(const std::string& supplier, const std::string& invoice,
                         const std::string& line) const {
  return cash_.contains({supplier, invoice, line}) || cash_.contains({supplier, invoice, ""});
}

}  // namespace weighbridge::pipeline
