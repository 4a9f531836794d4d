// Transfers, counts and adjustments, judged from what a store holds.
#pragma once

#include <span>
#include <vector>

#include "gateway/pipeline/judging.hpp"
#include "gateway/pipeline/part_judge.hpp"

namespace weighbridge::pipeline {

/// All of them, in the order of their arrival.
std::vector<matching::AcceptedEvent> stock_events(store::Reader& reader);

/// Those that `keys` (matching/parts/links.hpp) lead to, one from the other: by item, transfer
/// order, recount and counted place. They are judged by themselves exactly as among all others.
std::vector<matching::AcceptedEvent> stock_events_linked(store::Reader& reader,
                                                         const ItemNames& names, store::Words keys);

/// Judges `stock`, with the documents of the items that something is wrong with: their history
/// shows what is on its way. `trace` is filled with what the results lean on.
matching::Judgement judge_stock(const JudgingTask& task, const ItemNames& names,
                                store::Reader& reader,
                                std::span<const matching::AcceptedEvent> stock,
                                matching::Trace& trace);

/// The same of all stock.
matching::Judgement judge_stock(const JudgingTask& task, const ItemNames& names,
                                store::Reader& reader, matching::Trace& trace);

/// The owners of the results about stock in `judgement`.
store::Words stock_owners(const matching::Judgement& judgement);

/// Under what the items are tied that differences of stock are told of, to the owners of these:
/// what else happens to the items belongs to their history.
std::string stock_tie(std::string_view item);

/// Ties the items that something is wrong with in `judgement`.
void tie_stock(const matching::Judgement& judgement, const ItemNames& names,
               matching::Trace& trace);

}  // namespace weighbridge::pipeline
