#include "matching/tolerance.hpp"

#include <tuple>

namespace weighbridge::matching {

namespace {

/// How narrow a scope is (M-7.4); the narrowest record wins.
int precedence(const ToleranceScope& scope) {
  if (!scope.item.empty()) return scope.supplier.empty() ? 4 : 5;
  if (!scope.supplier.empty()) return 3;
  if (!scope.item_group.empty()) return 2;
  return scope.site.empty() ? 0 : 1;
}

bool covers(const ToleranceScope& scope, const ToleranceSubject& subject) {
  const auto fits = [](const std::string& wanted, std::string_view actual) {
    return wanted.empty() || wanted == actual;
  };
  return fits(scope.supplier, subject.supplier) && fits(scope.item, subject.item) &&
         fits(scope.item_group, subject.item_group) && fits(scope.site, subject.site);
}

auto rank(const Tolerance& t) {
  return std::tuple(precedence(t.scope), t.valid_from.value_or(Date::min()), t.version);
}

}  // namespace

Verdict verdict(const Tolerance* tolerance, const Variance& variance) {
  if (tolerance == nullptr) return Verdict::not_checked;
  int set = 0;
  int held = 0;
  const auto limit = [&](bool holds) {
    ++set;
    held += holds ? 1 : 0;
  };
  if (tolerance->pct) {
    const Rational allowed = Rational(tolerance->pct->value) * abs(variance.base);
    limit(variance.base.is_zero() ? variance.size.is_zero()
                                  : variance.size * Rational(100, 1) <= allowed);
  }
  if (tolerance->abs_qty && variance.is_quantity) {
    limit(variance.size <= Rational(tolerance->abs_qty->value));
  }
  if (tolerance->abs_amt) {
    limit(variance.functional_amount <= Rational(tolerance->abs_amt->value));
  }
  if (set == 0) return Verdict::not_checked;
  const bool within = tolerance->mode == ToleranceMode::both ? held == set : held > 0;
  return within ? Verdict::within : Verdict::outside;
}

ToleranceBook::ToleranceBook(const Policy& policy, Date today) {
  for (const Tolerance& t : policy.tolerances) {
    if (t.valid_from && today < *t.valid_from) continue;
    if (t.valid_to && today > *t.valid_to) continue;
    records_.at(static_cast<std::size_t>(t.leg))
        .at(static_cast<std::size_t>(t.direction))
        .push_back(&t);
  }
}

const Tolerance* ToleranceBook::find(Leg leg, Direction direction,
                                     const ToleranceSubject& subject) const {
  const Tolerance* best = nullptr;
  const auto& records =
      records_.at(static_cast<std::size_t>(leg)).at(static_cast<std::size_t>(direction));
  for (const Tolerance* candidate : records) {
    if (!covers(candidate->scope, subject)) continue;
    if (best == nullptr || rank(*candidate) >= rank(*best)) best = candidate;
  }
  return best;
}

}  // namespace weighbridge::matching
