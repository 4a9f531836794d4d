// Transfers, counts and adjustments, judged from what a store holds.
#pragma once

#include <span>
#include <vector>

#include "gateway/pipeline/judging.hpp"
#include "gateway/pipeline/part_judge.hpp"

namespace weighbridge::pipeline {

/// Judges all of them, with the documents of the items that something is wrong with: their history
/// shows what is on its way. `trace` is filled with what the results lean on.
matching::Judgement judge_stock(const JudgingTask& task, const ItemNames& names,
                                store::Reader& reader, matching::Trace& trace);

/// The owners of the results about stock in `judgement`.
store::Words stock_owners(const matching::Judgement& judgement);

/// Under what the items are tied that differences of stock are told of, and to whom: what else
/// happens to them belongs to the history of those.
std::string stock_tie(std::string_view item);

/// Ties the items that something is wrong with in `judgement`.
void tie_stock(const matching::Judgement& judgement, const ItemNames& names,
               matching::Trace& trace);

}  // namespace weighbridge::pipeline
