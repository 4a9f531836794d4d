// Transfers, counts and adjustments as text.
#pragma once

#include <string>

#include "gateway/cli/text.hpp"
#include "matching/discrepancy.hpp"

namespace weighbridge::cli {

/// What is on its way between the sites, and how the counts came out; empty when there is neither.
std::string stock_text(const matching::Judgement& judgement, const Style& style);

/// "movement M-1 of 2026-03-10T09:30:00Z at A-01: -12, pick; ..."; empty without a history.
std::string history_text(const std::vector<matching::HistoryEntry>& history);

}  // namespace weighbridge::cli
