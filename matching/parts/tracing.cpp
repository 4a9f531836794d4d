#include "matching/parts/tracing.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "matching/causes/cause_view.hpp"
#include "matching/parts/links.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

class Tracer {
 public:
  explicit Tracer(const TraceSources& sources) : in_(sources) {}

  Trace trace() {
    for (const LineEvidence& line : in_.lines) follow_line(line);
    for (const LooseLine& loose : in_.loose) {
      const Receipt& r = loose.receipt();
      change(document_key(r.supplier, r.document.number), &loose);
    }
    for (const TransferLine& line : in_.transfers) {
      change(transfer_key(line.order), &line);
    }
    for (const Raised& r : in_.raised) {
      if (!is_of_stock(r.discrepancy.anchor)) follow(r);
    }
    list_priced();
    for (const auto& [found, times] : occurrences_) {
      const auto& [key, owner, on] = found;
      trace_.occurrences.push_back({key, owner, on, times});
    }
    std::sort(trace_.ties.begin(), trace_.ties.end());
    trace_.ties.erase(std::unique(trace_.ties.begin(), trace_.ties.end()), trace_.ties.end());
    return std::move(trace_);
  }

 private:
  void change(const std::string& owner, const void* subject) {
    const auto found = in_.watch.next_change.find(subject);
    if (found != in_.watch.next_change.end()) change_at(owner, found->second);
  }

  void change_at(const std::string& owner, Instant at) {
    Instant& next = trace_.owners[owner].next_change;
    next = std::min(next, at);
  }

  void follow_line(const LineEvidence& line) {
    const std::string owner = order_key(line.order->po.str());
    change(owner, &line);
    const Instant now = in_.setting.windows.as_of();
    for (const OrderTerms& terms : line.order->versions) {
      if (terms.effective.at > now) change_at(owner, terms.effective.at);
    }
  }

  void tie(std::string_view kind, const std::string& key, const std::string& owner) {
    if (!key.empty()) trace_.ties.emplace_back(sentence(kind, key), owner);
  }

  /// One walk over the catalogue, whichever items were looked at.
  void list_priced() {
    if (priced_.empty()) return;
    in_.items.each_identifier([this](const std::string& identifier, ItemId item) {
      const auto [first, last] = priced_.equal_range(item);
      for (auto it = first; it != last; ++it) trace_.priced.emplace_back(identifier, it->second);
    });
    std::sort(trace_.priced.begin(), trace_.priced.end());
    trace_.priced.erase(std::unique(trace_.priced.begin(), trace_.priced.end()),
                        trace_.priced.end());
  }

  /// Opposite gaps of one size are looked for within 48 hours, so within three days in a row: those
  /// that begin here, and those that end here.
  void tie_gap(const Raised& r, const std::string& owner) {
    const Discrepancy& d = r.discrepancy;
    if ((d.rule != "Q01" && d.rule != "Q02") || r.shipment->arrivals.empty()) return;
    const std::string key = gap_key(r);
    if (key.empty()) return;
    constexpr std::chrono::days kNear{2};
    const Date day =
        std::chrono::floor<std::chrono::days>(r.shipment->arrivals.back().receipt->at.at);
    for (const Date at : {day, day + kNear}) {
      const auto three_days = at.time_since_epoch().count() / (kNear.count() + 1);
      tie("gap ", sentence(key, "\x1f", std::to_string(three_days)), owner);
    }
  }

  void follow(const Raised& r) {
    const Discrepancy& d = r.discrepancy;
    const std::string owner = owner_of(d);
    const bool small = r.rule->may_auto_accept && d.impact > Money() &&
                       r.functional_impact <= Rational(in_.setting.policy.auto_accept.each.value);
    if (small) {
      const std::string day = to_string(r.on);
      constexpr std::size_t kYearAndMonth = 7;  // "2026-03"
      tie("month ", sentence(d.anchor.supplier.str(), "\x1f", day.substr(0, kYearAndMonth)), owner);
    }
    if (!d.sku.empty()) ++occurrences_[{alike_key(r), owner, r.on}];
    tie("price ", deviation_key(r), owner);
    tie_gap(r, owner);
    if (r.quantities) tie("document ", d.document, owner);
    const bool price = r.invoice_line != nullptr && (d.rule == "P01" || d.rule == "P02");
    if (price && r.line->order->item) priced_.emplace(*r.line->order->item, owner);
    if (d.rule == "E01") trace_.owners[owner].looks_at_latency = true;
  }

  const TraceSources& in_;
  Trace trace_;
  std::multimap<ItemId, std::string> priced_;
  std::map<std::tuple<std::string, std::string, Date>, int> occurrences_;
};

}  // namespace

Trace trace_of(const TraceSources& sources) {
  return Tracer(sources).trace();
}

}  // namespace weighbridge::matching
