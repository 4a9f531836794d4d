#include "matching/attach/without_order.hpp"

#include <algorithm>

#include "matching/billing/document_amounts.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

bool quotes_no_order(const LooseLine& loose) {
  return loose.reason == LooseReason::order_not_found &&
         quoted_order(loose.receipt(), *loose.line).empty();
}

}  // namespace

void allow_without_order(std::span<LooseLine> loose, const Policy& policy) {
  if (policy.non_po.empty() || loose.empty()) return;
  const Receipt& r = loose.front().receipt();
  const auto allowance = std::find_if(
      policy.non_po.begin(), policy.non_po.end(),
      [&](const NonPoAllowance& a) { return a.kind.empty() && a.supplier == r.supplier; });
  if (allowance == policy.non_po.end()) return;
  Money sum;
  for (const LooseLine& line : loose) {
    if (quotes_no_order(line)) sum += own_amount(*line.live, *line.line, r.currency);
  }
  for (LooseLine& line : loose) {
    if (!quotes_no_order(line)) continue;
    if (sum <= allowance->ceiling) {
      line.reason = LooseReason::non_po;
    } else {
      line.text = sentence("it quotes no order, and ", to_string(sum, r.currency),
                           " is above the ceiling of ", to_string(allowance->ceiling, r.currency));
    }
  }
}

}  // namespace weighbridge::matching
