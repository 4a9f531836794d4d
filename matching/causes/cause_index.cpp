// Everything raised and pending, by what evidence asks for.
#include <algorithm>
#include <map>

#include "matching/causes/cause_view.hpp"
#include "matching/identity/normalise.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

using std::chrono::days;

const std::vector<const Raised*> kNobody;

std::string line_key(const PoNumber& po, std::string_view line) {
  return sentence(po.str(), "\x1f", line_number(line));
}

std::string gap_key(std::string_view site, const Rational& quantity) {
  return sentence(site, "\x1f", quantity.to_string());
}

}  // namespace

std::optional<Rational> price_ratio(const InvoicedLine& line) {
  if (!line.price || !line.ordered_price || line.ordered_price->is_zero()) return std::nullopt;
  return *line.price / *line.ordered_price;
}

std::string alike_key(const Raised& r) {
  const Discrepancy& d = r.discrepancy;
  return sentence(d.anchor.supplier.str(), "\x1f", d.sku, "\x1f", d.rule);
}

std::string gap_key(const Raised& r) {
  if (r.shipment == nullptr || !r.discrepancy.quantity) return {};
  return gap_key(r.line->order->site, *r.discrepancy.quantity);
}

std::string deviation_key(const Raised& r) {
  const InvoicedLine* invoice = r.invoice_line;
  const bool price = r.discrepancy.rule == "P01" || r.discrepancy.rule == "P02";
  if (!price || invoice == nullptr) return {};
  const std::optional<Rational> ratio = price_ratio(*invoice);
  if (!ratio) return {};
  constexpr int kDigits = 3;
  return sentence(r.discrepancy.anchor.supplier.str(), "\x1f", ratio->rounded(kDigits).to_string());
}

CauseIndex::CauseIndex(const std::vector<Raised>& raised, const CauseInput& input) : input_(input) {
  for (const PendingMessage& message : input.evidence.pending) {
    pending_[line_key(message.po, message.po_line)].push_back(&message);
  }
  for (const Raised& r : raised) {
    alike_[alike_key(r)].push_back(&r);
    by_document_[r.discrepancy.document].push_back(&r);
    if (std::string key = deviation_key(r); !key.empty()) {
      invoices_by_deviation_[std::move(key)].insert(r.discrepancy.document);
    }
    if (std::string key = gap_key(r); !key.empty()) by_gap_[std::move(key)].push_back(&r);
  }
  for (auto& [key, rows] : alike_) {
    std::sort(rows.begin(), rows.end(),
              [](const Raised* a, const Raised* b) { return a->on < b->on; });
    days_alike_[key] = days_of(key, rows);
  }
}

/// Of what is judged now and of what is known beyond it.
std::vector<Date> CauseIndex::days_of(const std::string& key,
                                      const std::vector<const Raised*>& rows) const {
  std::vector<Date> days;
  for (const Raised* r : rows) days.push_back(r->on);
  const Beyond* beyond = input_.evidence.beyond;
  if (beyond == nullptr || beyond->days_alike == nullptr) return days;
  const auto others = beyond->days_alike->find(key);
  if (others == beyond->days_alike->end()) return days;
  days.insert(days.end(), others->second.begin(), others->second.end());
  std::sort(days.begin(), days.end());
  return days;
}

std::span<const Date> CauseIndex::days_alike(const Raised& raised) const {
  const auto it = days_alike_.find(alike_key(raised));
  return it == days_alike_.end() ? std::span<const Date>() : it->second;
}

const std::vector<const PendingMessage*>& CauseIndex::pending_for(const Raised& raised) const {
  static const std::vector<const PendingMessage*> kNone;
  const Anchor& anchor = raised.discrepancy.anchor;
  const auto it = pending_.find(line_key(anchor.po, anchor.po_line));
  return it == pending_.end() ? kNone : it->second;
}

const std::vector<const Raised*>& CauseIndex::alike(const Raised& raised) const {
  const auto it = alike_.find(alike_key(raised));
  return it == alike_.end() ? kNobody : it->second;
}

const std::vector<const Raised*>& CauseIndex::on_document(const Raised& raised) const {
  const auto it = by_document_.find(raised.discrepancy.document);
  return it == by_document_.end() ? kNobody : it->second;
}

const std::vector<const Raised*>& CauseIndex::shipment_gaps(std::string_view site,
                                                            const Rational& quantity) const {
  const auto it = by_gap_.find(gap_key(site, quantity));
  return it == by_gap_.end() ? kNobody : it->second;
}

std::size_t CauseIndex::invoices_off_alike(const Raised& raised) const {
  const auto it = invoices_by_deviation_.find(deviation_key(raised));
  return it == invoices_by_deviation_.end() ? 0 : it->second.size();
}

std::size_t CauseIndex::lines_near(const InvoiceFile& file, const Rational& ratio) const {
  auto known = ratios_.find(&file);
  if (known == ratios_.end()) {
    std::vector<Rational> ratios;
    for (const InvoicedLine* line : file.lines) {
      if (const auto own = price_ratio(*line)) ratios.push_back(*own);
    }
    std::sort(ratios.begin(), ratios.end());
    known = ratios_.emplace(&file, std::move(ratios)).first;
  }
  const std::vector<Rational>& ratios = known->second;
  const Rational one_end = ratio * Rational(995, 1000);
  const Rational other_end = ratio * Rational(1005, 1000);
  const auto first = std::lower_bound(ratios.begin(), ratios.end(), min(one_end, other_end));
  const auto last = std::upper_bound(first, ratios.end(), max(one_end, other_end));
  return static_cast<std::size_t>(last - first);
}

std::optional<std::chrono::seconds> CauseIndex::usual_posting_latency() const {
  if (!latency_) latency_ = measured_latency();
  return *latency_;
}

/// Over all documents, whatever part of them is judged; a document that came twice counts once.
std::optional<std::chrono::seconds> CauseIndex::measured_latency() const {
  std::map<std::string, Instant> received;
  std::map<std::string, std::chrono::seconds> latencies;
  const auto timed = [](const Receipt& r, Stage stage) {
    return r.stage == stage && !event_time(r).date_only;
  };
  if (input_.evidence.beyond != nullptr) return input_.evidence.beyond->posting_latency;
  for (const AcceptedReceipt& accepted : input_.evidence.receipts) {
    const Receipt& r = accepted.receipt;
    if (!timed(r, Stage::received)) continue;
    const std::string name = sentence(r.supplier.str(), "\x1f", r.document.number);
    const auto [known, is_new] = received.try_emplace(name, event_time(r).at);
    if (!is_new) known->second = std::min(known->second, event_time(r).at);
  }
  for (const AcceptedReceipt& accepted : input_.evidence.receipts) {
    const Receipt& r = accepted.receipt;
    const Instant at = event_time(r).at;
    if (!timed(r, Stage::accrued) || at > as_of() || as_of() - at > days{30}) continue;
    for (const ReceiptLine& line : r.lines) {
      const std::string name = sentence(r.supplier.str(), "\x1f", line.references.receipt);
      const auto found = received.find(name);
      if (found == received.end()) continue;
      const auto [known, is_new] = latencies.try_emplace(name, at - found->second);
      if (!is_new) known->second = std::min(known->second, at - found->second);
    }
  }
  if (latencies.empty()) return std::nullopt;
  std::vector<std::chrono::seconds> sorted;
  for (const auto& [name, latency] : latencies) sorted.push_back(latency);
  std::sort(sorted.begin(), sorted.end());
  return sorted[(sorted.size() * 95 + 99) / 100 - 1];  // nearest rank (M-1.7)
}

}  // namespace weighbridge::matching
