#include "gateway/pipeline/judging.hpp"

#include <algorithm>
#include <utility>

#include "cases/sha256.hpp"
#include "gateway/pipeline/part.hpp"
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

std::vector<AcceptedEvent> events_about(bool orders, std::span<const AcceptedEvent> events) {
  std::vector<AcceptedEvent> chosen;
  for (const AcceptedEvent& accepted : events)
    if (matching::concerns_order(accepted.event.kind) == orders) chosen.push_back(accepted);
  return chosen;
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

matching::Evidence evidence_of(const JudgingTask& task) {
  matching::Evidence evidence;
  evidence.cases = task.cases;
  evidence.reference = &task.reference;
  evidence.clock = &task.clock;
  return evidence;
}

/// What depends on more than documents and time is worked out anew in every run: repetitions are
/// told once, and a credit that names a case depends on the case.
void expect_next_time(const JudgingTask& task, std::span<const AcceptedReceipt> receipts,
                      Trace& trace) {
  const auto expect = [&](const Receipt& receipt) {
    for (const std::string& key : matching::links_of(receipt).keys)
      if (matching::is_owner(key)) trace.owners[key].next_change = task.as_of;
  };
  for (const AcceptedReceipt& again : task.repeated) expect(again.receipt);
  for (const AcceptedReceipt& accepted : receipts)
    if (!accepted.receipt.references.case_number.empty()) expect(accepted.receipt);
}

/// Judges a part, and widens it until nothing that its results lean on is missing.
class PartJudge {
 public:
  PartJudge(const JudgingTask& task, const ItemNames& names, store::Reader& reader)
      : task_(task), names_(names), reader_(reader) {}

  Judgement judge(Part& part, std::span<const AcceptedEvent> stock, Trace& trace) {
    for (;;) {
      Judgement judgement = judge_once(part, stock, trace);
      const bool wider = widen(part, trace);
      const bool farther = look_around(part, trace);
      if (!wider && !farther) return judgement;
    }
  }

  std::optional<std::chrono::seconds> latency() {
    if (!latency_) latency_ = reader_.posting_latency(task_.as_of);
    return *latency_;
  }

 private:
  Judgement judge_once(const Part& part, std::span<const AcceptedEvent> stock, Trace& trace) {
    store::Words items = part.items();
    for (const AcceptedReceipt& order : other_orders_) {
      const matching::Links links = matching::links_of(order.receipt);
      items.insert(links.items.begin(), links.items.end());
    }
    const std::vector<matching::TaughtName> names = names_.taught(std::move(items));
    const matching::Beyond beyond{names, other_orders_, latency_.value_or(std::nullopt)};
    std::vector<AcceptedEvent> events(part.events().begin(), part.events().end());
    events.insert(events.end(), stock.begin(), stock.end());
    matching::Evidence evidence = evidence_of(task_);
    evidence.receipts = part.receipts();
    evidence.events = events;
    evidence.beyond = &beyond;
    trace = {};
    return matching::judge(evidence, task_.policy, task_.as_of, &trace);
  }

  /// Takes in whose discrepancies are weighed together with new ones here.
  bool widen(Part& part, const Trace& trace) {
    store::Words ties;
    for (const auto& [tie, owner] : trace.ties) ties.insert(tie);
    store::Words owners = reader_.owners_tied(ties);
    for (const std::string& key : part.keys()) owners.erase(key);
    if (owners.empty()) return false;
    part.include(owners);
    return true;
  }

  bool look_around(const Part& part, const Trace& trace) {
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

  const JudgingTask& task_;
  const ItemNames& names_;
  store::Reader& reader_;
  std::optional<std::optional<std::chrono::seconds>> latency_;  ///< once it was asked for
  store::Sequences other_sequences_;
  std::vector<AcceptedReceipt> other_orders_;  ///< whose prices are looked at
};

/// Transfers, counts and adjustments are judged every time, but only with the documents of the
/// items that something is wrong with: their history shows what is on its way.
Judgement judge_stock(const JudgingTask& task, const ItemNames& names, store::Reader& reader) {
  const std::vector<AcceptedEvent> stock = events_about(false, task.events);
  Judgement result;
  if (stock.empty()) return result;
  const std::vector<AcceptedEvent> of_orders = events_about(true, task.events);
  Part part(reader, names, of_orders);
  store::Words items;
  for (const AcceptedEvent& accepted : stock)
    if (!accepted.event.sku.empty()) items.insert("s:" + accepted.event.sku);
  part.name_items(items);
  Trace unused;
  Judgement judgement = PartJudge(task, names, reader).judge(part, stock, unused);
  store::Words in_question;
  for (const matching::Discrepancy& d : judgement.discrepancies)
    if (!d.sku.empty()) in_question.insert("s:" + d.sku);
  if (!in_question.empty()) {
    const store::Words all_names = names.all_of(in_question);
    for (const auto by :
         {store::NamedBy::order, store::NamedBy::other, store::NamedBy::without_order})
      part.include(reader.receipts_naming(all_names, by));
    judgement = PartJudge(task, names, reader).judge(part, stock, unused);
  }
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

class KeptJudge {
 public:
  KeptJudge(const JudgingTask& task, store::Writer& writer)
      : task_(task),
        writer_(writer),
        names_(writer, task.reference),
        fingerprint_(fingerprint_of(task)) {}

  Judged judge() {
    const std::optional<store::JudgedState> state = writer_.judged_state();
    if (state && can_build_on(*state)) {
      if (std::optional<Judged> judged = judge_part(*state)) return *std::move(judged);
    }
    return judge_whole();
  }

 private:
  bool can_build_on(const store::JudgedState& state) const {
    const auto& fresh = task_.new_receipts;
    const bool knows_the_rest = fresh.empty() || *fresh.begin() == state.receipts + 1;
    const bool flood = fresh.size() > kMany && fresh.size() > state.receipts / 4;
    return allows_parts(task_.policy) && !task_.reference_changed && knows_the_rest && !flood &&
           state.fingerprint == fingerprint_ && state.as_of <= task_.as_of;
  }

  /// What has come, what that may have taught or priced anew, and what time has done.
  void include_changes(const store::JudgedState& state, PartJudge& judge, Part& part) {
    part.include(task_.new_receipts);
    for (const AcceptedEvent& accepted : task_.events) {
      if (accepted.sequence <= state.events) continue;
      const matching::Links links = matching::links_of(accepted.event);
      part.include(store::Words(links.keys.begin(), links.keys.end()));
    }
    for (const AcceptedReceipt& again : task_.repeated) {
      const matching::Links links = matching::links_of(again.receipt);
      part.include(store::Words(links.keys.begin(), links.keys.end()));
    }
    const store::Words taught = names_.all_of(writer_.items_taught_after(state.receipts));
    for (const auto by :
         {store::NamedBy::order, store::NamedBy::other, store::NamedBy::without_order})
      part.include(writer_.receipts_naming(taught, by));
    store::Words ordered;
    for (const AcceptedReceipt& accepted : writer_.receipts_at(task_.new_receipts)) {
      if (accepted.receipt.stage != Stage::ordered) continue;
      const matching::Links links = matching::links_of(accepted.receipt);
      ordered.insert(links.items.begin(), links.items.end());
    }
    part.include(writer_.owners_pricing(names_.all_of(ordered)));
    part.include(writer_.owners_due(task_.as_of));
    const store::Words lookers = writer_.owners_looking_at_latency();
    const bool later = state.as_of != task_.as_of;
    if (!lookers.empty() && (later || judge.latency() != state.latency)) part.include(lookers);
  }

  /// Nothing when the part turns out not to stand by itself.
  std::optional<Judged> judge_part(const store::JudgedState& state) {
    const std::vector<AcceptedEvent> of_orders = events_about(true, task_.events);
    Part part(writer_, names_, of_orders);
    PartJudge judge(task_, names_, writer_);
    include_changes(state, judge, part);
    std::uint64_t sequence = std::max(state.receipts, last_receipt(0));
    for (AcceptedReceipt again : task_.repeated) {
      again.sequence = ++sequence;
      part.include(std::move(again));
    }
    Judged judged;
    judged.is_part = true;
    Trace trace;
    if (!part.empty()) judged.touched = judge.judge(part, {}, trace);
    judged.owners = part.owners();
    const Judgement& touched = judged.touched;
    const bool closed =
        all_of(judged.owners, touched.discrepancies) && all_of(judged.owners, touched.notes) &&
        all_of(judged.owners, touched.lines) && all_of(judged.owners, touched.invoices) &&
        all_of(judged.owners, touched.refusals);
    if (!closed) return std::nullopt;
    expect_next_time(task_, part.receipts(), trace);
    writer_.put_judged(judged.owners, touched, trace);
    if (!read_whole(judged.whole)) return std::nullopt;
    const Judgement stock = judge_stock(task_, names_, writer_);
    append(judged.whole, stock);
    append(judged.touched, stock);
    matching::put_in_order(judged.whole);
    matching::put_in_order(judged.touched);
    keep_state(last_receipt(state.receipts), judge);
    return judged;
  }

  bool read_whole(Judgement& whole) {
    bool readable = true;
    writer_.judged_rows([&](const std::string&, matching::ResultKind kind, std::string_view row) {
      readable = readable && matching::unpack_into(whole, kind, row);
    });
    for (const matching::LineResult& line : whole.lines)
      whole.matched_lines += line.state == matching::LineState::matched ? 1 : 0;
    return readable;
  }

  Judged judge_whole() {
    std::vector<AcceptedReceipt> receipts = writer_.receipts();
    writer_.link_receipts(receipts);
    const std::uint64_t last = receipts.empty() ? 0 : receipts.back().sequence;
    append_repeated(task_, receipts);
    matching::Evidence evidence = evidence_of(task_);
    evidence.receipts = receipts;
    evidence.events = task_.events;
    Trace trace;
    Judged judged;
    const auto judge_all =
        receipts.size() < kMany ? matching::judge : matching::screen::judge_screened;
    judged.whole = judge_all(evidence, task_.policy, task_.as_of, &trace);
    expect_next_time(task_, receipts, trace);
    writer_.forget_judged();
    writer_.put_judged({}, judged.whole, trace);
    PartJudge judge(task_, names_, writer_);
    keep_state(last, judge);
    return judged;
  }

  std::uint64_t last_receipt(std::uint64_t before) const {
    return task_.new_receipts.empty() ? before : *task_.new_receipts.rbegin();
  }

  void keep_state(std::uint64_t receipts, PartJudge& judge) {
    std::optional<std::chrono::seconds> latency;
    if (!writer_.owners_looking_at_latency().empty()) latency = judge.latency();
    writer_.put_judged_state({fingerprint_, task_.as_of, latency, receipts, last_of(task_.events)});
  }

  const JudgingTask& task_;
  store::Writer& writer_;
  const ItemNames names_;
  const std::string fingerprint_;
};

}  // namespace

Judged judge_kept(const JudgingTask& task, store::Writer& writer) {
  return KeptJudge(task, writer).judge();
}

matching::Judgement judge_everything(const JudgingTask& task, store::Reader& reader) {
  std::vector<AcceptedReceipt> receipts = reader.receipts();
  append_repeated(task, receipts);
  matching::Evidence evidence = evidence_of(task);
  evidence.receipts = receipts;
  evidence.events = task.events;
  const auto judge_all =
      receipts.size() < kMany ? matching::judge : matching::screen::judge_screened;
  return judge_all(evidence, task.policy, task.as_of, nullptr);
}

}  // namespace weighbridge::pipeline
