#include "gateway/pipeline/kpi_evidence.hpp"

#include <algorithm>
#include <array>

#include "gateway/pipeline/kpi_case_facts.hpp"
#include "gateway/pipeline/kpi_facts.hpp"

namespace weighbridge::pipeline {
namespace {

using cases::KpiFacts;
using matching::LineState;

/// Rules whose usual cause is the supplier (section 13) and that stand on a line of an invoice.
constexpr std::array<std::string_view, 13> kSupplierRules{
    "P01", "P03", "P04", "Q07", "Q09", "U02", "C01", "C02", "C03", "C04", "C06", "D01", "D02"};

Instant world_time(const Receipt& receipt, Instant accepted) {
  if (receipt.dates.posted) return receipt.dates.posted->at;
  return accepted;
}

Instant accepted_at(const Receipt& receipt) {
  if (receipt.recorded) return *receipt.recorded;
  if (receipt.dates.posted) return receipt.dates.posted->at;
  return receipt.document.date ? Instant{*receipt.document.date} : Instant{};
}

bool takes_effect(const Receipt& receipt) {
  const Purpose purpose = receipt.document.purpose;
  return purpose == Purpose::original || purpose == Purpose::replace ||
         purpose == Purpose::correction;
}

void keep_earlier(std::optional<Instant>& at, Instant other) {
  if (!at || other < *at) at = other;
}

void keep_later(std::optional<Instant>& at, Instant other) {
  if (!at || other > *at) at = other;
}

template <class Fact>
Fact of_supplier(const std::string& supplier, const std::string& site) {
  Fact fact;
  fact.supplier = supplier;
  fact.site = site;
  return fact;
}

}  // namespace

KpiEvidence::KpiEvidence(store::Reader& reader, const matching::Policy& policy,
                         const Period& period, Instant now)
    : policy_(policy), period_(period), now_(now) {
  for (const matching::AcceptedReceipt& accepted : reader.receipts())
    if (takes_effect(accepted.receipt)) read(accepted);
  matching::Judgement judged;
  for (const auto kind : {matching::ResultKind::line, matching::ResultKind::invoice,
                          matching::ResultKind::discrepancy})
    reader.judged_rows_of_kind(kind, "", [&](std::string_view, std::string_view row) {
      matching::unpack_into(judged, kind, row);
      return true;
    });
  for (matching::LineResult& line : judged.lines)
    results_.insert_or_assign({line.supplier.str(), line.po.str(), line.po_line}, line);
  for (matching::InvoiceResult& invoice : judged.invoices)
    invoice_results_.insert_or_assign({invoice.supplier.str(), invoice.invoice}, invoice);
  for (const matching::Discrepancy& d : judged.discrepancies) {
    rules_[{d.anchor.supplier.str(), d.anchor.po.str(), d.anchor.po_line}].insert(d.rule);
    // What was accepted by itself has no case to remember it.
    if (d.impact_class == matching::ImpactClass::cash && !d.document_line.empty())
      cash_.insert({d.anchor.supplier.str(), d.document, d.document_line});
  }
}

void KpiEvidence::read(const matching::AcceptedReceipt& accepted) {
  const Receipt& receipt = accepted.receipt;
  const Instant at = accepted_at(receipt);
  const DocumentKey own{receipt.supplier.str(), receipt.document.number};
  if (receipt.stage == Stage::shipped) {
    Shipment& shipment = shipments_[own];
    keep_earlier(shipment.announced, at);
    notices_.insert_or_assign(own, receipt);
  }
  if (receipt.stage == Stage::invoiced && receipt.document.kind == DocumentKind::invoice)
    invoices_.insert_or_assign(own, receipt);
  if (receipt.stage == Stage::received) read_receipt(receipt, at);
  for (const ReceiptLine& line : receipt.lines) {
    LineEvidence& known = lines_[{receipt.supplier.str(), line.po.str(), line.po_line}];
    keep_later(known.last, at);
    if (receipt.stage == Stage::received || receipt.stage == Stage::invoiced)
      keep_earlier(known.first, at);
    if (receipt.stage == Stage::accrued) keep_later(known.last_posted, world_time(receipt, at));
    if (receipt.stage != Stage::ordered) continue;
    const std::optional<Moment>& due = line.expected ? line.expected : receipt.dates.expected;
    if (due) known.due = std::chrono::floor<std::chrono::days>(due->at);
  }
}

void KpiEvidence::read_receipt(const Receipt& receipt, Instant accepted) {
  const Instant at = world_time(receipt, accepted);
  for (const ReceiptLine& line : receipt.lines) {
    LineEvidence& known = lines_[{receipt.supplier.str(), line.po.str(), line.po_line}];
    keep_later(known.last_received, at);
    known.kept.emplace_back(at, Rational(line.quantity.value));
    const std::string& notice = line.references.ship_notice.empty() ? receipt.references.ship_notice
                                                                    : line.references.ship_notice;
    // What names no ship notice is a shipment of its own, that nobody announced.
    Shipment& shipment =
        shipments_[{receipt.supplier.str(), notice.empty() ? receipt.document.number : notice}];
    keep_earlier(shipment.received, accepted);
    shipment.site = line.site.empty() ? receipt.site : line.site;
  }
}

std::string KpiEvidence::site_of(const std::string& supplier, const std::string& po,
                                 const std::string& po_line) const {
  const auto found = results_.find({supplier, po, po_line});
  return found == results_.end() ? std::string() : found->second.site;
}

bool KpiEvidence::has_rule(const LineKey& key,
                           std::initializer_list<std::string_view> rules) const {
  const auto found = rules_.find(key);
  if (found == rules_.end()) return false;
  return std::any_of(rules.begin(), rules.end(),
                     [&](std::string_view rule) { return found->second.contains(rule); });
}

void KpiEvidence::gather(const KpiCases& cases, KpiFacts& facts) const {
  for (const auto& [key, line] : results_) gather_line(line, cases, facts);
  gather_shipments(facts);
  gather_notice_lines(facts);
  for (const auto& [key, invoice] : invoices_) {
    const Instant billed =
        invoice.document.date ? Instant{*invoice.document.date} : accepted_at(invoice);
    if (period_.holds(billed)) gather_invoice(invoice, cases, facts);
    gather_release(invoice, cases, facts);
  }
}

void KpiEvidence::gather_line(const matching::LineResult& line, const KpiCases& cases,
                              KpiFacts& facts) const {
  const LineKey key{line.supplier.str(), line.po.str(), line.po_line};
  const auto found = lines_.find(key);
  if (found == lines_.end()) return;
  const LineEvidence& known = found->second;
  const bool agrees = line.state == LineState::matched || line.state == LineState::closed;
  if (agrees && known.first && known.last) {
    auto fact = of_supplier<cases::LineFact>(line.supplier.str(), line.site);
    fact.first = *known.first;
    fact.matched =
        std::max(*known.last, cases.last_settled(line.supplier.str(), line.po.str(), line.po_line));
    if (period_.holds(fact.matched)) facts.lines.push_back(fact);
  }
  if (line.accrual && !line.accrual->residue.is_zero()) {
    auto fact = of_supplier<cases::ResidueFact>(line.supplier.str(), line.site);
    fact.currency = line.accrual->currency;
    fact.price_variance = line.accrual->price_variance;
    fact.fx_variance = line.accrual->fx_variance;
    fact.quantity_variance = line.accrual->quantity_variance;
    if (known.first) fact.age = std::chrono::floor<std::chrono::days>(now_ - *known.first);
    facts.residues.push_back(fact);
  }
  if (known.last_received && known.last_posted && line.posted == line.received &&
      period_.holds(*known.last_received)) {
    auto fact = of_supplier<cases::PostingFact>(line.supplier.str(), line.site);
    fact.latency = std::max(*known.last_posted - *known.last_received, std::chrono::seconds{0});
    facts.postings.push_back(fact);
  }
  gather_due(line, known, facts);
}

/// Of what was received until the end of the grace the same share is taken to be kept as of all
/// that was received: receipts state their own units, the line has base units.
void KpiEvidence::gather_due(const matching::LineResult& line, const LineEvidence& known,
                             KpiFacts& facts) const {
  if (!known.due) return;
  const Instant end = Instant{*known.due + policy_.windows.line_due + std::chrono::days{1}};
  if (!period_.holds(Instant{*known.due}) || end > now_) return;
  Rational all, in_time;
  for (const auto& [at, quantity] : known.kept) {
    all += quantity;
    if (at < end) in_time += quantity;
  }
  auto fact = of_supplier<cases::DueLineFact>(line.supplier.str(), line.site);
  fact.ordered = line.ordered;
  if (!all.is_zero()) fact.kept_in_time = line.accepted * in_time / all;
  fact.inside_date =
      !has_rule({line.supplier.str(), line.po.str(), line.po_line}, {"T02", "T03", "Q05"});
  facts.due_lines.push_back(fact);
}

void KpiEvidence::gather_shipments(KpiFacts& facts) const {
  for (const auto& [key, shipment] : shipments_) {
    if (!shipment.received || !period_.holds(*shipment.received)) continue;
    auto fact = of_supplier<cases::ShipmentFact>(key.first, shipment.site);
    fact.announced_in_time = shipment.announced && *shipment.announced <= *shipment.received;
    facts.shipments.push_back(fact);
  }
}

void KpiEvidence::gather_notice_lines(KpiFacts& facts) const {
  for (const auto& [key, notice] : notices_) {
    const Shipment& shipment = shipments_.at(key);
    if (!shipment.received || !period_.holds(*shipment.received)) continue;
    for (const ReceiptLine& line : notice.lines) {
      auto fact = of_supplier<cases::NoticeLineFact>(key.first, shipment.site);
      fact.equal = !has_rule({key.first, line.po.str(), line.po_line},
                             {"Q01", "Q02", "Q11", "Q12", "U01", "R02"});
      facts.notice_lines.push_back(fact);
    }
  }
}

void KpiEvidence::gather_invoice(const Receipt& invoice, const KpiCases& cases,
                                 KpiFacts& facts) const {
  const std::string supplier = invoice.supplier.str();
  for (const ReceiptLine& line : invoice.lines) {
    const LineKey key{supplier, line.po.str(), line.po_line};
    auto fact = of_supplier<cases::InvoiceLineFact>(supplier,
                                                    site_of(supplier, line.po.str(), line.po_line));
    fact.ever_cash = cash_.contains({supplier, invoice.document.number, line.line}) ||
                     cases.ever_cash(supplier, invoice.document.number, line.line);
    const auto rules = rules_.find(key);
    fact.supplier_caused =
        rules != rules_.end() &&
        std::any_of(kSupplierRules.begin(), kSupplierRules.end(),
                    [&](std::string_view rule) { return rules->second.contains(rule); });
    facts.invoice_lines.push_back(fact);
  }
}

void KpiEvidence::gather_release(const Receipt& invoice, const KpiCases& cases,
                                 KpiFacts& facts) const {
  const std::string supplier = invoice.supplier.str();
  const auto found = invoice_results_.find({supplier, invoice.document.number});
  if (found == invoice_results_.end()) return;
  const matching::InvoiceResult& result = found->second;
  const bool is_held = !result.blocked.is_zero() || !result.disputed.is_zero() ||
                       !result.waiting.is_zero() || result.outcome != "evaluated";
  const KpiCases::OfInvoice work = cases.of_invoice(supplier, invoice.document.number);
  if (is_held || work.open) return;
  const Instant released = std::max(accepted_at(invoice), work.last_settled);
  if (!period_.holds(released)) return;
  auto fact = of_supplier<cases::InvoiceFact>(supplier, invoice.site);
  fact.touched = work.touched;
  fact.was_held = work.any;
  fact.released = std::chrono::floor<std::chrono::days>(released);
  fact.currency = result.currency;
  if (invoice.terms && invoice.terms->discount_date && invoice.terms->discount_percent) {
    fact.discount_date = invoice.terms->discount_date;
    const Rational share = Rational(invoice.terms->discount_percent->value) / Rational(100, 1);
    fact.discount = Money((Rational(result.gross.value) * share).rounded(2));
  }
  facts.invoices.push_back(fact);
}

}  // namespace weighbridge::pipeline
