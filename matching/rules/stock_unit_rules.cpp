#include "matching/rules/conditions.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// U01 of a transfer, a count or an adjustment: its figures say nothing until the unit is known.
void raise_unit_problem(std::string_view kind, const std::string& name, const std::string& problem,
                        Outcome& outcome) {
  if (problem.empty()) return;
  Gap gap;
  gap.reason = sentence(kind, " ", name, ": ", problem, ".");
  gap.arithmetic = {"M-5.1 without a factor nothing is compared, and the posting is held"};
  outcome.gaps.push_back(std::move(gap));
}

}  // namespace

void transfer_unit_unmapped(const TransferView& view, Outcome& outcome) {
  raise_unit_problem("Transfer", view.transfer.order, view.transfer.unit_problem, outcome);
}

void count_unit_unmapped(const CountView& view, Outcome& outcome) {
  raise_unit_problem("Count", view.count.id, view.count.unit_problem, outcome);
}

void adjustment_unit_unmapped(const AdjustmentView& view, Outcome& outcome) {
  raise_unit_problem("Adjustment", view.adjustment.event->id, view.adjustment.unit_problem,
                     outcome);
}

}  // namespace weighbridge::matching
