#include "gateway/pipeline/part_judge.hpp"

#include <algorithm>
#include <utility>

#include "matching/parts/links.hpp"

namespace weighbridge::pipeline {

using matching::AcceptedEvent;
using matching::AcceptedReceipt;
using matching::Judgement;
using matching::Trace;

Judgement PartJudge::judge(Part& part, std::span<const AcceptedEvent> stock, Trace& trace) {
  for (;;) {
    Judgement judgement = judge_once(part, stock, trace);
    const bool wider = widen(part, trace);
    const bool farther = look_around(part, trace);
    if (!wider && !farther) return judgement;
  }
}

std::optional<std::chrono::seconds> PartJudge::latency() {
  if (!latency_) latency_ = reader_.posting_latency(task_.as_of);
  return *latency_;
}

Judgement PartJudge::judge_once(const Part& part, std::span<const AcceptedEvent> stock,
                                Trace& trace) {
  store::Words items = part.items();
  for (const AcceptedReceipt& order : other_orders_) {
    const matching::Links links = matching::links_of(order.receipt);
    items.insert(links.items.begin(), links.items.end());
  }
  const std::vector<matching::TaughtName> names = names_.taught(std::move(items));
  const matching::Beyond beyond{names, other_orders_, latency_.value_or(std::nullopt)};
  std::vector<AcceptedEvent> events(part.events().begin(), part.events().end());
  events.insert(events.end(), stock.begin(), stock.end());
  const std::vector<matching::OpenCase> cases = cases_named(part.receipts(), reader_);
  matching::Evidence evidence;
  evidence.receipts = part.receipts();
  evidence.events = events;
  evidence.cases = cases;
  evidence.reference = &task_.reference;
  evidence.clock = &task_.clock;
  evidence.beyond = &beyond;
  trace = {};
  return matching::judge(evidence, task_.policy, task_.as_of, &trace);
}

/// Takes in whose discrepancies are weighed together with new ones here.
bool PartJudge::widen(Part& part, const Trace& trace) {
  store::Words ties;
  for (const auto& [tie, owner] : trace.ties) ties.insert(tie);
  store::Words owners = reader_.owners_tied(ties);
  for (const std::string& key : part.keys()) owners.erase(key);
  if (owners.empty()) return false;
  part.include(owners);
  return true;
}

bool PartJudge::look_around(const Part& part, const Trace& trace) {
  bool found = false;
  const bool asks = std::any_of(trace.owners.begin(), trace.owners.end(),
                                [](const auto& owner) { return owner.second.looks_at_latency; });
  if (asks && !latency_) found = latency().has_value();
  store::Words items;
  for (const auto& [item, owner] : trace.priced) items.insert(item);
  store::Sequences others = reader_.receipts_naming(items, store::NamedBy::order);
  for (const std::uint64_t own : part.sequences()) others.erase(own);
  if (others == other_sequences_) return found;
  other_orders_ = reader_.receipts_at(others);
  other_sequences_ = std::move(others);
  return true;
}

}  // namespace weighbridge::pipeline
