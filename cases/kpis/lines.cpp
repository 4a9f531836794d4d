#include <algorithm>
#include <map>

#include "cases/kpis/kpis.hpp"

namespace weighbridge::cases {
namespace {

template <class Fact, class Predicate>
std::uint64_t count_if(std::span<const Fact> facts, Predicate wanted) {
  return static_cast<std::uint64_t>(std::count_if(facts.begin(), facts.end(), wanted));
}

std::string_view age_of(std::chrono::days age) {
  using std::chrono::days;
  return age <= days{30}   ? "up to 30 days"
         : age <= days{60} ? "31-60 days"
         : age <= days{90} ? "61-90 days"
                           : "over 90 days";
}

struct Residue {
  Money price, fx, quantity;
  std::map<std::string_view, Money> ages;
  std::uint64_t count = 0;

  Money sum() const { return price + fx + quantity; }
  void add(const ResidueFact& fact) {
    price += fact.price_variance;
    fx += fact.fx_variance;
    quantity += fact.quantity_variance;
    ages[age_of(fact.age)] += fact.price_variance + fact.fx_variance + fact.quantity_variance;
    ++count;
  }
};

}  // namespace

Kpi reconciliation_cycle_time(std::span<const LineFact> lines) {
  std::vector<std::chrono::seconds> durations;
  for (const LineFact& fact : lines)
    durations.push_back(std::max(fact.matched - fact.first, std::chrono::seconds{0}));
  return spread_of("reconciliation_cycle_time", "seconds", "order lines that came to agree",
                   std::move(durations), {50, 90});
}

std::vector<Kpi> grni_residue(std::span<const ResidueFact> residues) {
  std::map<Currency, Residue> by_currency;
  for (const ResidueFact& fact : residues) by_currency[fact.currency].add(fact);
  std::vector<Kpi> kpis;
  for (const auto& [currency, residue] : by_currency) {
    Kpi kpi =
        amount_of("grni_residue", "posted and not cleared", currency, residue.sum(), residue.count);
    kpi.parts = {{"price variance", Rational(residue.price.value)},
                 {"exchange rate variance", Rational(residue.fx.value)},
                 {"quantity variance", Rational(residue.quantity.value)}};
    for (const auto& [age, amount] : residue.ages)
      kpi.parts.push_back({std::string(age), Rational(amount.value)});
    kpis.push_back(std::move(kpi));
  }
  return kpis;
}

Kpi first_pass_match_rate(std::span<const InvoiceLineFact> lines) {
  return count_share("first_pass_match_rate", "invoice lines that never had a cash discrepancy",
                     count_if(lines, [](const InvoiceLineFact& line) { return !line.ever_cash; }),
                     "invoice lines judged", lines.size());
}

Kpi touchless_rate(std::span<const InvoiceFact> invoices) {
  return count_share("touchless_rate", "invoices released without a person",
                     count_if(invoices, [](const InvoiceFact& fact) { return !fact.touched; }),
                     "invoices released", invoices.size());
}

std::vector<Kpi> discount_lost_to_holds(std::span<const InvoiceFact> invoices) {
  std::map<Currency, std::pair<Money, std::uint64_t>> by_currency;
  for (const InvoiceFact& fact : invoices) {
    if (!fact.was_held || !fact.discount_date || fact.released <= *fact.discount_date) continue;
    auto& [lost, count] = by_currency[fact.currency];
    lost += fact.discount;
    ++count;
  }
  std::vector<Kpi> kpis;
  for (const auto& [currency, sum] : by_currency)
    kpis.push_back(amount_of("discount_lost_to_holds",
                             "discount of invoices released after their discount date", currency,
                             sum.first, sum.second));
  return kpis;
}

}  // namespace weighbridge::cases
