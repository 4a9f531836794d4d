#include "gateway/pipeline/stock_judging.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "matching/parts/links.hpp"

namespace weighbridge::pipeline {

namespace {

using matching::AcceptedEvent;
using matching::Judgement;
using matching::Trace;

/// What is said of stock; the documents were only there to be looked at.
Judgement of_stock(Judgement&& judgement) {
  Judgement result;
  for (matching::Discrepancy& d : judgement.discrepancies)
    if (matching::is_of_stock(d.anchor)) result.discrepancies.push_back(std::move(d));
  for (matching::Note& note : judgement.notes)
    if (matching::is_of_stock(note.anchor)) result.notes.push_back(std::move(note));
  for (matching::Refusal& refusal : judgement.refusals)
    if (refusal.number.empty()) result.refusals.push_back(std::move(refusal));
  result.transfers = std::move(judgement.transfers);
  result.counts = std::move(judgement.counts);
  result.adjustments = std::move(judgement.adjustments);
  return result;
}

/// An item goes by all of its names.
store::Words keys_of(const InventoryEvent& event, const ItemNames& names) {
  const matching::Links links = matching::links_of(event);
  store::Words keys(links.keys.begin(), links.keys.end());
  if (event.sku.empty()) return keys;
  for (const std::string& item : names.all_of({"s:" + event.sku}))
    keys.insert(matching::stock_item_key(item));
  return keys;
}

store::Words items_in_question(const Judgement& judgement) {
  store::Words items;
  for (const matching::Discrepancy& d : judgement.discrepancies)
    if (matching::is_of_stock(d.anchor) && !d.sku.empty()) items.insert("s:" + d.sku);
  return items;
}

}  // namespace

std::vector<AcceptedEvent> stock_events(store::Reader& reader) {
  std::vector<AcceptedEvent> stock = reader.events();
  std::erase_if(stock, [](const AcceptedEvent& accepted) {
    return matching::concerns_order(accepted.event.kind);
  });
  return stock;
}

std::vector<AcceptedEvent> stock_events_linked(store::Reader& reader, const ItemNames& names,
                                               store::Words keys) {
  std::vector<AcceptedEvent> stock;
  store::Sequences known;
  for (store::Words fresh = keys; !fresh.empty();) {
    store::Words next;
    for (AcceptedEvent& accepted : reader.linked_events(fresh)) {
      const bool of_order = matching::concerns_order(accepted.event.kind);
      if (of_order || !known.insert(accepted.sequence).second) continue;
      for (const std::string& key : keys_of(accepted.event, names))
        if (keys.insert(key).second) next.insert(key);
      stock.push_back(std::move(accepted));
    }
    fresh = std::move(next);
  }
  std::sort(stock.begin(), stock.end(),
            [](const AcceptedEvent& a, const AcceptedEvent& b) { return a.sequence < b.sequence; });
  return stock;
}

Judgement judge_stock(const JudgingTask& task, const ItemNames& names, store::Reader& reader,
                      std::span<const AcceptedEvent> stock, Trace& trace) {
  trace = {};
  if (stock.empty()) return {};
  Part part(reader, names);
  store::Words items;
  for (const AcceptedEvent& accepted : stock)
    if (!accepted.event.sku.empty()) items.insert("s:" + accepted.event.sku);
  part.name_items(items);
  Judgement judgement = PartJudge(task, names, reader, {}).judge(part, stock, trace);
  const store::Words in_question = items_in_question(judgement);
  if (!in_question.empty()) {
    const store::Words all_names = names.all_of(in_question);
    for (const auto by :
         {store::NamedBy::order, store::NamedBy::other, store::NamedBy::without_order})
      part.include(reader.receipts_naming(all_names, by));
    judgement = PartJudge(task, names, reader, {}).judge(part, stock, trace);
  }
  std::erase_if(trace.owners,
                [](const auto& entry) { return !matching::is_stock_owner(entry.first); });
  trace.ties.clear();
  trace.occurrences.clear();
  trace.priced.clear();
  return of_stock(std::move(judgement));
}

Judgement judge_stock(const JudgingTask& task, const ItemNames& names, store::Reader& reader,
                      Trace& trace) {
  return judge_stock(task, names, reader, stock_events(reader), trace);
}

store::Words stock_owners(const Judgement& judgement) {
  store::Words owners{std::string(matching::kStockOwner)};
  for (const matching::TransferResult& r : judgement.transfers)
    owners.insert(matching::owner_of(r));
  for (const matching::CountResult& r : judgement.counts) owners.insert(matching::owner_of(r));
  for (const matching::AdjustmentResult& r : judgement.adjustments)
    owners.insert(matching::owner_of(r));
  return owners;
}

std::string stock_tie(std::string_view item) {
  return std::string(matching::kStockOwner) + " " + std::string(item);
}

void tie_stock(const Judgement& judgement, const ItemNames& names, Trace& trace) {
  for (const matching::Discrepancy& d : judgement.discrepancies) {
    if (!matching::is_of_stock(d.anchor) || d.sku.empty()) continue;
    for (const std::string& item : names.all_of({"s:" + d.sku}))
      trace.ties.emplace_back(stock_tie(item), matching::owner_of(d));
  }
}

}  // namespace weighbridge::pipeline
