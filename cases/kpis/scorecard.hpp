// How a supplier delivers and bills (section 21), shown with its parts.
#pragma once

#include <optional>
#include <vector>

#include "cases/kpis/facts.hpp"
#include "cases/kpis/measure.hpp"

namespace weighbridge::cases {

struct Scorecard {
  Kpi notice_timeliness, notice_accuracy, fill_rate, on_time_in_full, invoice_accuracy;
  std::uint64_t lines = 0;  ///< order lines that were due in the period
  /// 0.20 timeliness + 0.20 notice accuracy + 0.25 fill + 0.15 on time in full + 0.20 invoice
  /// accuracy. Nothing with fewer than 20 lines, or where one of the parts has none at all.
  std::optional<Rational> composite;

  bool is_enough() const { return lines >= kEnoughLines; }
  /// In the order of the composite.
  std::vector<const Kpi*> parts() const {
    return {&notice_timeliness, &notice_accuracy, &fill_rate, &on_time_in_full, &invoice_accuracy};
  }
};

/// `facts` are those of one supplier and one period. Pure.
Scorecard scorecard(const KpiFacts& facts);

/// What a part counts for in the composite, in the order of Scorecard::parts().
std::vector<Decimal> scorecard_weights();

}  // namespace weighbridge::cases
