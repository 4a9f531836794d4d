#include "gateway/pipeline/judging.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "cases/sha256.hpp"
#include "gateway/pipeline/part_judge.hpp"
#include "gateway/pipeline/stock_judging.hpp"
#include "matching/parts/links.hpp"
#include "matching/screen/screened_judge.hpp"

namespace weighbridge::pipeline {

namespace {

using matching::AcceptedEvent;
using matching::AcceptedReceipt;
using matching::Judgement;
using matching::Trace;

// Few documents are judged as fast without looking first for those that agree; and where very many
// are new, all at once is faster than a part.
constexpr std::size_t kMany = 2000;

/// Changes whenever the same evidence might be judged otherwise.
std::string fingerprint_of(const JudgingTask& task) {
  std::string seed = WEIGHBRIDGE_VERSION "\n" + task.policy.id + "\n" + task.policy_text;
  const auto& tolerances = task.policy.tolerances;
  const bool dated = std::any_of(tolerances.begin(), tolerances.end(), [](const auto& record) {
    return record.valid_from || record.valid_to;
  });
  if (dated) seed += "\n" + to_string(std::chrono::floor<std::chrono::days>(task.as_of));
  return cases::sha256_hex(seed);
}

/// Whether the links tell all that documents may look at. A number with something around it may be
/// any order's (K4), and with a low score any two invoices are suspect.
bool allows_parts(const matching::Policy& policy) {
  return policy.po_prefixes.empty() && policy.po_suffixes.empty() &&
         policy.duplicate_score >= Decimal::from_millionths(700'000);
}

std::uint64_t last_of(std::span<const AcceptedEvent> events) {
  return events.empty() ? 0 : events.back().sequence;
}

/// Documents that came again count after all that are known.
void append_repeated(const JudgingTask& task, std::vector<AcceptedReceipt>& receipts) {
  std::uint64_t sequence = receipts.empty() ? 0 : receipts.back().sequence;
  for (const AcceptedReceipt& again : task.repeated) {
    receipts.push_back(again);
    receipts.back().sequence = ++sequence;
  }
}

/// Judges all of `receipts` and `events`.
Judgement judge_all(const JudgingTask& task, std::span<const AcceptedReceipt> receipts,
                    std::span<const AcceptedEvent> events, store::Reader& reader, Trace* trace) {
  const std::vector<matching::OpenCase> cases = cases_named(receipts, reader);
  matching::Evidence evidence;
  evidence.receipts = receipts;
  evidence.events = events;
  evidence.cases = cases;
  evidence.reference = &task.reference;
  evidence.clock = &task.clock;
  const auto judge = receipts.size() < kMany ? matching::judge : matching::screen::judge_screened;
  return judge(evidence, task.policy, task.as_of, trace);
}

/// Repetitions are told once, so what they were told of is worked out anew in the next run.
void expect_next_time(const JudgingTask& task, Trace& trace) {
  for (const AcceptedReceipt& again : task.repeated)
    for (const std::string& key : matching::links_of(again.receipt).keys)
      if (matching::is_owner(key)) trace.owners[key].next_change = task.as_of;
}

template <class Row>
void append(std::vector<Row>& rows, const std::vector<Row>& more) {
  rows.insert(rows.end(), more.begin(), more.end());
}

void append(Judgement& judgement, const Judgement& more) {
  append(judgement.discrepancies, more.discrepancies);
  append(judgement.notes, more.notes);
  append(judgement.lines, more.lines);
  append(judgement.invoices, more.invoices);
  append(judgement.refusals, more.refusals);
  append(judgement.transfers, more.transfers);
  append(judgement.counts, more.counts);
  append(judgement.adjustments, more.adjustments);
}

/// Whether every result belongs to `owners`, so that it takes the place of an older one.
template <class Row>
bool all_of(const store::Words& owners, const std::vector<Row>& rows) {
  return std::all_of(rows.begin(), rows.end(),
                     [&](const Row& row) { return owners.contains(matching::owner_of(row)); });
}

bool belongs_to(const store::Words& owners, const Judgement& judgement) {
  return all_of(owners, judgement.discrepancies) && all_of(owners, judgement.notes) &&
         all_of(owners, judgement.lines) && all_of(owners, judgement.invoices) &&
         all_of(owners, judgement.refusals);
}

/// One arrival.
class Arrival {
 public:
  Arrival(const JudgingTask& task, store::Writer& writer)
      : task_(task),
        writer_(writer),
        names_(writer, task.reference),
        fingerprint_(fingerprint_of(task)) {}

  Touched judge() {
    const std::optional<store::JudgedState> state = writer_.judged_state();
    if (state) {
      news_ = {writer_.receipts_after(state->receipts), writer_.events_after(state->events)};
      if (can_build_on(*state)) {
        if (std::optional<Touched> touched = judge_part(*state)) return *std::move(touched);
      }
    }
    return judge_whole();
  }

 private:
  struct News {
    store::Sequences receipts;
    std::vector<AcceptedEvent> events;
  };

  bool can_build_on(const store::JudgedState& state) const {
    const bool flood = news_.receipts.size() > kMany && news_.receipts.size() > state.receipts / 4;
    return allows_parts(task_.policy) && !task_.reference_changed && !flood &&
           state.fingerprint == fingerprint_ && state.as_of <= task_.as_of;
  }

  /// What has come, what that may have taught or priced anew, and what time has done.
  void include_changes(const store::JudgedState& state, PartJudge& judge, Part& part) {
    part.include(news_.receipts);
    for (const AcceptedEvent& accepted : news_.events)
      if (matching::concerns_order(accepted.event.kind)) part.include(keys_of(accepted.event));
    for (const AcceptedReceipt& again : task_.repeated) part.include(keys_of(again.receipt));
    part.include(writer_.keys_to_look_at());
    const store::Words taught = names_.all_of(writer_.items_taught_after(state.receipts));
    for (const auto by :
         {store::NamedBy::order, store::NamedBy::other, store::NamedBy::without_order})
      part.include(writer_.receipts_naming(taught, by));
    store::Words ordered;
    for (const AcceptedReceipt& accepted : writer_.receipts_at(news_.receipts)) {
      if (accepted.receipt.stage != Stage::ordered) continue;
      const matching::Links links = matching::links_of(accepted.receipt);
      ordered.insert(links.items.begin(), links.items.end());
    }
    part.include(writer_.owners_pricing(names_.all_of(ordered)));
    for (const std::string& due : writer_.owners_due(task_.as_of))
      if (matching::is_stock_owner(due))
        due_stock_.insert(due);  // the owner of a transfer is the key of its events
      else
        part.include(store::Words{due});
    if (task_.measures_latency) include_waiting(state, judge, part);
  }

  /// Lines that wait for a posting, for the sake of 15.1.
  void include_waiting(const store::JudgedState& state, PartJudge& judge, Part& part) {
    const store::Words lookers = writer_.owners_looking_at_latency();
    const bool later = state.as_of != task_.as_of;
    if (!lookers.empty() && (later || judge.latency() != state.latency)) part.include(lookers);
  }

  template <class Evidence>
  static store::Words keys_of(const Evidence& evidence) {
    const matching::Links links = matching::links_of(evidence);
    return {links.keys.begin(), links.keys.end()};
  }

  /// Nothing when the part turns out not to stand by itself.
  std::optional<Touched> judge_part(const store::JudgedState& state) {
    Part part(writer_, names_);
    PartJudge judge(task_, names_, writer_, state.latency);
    include_changes(state, judge, part);
    std::uint64_t sequence = std::max(state.receipts, writer_.last_receipt());
    for (AcceptedReceipt again : task_.repeated) {
      again.sequence = ++sequence;
      part.include(std::move(again));
    }
    Touched touched;
    Trace trace;
    if (!part.empty()) touched.judgement = judge.judge(part, {}, trace);
    touched.owners = part.owners();
    if (!belongs_to(touched.owners, touched.judgement)) return std::nullopt;
    expect_next_time(task_, trace);
    writer_.put_judged(touched.owners, touched.judgement, trace);
    judge_stock_again(part, touched);
    matching::put_in_order(touched.judgement);
    keep_state(judge, last_event(state));
    return touched;
  }

  /// The keys of all stock that is to be judged again: what has come of it, what time has done, and
  /// what something is wrong with whose items stand on the documents of `part`.
  store::Words stock_keys(const Part& part) {
    store::Words keys = due_stock_;
    for (const AcceptedEvent& accepted : news_.events)
      if (!matching::concerns_order(accepted.event.kind)) keys.merge(keys_of(accepted.event));
    store::Words tied;
    for (const std::string& item : names_.all_of(part.items())) {
      if (!writer_.owners_tied({stock_tie(item)}).empty()) tied.insert(item);
    }
    for (const std::string& item : names_.all_of(tied)) keys.insert(matching::stock_item_key(item));
    return keys;
  }

  void judge_stock_again(const Part& part, Touched& touched) {
    const store::Words keys = stock_keys(part);
    if (keys.empty()) return;
    Trace trace;
    const std::vector<AcceptedEvent> linked = stock_events_linked(writer_, names_, keys);
    const Judgement stock = judge_stock(task_, names_, writer_, linked, trace);
    tie_stock(stock, names_, trace);
    store::Words owners = stock_owners(stock);
    writer_.put_judged(owners, {}, trace);
    append(touched.judgement, stock);
    touched.owners.merge(owners);
  }

  Touched judge_whole() {
    std::vector<AcceptedReceipt> receipts = writer_.receipts();
    const std::vector<AcceptedEvent> events = writer_.events();
    writer_.link_evidence(receipts, events);
    append_repeated(task_, receipts);
    Trace trace;
    Touched touched;
    touched.everything = true;
    touched.judgement = judge_all(task_, receipts, events, writer_, &trace);
    expect_next_time(task_, trace);
    tie_stock(touched.judgement, names_, trace);
    writer_.forget_judged();
    writer_.put_judged({}, touched.judgement, trace);
    PartJudge judge(task_, names_, writer_, {});
    keep_state(judge, last_of(events));
    return touched;
  }

  std::uint64_t last_event(const store::JudgedState& state) const {
    return std::max(state.events, last_of(news_.events));
  }

  void keep_state(PartJudge& judge, std::uint64_t last_event) {
    std::optional<std::chrono::seconds> latency;
    if (!task_.measures_latency || !writer_.owners_looking_at_latency().empty())
      latency = judge.latency();
    writer_.put_judged_state(
        {fingerprint_, task_.as_of, latency, writer_.last_receipt(), last_event});
    writer_.forget_keys_to_look_at();
  }

  const JudgingTask& task_;
  store::Writer& writer_;
  const ItemNames names_;
  const std::string fingerprint_;
  News news_;
  store::Words due_stock_;
};

bool read_rows(store::Reader& reader, Judgement& whole) {
  bool readable = true;
  reader.judged_rows([&](const std::string&, matching::ResultKind kind, std::string_view row) {
    readable = readable && matching::unpack_into(whole, kind, row);
  });
  for (const matching::LineResult& line : whole.lines)
    whole.matched_lines += line.state == matching::LineState::matched ? 1 : 0;
  return readable;
}

/// A case that was closed by a decision is over, whatever arrives later.
bool is_undecided(const cases::Case& value) {
  return cases::is_open(value.state) || value.state == cases::CaseState::auto_cleared;
}

}  // namespace

Touched judge_arrival(const JudgingTask& task, store::Writer& writer) {
  return Arrival(task, writer).judge();
}

Judgement kept_judgement(const JudgingTask& task, store::Writer& writer) {
  Judgement whole;
  if (!read_rows(writer, whole)) {
    // Written by rules that are no more: worked out again, and by the next arrival as well.
    writer.forget_judged();
    return judge_everything(task, writer);
  }
  const ItemNames names(writer, task.reference);
  Trace unused;
  append(whole, judge_stock(task, names, writer, unused));
  matching::put_in_order(whole);
  return whole;
}

Judgement judge_everything(const JudgingTask& task, store::Reader& reader) {
  std::vector<AcceptedReceipt> receipts = reader.receipts();
  append_repeated(task, receipts);
  return judge_all(task, receipts, reader.events(), reader, nullptr);
}

std::vector<cases::Case> cases_reached(const Touched& touched, store::Reader& reader) {
  std::map<std::string, cases::Case> found;
  for (cases::Case& value : touched.everything ? reader.cases({.open_only = true})
                                               : reader.open_cases_of(touched.owners))
    found.emplace(value.id, std::move(value));
  std::set<matching::Anchor> anchors;
  for (const matching::Discrepancy& d : touched.judgement.discrepancies)
    anchors.insert(cases::case_anchor(d));
  for (const matching::Anchor& anchor : anchors)
    for (cases::Case& value : reader.cases_at(anchor)) found.emplace(value.id, std::move(value));
  std::vector<cases::Case> reached;
  for (auto& [id, value] : found) reached.push_back(std::move(value));
  return reached;
}

std::vector<matching::OpenCase> cases_named(std::span<const AcceptedReceipt> receipts,
                                            store::Reader& reader) {
  store::Words numbers;
  for (const AcceptedReceipt& accepted : receipts)
    if (!accepted.receipt.references.case_number.empty())
      numbers.insert(accepted.receipt.references.case_number);
  std::vector<matching::OpenCase> named;
  for (const std::string& number : numbers) {
    const std::optional<cases::Case> value = reader.find_case(number);
    if (!value || !is_undecided(*value)) continue;
    matching::OpenCase& known = named.emplace_back();
    known.id = value->id;
    for (const cases::CaseItem& item : value->items) known.rules.push_back(item.rule);
  }
  return named;
}

}  // namespace weighbridge::pipeline
