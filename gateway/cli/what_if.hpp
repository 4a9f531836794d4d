// What another policy would make of the same evidence.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gateway/cli/text.hpp"
#include "gateway/pipeline/report.hpp"

namespace weighbridge::cli {

/// A discrepancy that both policies see, with another amount or another fate.
struct Changed {
  const matching::Discrepancy* from = nullptr;
  const matching::Discrepancy* to = nullptr;
};

/// Going from the policy compared against to the policy judged by.
struct WhatIf {
  std::vector<const matching::Discrepancy*> opens, closes;
  std::vector<Changed> changes;
  std::map<Currency, Money> payable_from, payable_to;
};

/// `report.against` must be there. Borrows from it. In the judgement's order.
WhatIf compare_policies(const pipeline::Report& report);

std::string what_if_text(const pipeline::Report& report, const Style& style);

}  // namespace weighbridge::cli
