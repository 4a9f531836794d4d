#include "matching/rules/conditions.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

void add_notes(const AdjustmentView& view, Outcome& outcome) {
  const Adjustment& a = view.adjustment;
  if (a.compensates != nullptr) {
    outcome.remarks.push_back({"COMPENSATED",
                               sentence("the adjustment ", a.compensates->id, " at ",
                                        a.compensates->site, " is its opposite"),
                               a.value, a.quantity});
  }
  if (!a.cost && !a.quantity.is_zero() && !a.has_evidence) {
    outcome.remarks.push_back({"NOT_CHECKED",
                               sentence("no cost of ", a.stock.sku,
                                        " is known, so nobody can tell whether the "
                                        "adjustment needs evidence"),
                               std::nullopt, a.quantity});
  }
}

}  // namespace

void adjustment_unsupported(const AdjustmentView& view, Outcome& outcome) {
  const Adjustment& a = view.adjustment;
  if (!a.unit_problem.empty()) return;
  add_notes(view, outcome);
  if (a.supported()) return;
  const Currency currency = view.setting.policy.functional_currency;
  std::string why;
  if (!a.has_reason) {
    why = a.event->reason.empty()
              ? "states no reason"
              : sentence("gives the reason ", a.event->reason, ", which is not on the list");
  }
  if (a.needs_evidence && !a.has_evidence) {
    why += sentence(why.empty() ? "" : " and ", "is worth more than ",
                    with_currency(view.setting.policy.adjustments.evidence_above, currency),
                    " without evidence");
  }
  Gap gap;
  gap.quantity = abs(a.quantity);
  gap.actual = a.quantity.to_string();
  gap.impact = a.value;
  gap.reason = sentence("The adjustment of ", with_sign(a.quantity), " ", a.stock.uom, " at ",
                        a.event->site, " ", why, ". Its posting is held.");
  if (a.cost) {
    gap.arithmetic = {sentence("M-1.3 ", abs(a.quantity).to_string(), " × ", a.cost->to_string(),
                               " = ", with_currency(a.value, currency))};
  }
  outcome.gaps.push_back(std::move(gap));
}

}  // namespace weighbridge::matching
