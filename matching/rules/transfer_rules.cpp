#include "matching/rules/conditions.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

Money stock_value(const TransferView& view, const Rational& quantity) {
  return money(quantity * view.transfer.cost.value_or(Rational()),
               view.setting.policy.functional_currency);
}

std::string value_arithmetic(const TransferView& view, const Rational& quantity, Money value) {
  const auto& cost = view.transfer.cost;
  if (!cost) return sentence("M-1.3 no cost of ", view.transfer.stock.sku, " is known");
  return sentence("M-1.3 ", quantity.to_string(), " × ", cost->to_string(), " = ",
                  with_currency(value, view.setting.policy.functional_currency));
}

std::string flow_arithmetic(const TransferLine& line) {
  return sentence("M-19.1 ", line.shipped.to_string(), " shipped − ", line.cancelled.to_string(),
                  " cancelled = ", line.left().to_string(), " left; ", line.good.to_string(),
                  " good + ", line.damaged.to_string(), " damaged = ", line.arrived().to_string(),
                  " arrived");
}

/// M-19.1: damaged goods are never counted missing; they are told of, with what they are worth.
void note_damaged(const TransferView& view, Outcome& outcome) {
  const TransferLine& line = view.transfer;
  if (line.damaged.is_zero()) return;
  outcome.remarks.push_back(
      {"DAMAGED",
       sentence(with_unit(line.damaged, line.stock.uom), " of transfer ", line.order,
                " arrived damaged and went into the damaged location; to be borne by the carrier "
                "or by ",
                line.from_site.empty() ? "the shipping site" : line.from_site),
       stock_value(view, line.damaged), line.damaged});
}

}  // namespace

void transfer_differs(const TransferView& view, Outcome& outcome) {
  const TransferLine& line = view.transfer;
  if (!line.unit_problem.empty()) return;
  note_damaged(view, outcome);
  const Rational difference = line.difference();
  if (difference.is_zero()) return;
  const Rational size = abs(difference);
  const Money value = stock_value(view, size);
  const std::string_view word = difference.is_negative() ? "short" : "over";
  const std::string text =
      sentence(with_unit(line.arrived(), line.stock.uom), " arrived of ",
               with_unit(line.left(), line.stock.uom), " that left: ", size.to_string(), " ", word);
  if (line.verdict != Verdict::outside) {
    const bool within = line.verdict == Verdict::within;
    outcome.remarks.push_back({within ? "WITHIN_TOL" : "NOT_CHECKED", text, value, size});
    return;
  }
  Gap gap;
  gap.quantity = size;
  gap.quantities = Sides{line.left(), line.arrived()};
  gap.expected = line.left().to_string();
  gap.actual = line.arrived().to_string();
  gap.impact = value;
  gap.reason = sentence("Transfer ", line.order, " from ", line.from_site, " to ", line.to_site,
                        ": ", text, ". Its posting is held.");
  gap.arithmetic = {flow_arithmetic(line), value_arithmetic(view, size, value)};
  outcome.gaps.push_back(std::move(gap));
}

void transfer_overdue(const TransferView& view, Outcome& outcome) {
  const TransferLine& line = view.transfer;
  if (!line.unit_problem.empty() || line.overdue.is_zero()) return;
  Gap gap;
  gap.quantity = line.overdue;
  gap.expected = line.left().to_string();
  gap.actual = line.arrived().to_string();
  gap.impact = stock_value(view, line.overdue);
  gap.reason = sentence("Transfer ", line.order, ": ", with_unit(line.overdue, line.stock.uom),
                        " expected at ", line.to_site, " on ", to_string(*line.eta),
                        " had not arrived by the end of ", to_string(*line.last_day), ".");
  gap.arithmetic = {flow_arithmetic(line),
                    sentence("M-19.2 expected ", to_string(*line.eta), ", overdue after ",
                             to_string(*line.last_day)),
                    value_arithmetic(view, line.overdue, gap.impact)};
  outcome.gaps.push_back(std::move(gap));
}

void transfer_orphaned(const TransferView& view, Outcome& outcome) {
  const TransferLine& line = view.transfer;
  if (!line.unit_problem.empty() || !line.orphaned) return;
  Gap gap;
  gap.quantity = line.arrived();
  gap.expected = "0";
  gap.actual = line.arrived().to_string();
  gap.impact = stock_value(view, line.arrived());
  gap.reason =
      sentence(with_unit(line.arrived(), line.stock.uom), " of transfer ", line.order,
               " arrived at ", line.to_site, " on ", to_string(line.receives.front().moment()),
               ", and no site has shipped them. Nothing is posted until it is linked.");
  gap.arithmetic = {sentence("M-19.3 received ", to_string(line.receives.front().moment()),
                             ", no shipment after the time allowed"),
                    value_arithmetic(view, line.arrived(), gap.impact)};
  outcome.gaps.push_back(std::move(gap));
}

}  // namespace weighbridge::matching
