// Which tolerance applies, and whether a variance is within it (section 7).
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "mappings/canonical/rational.hpp"
#include "matching/policy.hpp"

namespace weighbridge::matching {

/// What a comparison says. `not_checked` is never a pass (M-7.2).
enum class Verdict : std::uint8_t { within, outside, not_checked };

/// Where the comparison stands; decides which scoped record applies (M-7.4).
struct ToleranceSubject {
  std::string_view supplier, item, item_group, site;
};

/// A difference without its sign, and what its percentage is of (M-7.3).
struct Variance {
  Rational size;               ///< quantity in base units, or an amount in document currency
  Rational base;               ///< the expected side, in the same measure
  Rational functional_amount;  ///< what it is worth in functional currency, for `abs_amt`
  bool is_quantity = false;    ///< whether `abs_qty` applies
};

/// M-7.2 for one record; null means there is none. Limits are inclusive (M-1.5), `null` limits are
/// not set, a percentage of nothing fails (M-7.3).
Verdict verdict(const Tolerance* tolerance, const Variance& variance);

/// The policy's records, found by leg and direction.
class ToleranceBook {
 public:
  /// Borrows `policy`. Records that are not valid on `today` are left out.
  ToleranceBook(const Policy& policy, Date today);
  /// The one record that applies, whole: item+supplier, item, supplier, item group, site, default;
  /// ties go to the later valid-from, then the higher version, then the later record of the policy.
  const Tolerance* find(Leg leg, Direction direction, const ToleranceSubject& subject) const;

 private:
  static constexpr std::size_t kLegs = 18;
  std::array<std::array<std::vector<const Tolerance*>, 2>, kLegs> records_;
};

}  // namespace weighbridge::matching
