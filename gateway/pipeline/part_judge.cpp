#include "gateway/pipeline/part_judge.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "matching/causes/recurrence.hpp"
#include "matching/parts/links.hpp"

namespace weighbridge::pipeline {

using matching::AcceptedEvent;
using matching::AcceptedReceipt;
using matching::Judgement;
using matching::Trace;

namespace {

/// When one thing was found, each list sorted.
struct AlikeDays {
  std::vector<Date> before;   ///< by anybody, as the store says
  std::vector<Date> outside;  ///< of it what is not judged now
  std::vector<Date> here;     ///< in the judgement at hand
  std::vector<matching::Occurrence> others;
};

void add_days(std::vector<Date>& days, const matching::Occurrence& found) {
  days.insert(std::upper_bound(days.begin(), days.end(), found.on),
              static_cast<std::size_t>(found.times), found.on);
}

std::vector<Date> merged(const std::vector<Date>& a, const std::vector<Date>& b) {
  std::vector<Date> all;
  all.reserve(a.size() + b.size());
  std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
  return all;
}

}  // namespace

Judgement PartJudge::judge(Part& part, std::span<const AcceptedEvent> stock, Trace& trace) {
  for (;;) {
    Judgement judgement = judge_once(part, stock, trace);
    const bool wider = widen(part, trace);
    const bool farther = look_around(part, trace);
    const bool oftener = count_alike(part, trace);
    if (!wider && !farther && !oftener) return judgement;
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
  const matching::Beyond beyond{names, other_orders_, latency_.value_or(std::nullopt),
                                &days_alike_};
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

/// Looks up how often what is raised here was found outside the part, and takes in those for whom
/// the part changes whether it was found often. Says whether the part has to be judged again.
bool PartJudge::count_alike(Part& part, const Trace& trace) {
  store::Words keys = reader_.occurrence_keys(part.owners());
  for (const matching::Occurrence& found : trace.occurrences) keys.insert(found.key);
  std::unordered_map<std::string, AlikeDays> by_key;
  for (const matching::Occurrence& known : reader_.occurrences(keys)) {
    AlikeDays& days = by_key[known.key];
    add_days(days.before, known);
    if (part.keys().contains(known.owner)) continue;
    add_days(days.outside, known);
    days.others.push_back(known);
  }
  for (const matching::Occurrence& found : trace.occurrences)
    add_days(by_key[found.key].here, found);
  bool changed = false;
  store::Words affected;
  for (auto& [key, days] : by_key) {
    const std::vector<Date> now = merged(days.here, days.outside);
    const std::vector<Date> assumed = merged(days.here, days_alike_[key]);
    changed = changed || std::any_of(days.here.begin(), days.here.end(), [&](Date on) {
                return matching::found_often(now, on) != matching::found_often(assumed, on);
              });
    for (const matching::Occurrence& other : days.others) {
      const bool was = matching::found_often(days.before, other.on);
      if (was != matching::found_often(now, other.on)) affected.insert(other.owner);
    }
    days_alike_[key] = std::move(days.outside);
  }
  if (!affected.empty()) part.include(affected);
  return changed || !affected.empty();
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
