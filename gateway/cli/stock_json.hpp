// Transfers, counts and adjustments in the JSON output.
#pragma once

#include "matching/discrepancy.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::cli {

/// The member `history` of a discrepancy; nothing where it has none.
void write_history(json::Writer& json, const std::vector<matching::HistoryEntry>& history);

void write_row(json::Writer& json, const matching::TransferResult& transfer);
void write_row(json::Writer& json, const matching::CountResult& count);

/// The members `transfers`, `counts` and `adjustments`.
void write_stock(json::Writer& json, const matching::Judgement& judgement);

}  // namespace weighbridge::cli
