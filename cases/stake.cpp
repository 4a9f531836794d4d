#include "cases/stake.hpp"

#include <algorithm>

namespace weighbridge::cases {

using matching::ImpactClass;

void ClassSums::add(ImpactClass impact_class, Money impact) {
  switch (impact_class) {
    case ImpactClass::cash:
      cash += std::max(impact, Money{});
      return;
    case ImpactClass::claim:
      claim += impact;
      return;
    case ImpactClass::stock:
      stock += impact;
      return;
    case ImpactClass::accrual:
      accrual += impact;
      return;
    case ImpactClass::none:
      return;
  }
}

Money ClassSums::at_stake() const {
  return std::max({cash + claim, stock, accrual, Money{}});
}

std::map<Currency, Money> at_stake(std::span<const matching::Discrepancy* const> discrepancies) {
  std::map<Currency, ClassSums> sums;
  for (const matching::Discrepancy* d : discrepancies)
    sums[d->currency].add(d->impact_class, d->impact);
  std::map<Currency, Money> stakes;
  for (const auto& [currency, sum] : sums)
    if (const Money stake = sum.at_stake(); !stake.is_zero()) stakes.emplace(currency, stake);
  return stakes;
}

}  // namespace weighbridge::cases
