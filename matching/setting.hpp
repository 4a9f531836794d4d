// What a judgement is made under: policy, clock and reference data, with what is looked up in them.
#pragma once

#include <string_view>

#include "matching/identity/supplier_groups.hpp"
#include "matching/orders/order_line.hpp"
#include "matching/tolerance.hpp"
#include "matching/windows.hpp"

namespace weighbridge::matching {

/// Borrows everything; lives for one judgement.
struct Setting {
  const Policy& policy;
  const ReferenceData& reference;
  const ToleranceBook& tolerances;
  const Windowing& windows;

  Verdict check(Leg leg, Direction direction, const OrderLine& line,
                const Variance& variance) const {
    const ToleranceSubject subject{line.supplier.str(), line.sku, line.item_group, line.site};
    return verdict(tolerances.find(leg, direction, subject), variance);
  }

  /// `amount` of `currency` in functional currency at `rate`; without a rate the two count as
  /// equal.
  Rational functional(const Rational& amount, Currency currency,
                      const std::optional<Rate>& rate) const {
    if (!rate || currency == policy.functional_currency) return amount;
    return amount * Rational(rate->value);
  }
};

}  // namespace weighbridge::matching
