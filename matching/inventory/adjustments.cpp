#include "matching/inventory/adjustments.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_set>

#include "matching/inventory/stock_movements.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// "unit error" and "Unit-Error" are the code UNIT_ERROR.
std::string reason_code(std::string_view reason) {
  std::string code;
  for (const char c : reason) {
    const bool is_lower = c >= 'a' && c <= 'z';
    const bool is_plain = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    code += is_lower ? static_cast<char>(c - 'a' + 'A') : is_plain ? c : '_';
  }
  return code;
}

/// Ties opposite adjustments of equal size together, each to at most one other.
class Pairing {
 public:
  Pairing(std::vector<Adjustment>& adjustments, std::chrono::seconds window)
      : adjustments_(adjustments), window_(window) {}

  void run() {
    pair_within([](const Adjustment& a) { return a.event->site; });
    pair_within([](const Adjustment&) { return std::string(); });
  }

 private:
  /// The newest unpaired one before it is the likeliest to be undone.
  template <class SiteOf>
  void pair_within(SiteOf site_of) {
    std::map<std::tuple<std::string, std::string, Rational>, std::vector<Adjustment*>> waiting;
    for (Adjustment& a : adjustments_) {
      if (a.compensates != nullptr || a.quantity.is_zero() || !a.unit_problem.empty()) continue;
      const std::string site = site_of(a);
      auto& opposite = waiting[{site, a.stock.sku, -a.quantity}];
      const bool fits = !opposite.empty() && a.event.at - opposite.back()->event.at <= window_;
      if (!fits) {
        waiting[{site, a.stock.sku, a.quantity}].push_back(&a);
        continue;
      }
      a.compensates = &*opposite.back()->event;
      opposite.back()->compensates = &*a.event;
      opposite.pop_back();
    }
  }

  std::vector<Adjustment>& adjustments_;
  std::chrono::seconds window_;
};

}  // namespace

std::vector<Adjustment> follow_adjustments(const StockEvents& events, const StockUnits& units,
                                           std::span<const Decision> decisions,
                                           const Setting& setting) {
  const AdjustmentPolicy& policy = setting.policy.adjustments;
  std::unordered_set<std::string> reasons;
  for (const std::string& reason : policy.reasons) reasons.insert(reason_code(reason));
  std::unordered_set<std::string_view> supported_later;
  for (const Decision& d : decisions) {
    if (d.kind == DecisionKind::attach_evidence) supported_later.insert(d.document);
  }
  std::vector<Adjustment> adjustments;
  adjustments.reserve(events.adjustments.size());
  for (const StockEvent& event : events.adjustments) {
    Adjustment& a = adjustments.emplace_back();
    a.event = event;
    a.stock = units.item(event->sku, event->uom);
    in_proportion(a.unit_problem, [&] {
      a.quantity =
          units.to_base(a.stock, event, event->quantity, a.unit_problem).value_or(Rational());
      a.cost = units.cost(a.stock, event);
      probe(a.quantity, a.cost);
      a.value =
          money(abs(a.quantity) * a.cost.value_or(Rational()), setting.policy.functional_currency);
    });
    if (!a.unit_problem.empty()) a.quantity = {};
    a.has_reason = reasons.contains(reason_code(event->reason));
    a.needs_evidence = a.value > policy.evidence_above;
    a.has_evidence = !event->evidence.empty() || supported_later.contains(event->id);
  }
  Pairing(adjustments, setting.policy.windows.compensation).run();
  return adjustments;
}

}  // namespace weighbridge::matching
