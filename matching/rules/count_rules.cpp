#include "matching/rules/conditions.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

Money value_of(const CountLine& line, const Rational& quantity, Currency currency) {
  return money(quantity * line.cost.value_or(Rational()), currency);
}

std::string place_text(const CountLine& line) {
  return line.location.empty() ? line.site : sentence(line.site, " ", line.location);
}

std::string comparison_text(const CountLine& line) {
  const Counting& counting = line.decision();
  return sentence("counted ", with_unit(counting.counted, line.stock.uom), ", expected ",
                  counting.expected->to_string(), ": ", with_sign(*counting.variance()));
}

std::string pending_text(const CountLine& line, const PendingMovement& pending) {
  const InventoryEvent& movement = *pending.movement;
  const std::string what = movement.reason.empty() ? "movement" : movement.reason;
  return sentence(
      what, " ", movement.id, " of ", to_string(pending.movement.moment()), ", ",
      pending.booked_early ? "in the book before it happened" : "which the book did not hold yet",
      ": ", with_sign(pending.effect), " ", line.stock.uom);
}

std::vector<std::string> arithmetic_of(const CountLine& line, Money value, Currency currency) {
  const Counting& counting = line.decision();
  std::vector<std::string> steps{
      sentence("M-19.5 book ", counting.book->to_string(), " ", line.stock.uom)};
  for (const PendingMovement& pending : counting.pending) {
    steps.push_back(sentence("M-19.5 ", pending_text(line, pending)));
  }
  steps.push_back(sentence("M-19.5 counted ", counting.counted.to_string(), " − expected ",
                           counting.expected->to_string(), " = ", with_sign(*counting.variance())));
  if (!counting.expected->is_zero()) {
    const Rational percent = abs(*counting.variance()) * Rational(100, 1) / abs(*counting.expected);
    steps.push_back(sentence("M-7.3 ", percent.rounded(2).to_string(), " % of the expected ",
                             counting.expected->to_string()));
  } else {
    steps.emplace_back("M-7.3 nothing was expected: no percentage lets a difference pass");
  }
  if (line.cost) {
    steps.push_back(sentence("M-1.3 ", abs(*counting.variance()).to_string(), " × ",
                             line.cost->to_string(), " = ", with_currency(value, currency)));
  } else {
    steps.push_back(sentence("M-1.3 no cost of ", line.stock.sku, " is known"));
  }
  return steps;
}

/// Why the variance is not simply posted.
std::string why_held(const CountLine& line) {
  const Counting& counting = line.decision();
  if (line.may_post) {
    return "Two counts in a row agree, so its posting may be proposed; until then it is held.";
  }
  if (counting.verdict == Verdict::not_checked) return "No tolerance says that it may be posted.";
  if (counting.verdict == Verdict::within) {
    return sentence("It is within tolerance, but ", counting.missing,
                    " is not stated, so its posting is held.");
  }
  return line.cost ? "Its posting is held until another person has counted again."
                   : "What it is worth is not known; its posting is held.";
}

/// What needs no work, or no more than somebody to know.
void add_notes(const CountView& view, Outcome& outcome) {
  const CountLine& line = view.count;
  const Currency currency = view.setting.policy.functional_currency;
  const Counting& counting = line.decision();
  const auto variance = counting.variance();
  const CountState state = line.state();
  if (!variance) {
    outcome.remarks.push_back(
        {"NOT_CHECKED",
         sentence(place_text(line), ": counted ", with_unit(counting.counted, line.stock.uom),
                  ", and no count of it states what the book held"),
         std::nullopt, counting.counted});
  } else if (!variance->is_zero() && counting.verdict != Verdict::outside) {
    const bool within = counting.verdict == Verdict::within;
    outcome.remarks.push_back({within ? "WITHIN_TOL" : "NOT_CHECKED", comparison_text(line),
                               value_of(line, abs(*variance), currency), abs(*variance)});
  }
  if (state == CountState::auto_posted) {
    outcome.remarks.push_back(
        {"AUTO_POSTED",
         sentence(place_text(line), ": ", with_sign(*variance), " ", line.stock.uom,
                  " is posted without a person, within tolerance and with complete evidence"),
         value_of(line, *variance, currency), variance});
  }
  for (const PendingMovement& pending : counting.pending) {
    outcome.remarks.push_back(
        {"PENDING_MOVEMENT", pending_text(line, pending), std::nullopt, pending.effect});
  }
  for (const Counting& again : line.countings) {
    if (!again.is_same_person) continue;
    outcome.remarks.push_back({"RECOUNT_SAME_PERSON",
                               sentence("count ", again.event->id, " is by ", again.event->counter,
                                        ", who counted before; a recount takes another person"),
                               std::nullopt, std::nullopt});
  }
}

}  // namespace

void count_differs(const CountView& view, Outcome& outcome) {
  const CountLine& line = view.count;
  if (!line.unit_problem.empty()) return;
  add_notes(view, outcome);
  if (line.state() != CountState::held) return;
  const Counting& counting = line.decision();
  const Currency currency = view.setting.policy.functional_currency;
  const Rational size = abs(*counting.variance());
  Gap gap;
  gap.quantity = size;
  gap.quantities = Sides{*counting.expected, counting.counted};
  gap.expected = counting.expected->to_string();
  gap.actual = counting.counted.to_string();
  gap.impact = value_of(line, size, currency);
  gap.reason = sentence(place_text(line), ": ", comparison_text(line), ". ", why_held(line));
  gap.arithmetic = arithmetic_of(line, gap.impact, currency);
  outcome.gaps.push_back(std::move(gap));
}

}  // namespace weighbridge::matching
