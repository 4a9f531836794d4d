#include "gateway/pipeline/reconcile.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "cases/journal.hpp"
#include "cases/sha256.hpp"
#include "gateway/intake/input_file.hpp"
#include "gateway/intake/site_clock.hpp"
#include "gateway/pipeline/case_keeping.hpp"
#include "gateway/pipeline/judging.hpp"
#include "gateway/pipeline/reference_rows.hpp"
#include "matching/inventory/stock_events.hpp"
#include "matching/judge.hpp"
#include "matching/parts/links.hpp"

namespace weighbridge::pipeline {
namespace {

/// One name for all ledger entries of a run: equal input at another time is another run.
std::string correlation_of(const TakenIn& taken, const RunSettings& settings) {
  std::string seed = to_string(settings.now) + to_string(settings.as_of);
  for (const Message& message : taken.messages) seed += message.id;
  return "run-" + cases::sha256_hex(seed).substr(0, 16);
}

/// One try at recording and judging, inside one transaction.
class Run {
 public:
  Run(const TakenIn& taken, const RunSettings& settings, store::Writer& writer)
      : taken_(taken), settings_(settings), writer_(writer) {
    act_.at = settings.now;
    act_.actor = "weighbridge reconcile";
    act_.role = "integration";
    act_.correlation = correlation_of(taken, settings);
    report_.as_of = settings.as_of;
    report_.policy = settings.policy.id;
    report_.rejected = taken.rejected;
    report_.reference = taken.reference;
  }

  Report run() {
    record_reference();
    for (const Message& message : taken_.messages) record(message);
    for (const Rejected& rejected : taken_.rejected) refuse(rejected);
    judge();
    return std::move(report_);
  }

 private:
  /// What was known already is not told again. The store's order of rows is the one to judge by:
  /// it is the same in every run.
  void record_reference() {
    reference_ = writer_.reference();
    if (taken_.reference_files.empty()) return;
    writer_.put_reference(taken_.reference);
    ReferenceData put = writer_.reference();
    reference_changed_ = put != reference_;
    const ReferenceData before = std::exchange(reference_, std::move(put));
    if (!reference_changed_) return;
    for (const ReferenceFile& source : taken_.reference_files)
      writer_.append(cases::reference_put(act_, source.file, source.rows));
    tell_payees(reference_.suppliers, before, {act_.actor}, act_,
                taken_.reference_files.front().file, writer_);
  }

  void record(const Message& message) {
    ReadCounts& read = report_.read;
    ++read.messages;
    read.receipts += message.receipts.size();
    read.events += message.events.size();
    for (const matching::AcceptedReceipt& accepted : message.receipts)
      read.lines += accepted.receipt.lines.size();
    if (!add_message(message)) {
      ++read.repeated;
      repeated_.insert(repeated_.end(), message.receipts.begin(), message.receipts.end());
      return;
    }
    new_sources_.insert(message.file);
    writer_.append(cases::message_accepted(act_, message.id, message.file, message.bytes));
    for (const matching::AcceptedReceipt& receipt : message.receipts) {
      writer_.append(cases::document_recorded(act_, receipt, add_receipt(receipt)));
    }
    for (const matching::AcceptedEvent& event : message.events) {
      if (writer_.add_event(event))
        writer_.append(cases::event_recorded(act_, event));
      else
        repeated_events_.push_back(event);
    }
  }

  /// Every document says when it was accepted; one that says nothing else counts from then.
  std::uint64_t add_receipt(const matching::AcceptedReceipt& accepted) {
    matching::AcceptedReceipt dated = accepted;
    dated.receipt.recorded = settings_.as_of;
    return writer_.add_receipt(dated);
  }

  bool add_message(const Message& message) {
    const store::StoredMessage row{message.id, message.file, message.bytes, settings_.now};
    if (!settings_.keeps_bytes || message.file == intake::kStandardInputName)
      return writer_.add_message(row);
    intake::InputFile bytes(message.file);
    return writer_.add_message(row, &bytes);
  }

  /// Told in every run that reads it, recorded once.
  void refuse(const Rejected& rejected) {
    const Finding& first = rejected.errors.front();
    const std::string title = rejected.title();
    record_once(cases::document_refused(act_, title.empty() ? rejected.file : title, rejected.file,
                                        "SYNTAX", first.message));
  }

  void record_once(cases::LedgerEntry entry) {
    for (const cases::LedgerEntry& known : writer_.ledger_of(entry.object))
      if (known.action == entry.action && known.reason == entry.reason &&
          known.after == entry.after)
        return;
    writer_.append(std::move(entry));
  }

  /// Documents that may not take effect (M-3.3): told like any rejected one, recorded once.
  void refuse(const matching::Refusal& refusal) {
    Finding finding;
    finding.scope = FindingScope::transaction;
    finding.code = refusal.code.empty() ? refusal.error_class : refusal.code;
    finding.message = refusal.message;
    finding.mend = refusal.mend;
    report_.rejected.push_back({refusal.source, {}, {}, refusal.document, {std::move(finding)}});
    if (new_sources_.contains(refusal.source))
      writer_.append(cases::document_refused(act_, refusal.document, refusal.source,
                                             refusal.error_class, refusal.message));
  }

  /// An event that was known may come again, but must not say something else.
  void refuse_conflicts() {
    for (const matching::AcceptedEvent& again : repeated_events_) {
      const auto first = writer_.find_event(again.event.kind, again.event.id);
      if (first->event != again.event) refuse(matching::event_conflict(again));
    }
  }

  void judge() {
    refuse_conflicts();
    const intake::ZonedSiteClock clock(reference_.sites);
    const JudgingTask task{settings_.policy,
                           settings_.policy_text,
                           taken_.reference,
                           reference_changed_,
                           clock,
                           settings_.as_of,
                           repeated_};
    Touched touched;
    if (settings_.keeps) {
      touched = judge_arrival(task, writer_);
    } else {
      touched.everything = true;
      touched.judgement = judge_everything(task, writer_);
    }
    report_.read.judged_lines = touched.judgement.lines.size();
    if (settings_.against || settings_.explain) look_closer(task);
    const std::vector<std::string> case_of = record_cases(touched);
    if (touched.everything) {
      report_.case_of = case_of;
      report_.judgement = std::move(touched.judgement);
    } else {
      report_.judgement = kept_judgement(task, writer_);
      report_.case_of = cases_of(report_.judgement, touched.judgement, case_of);
    }
    for (const matching::Refusal& refusal : report_.judgement.refusals) refuse(refusal);
  }

  /// What is asked for beside the judgement, on all evidence.
  void look_closer(const JudgingTask& task) {
    const std::vector<matching::AcceptedReceipt> receipts = writer_.receipts();
    const std::vector<matching::AcceptedEvent> events = writer_.events();
    const std::vector<matching::OpenCase> cases = cases_named(receipts, writer_);
    matching::Evidence evidence;
    evidence.receipts = receipts;
    evidence.events = events;
    evidence.reference = &task.reference;
    evidence.clock = &task.clock;
    evidence.cases = cases;
    if (settings_.against) {
      report_.against = {settings_.against->id,
                         matching::judge(evidence, *settings_.against, settings_.as_of)};
    }
    if (settings_.explain) {
      report_.explanations =
          matching::explain(evidence, settings_.policy, settings_.as_of, *settings_.explain);
    }
  }

  /// Opens, changes and clears cases, and shows what is open beside what this run settled. Returns
  /// for each discrepancy that was judged again its case.
  std::vector<std::string> record_cases(const Touched& touched) {
    std::map<std::string, cases::Case> shown;
    for (cases::Case& value : writer_.cases({.open_only = true})) {
      std::string id = value.id;
      shown.emplace(std::move(id), std::move(value));
    }
    cases::CaseChanges changes =
        keep_cases(touched, act_, settings_.as_of, arrivals(), writer_).cases;
    for (cases::Case& value : changes.changed) shown.insert_or_assign(value.id, std::move(value));
    for (auto& [id, value] : shown) report_.cases.push_back(std::move(value));
    return std::move(changes.case_of);
  }

  /// For each discrepancy of the whole the case in which it is worked on: `fresh` for those that
  /// were judged again, and what it was before for the others.
  std::vector<std::string> cases_of(const matching::Judgement& whole,
                                    const matching::Judgement& again,
                                    const std::vector<std::string>& fresh) const {
    std::map<std::string, std::string_view> by_key;
    for (std::size_t i = 0; i < fresh.size(); ++i)
      by_key.emplace(again.discrepancies[i].key(), fresh[i]);
    for (const cases::Case& value : report_.cases)
      for (const cases::CaseItem& item : value.items)
        if (!item.cleared_at) by_key.emplace(item.key, value.id);
    std::vector<std::string> found;
    for (const matching::Discrepancy& d : whole.discrepancies) {
      const auto at = by_key.find(d.key());
      found.emplace_back(at == by_key.end() ? std::string_view() : at->second);
    }
    return found;
  }

  /// What arrived, for the history of a case that it settles.
  std::string arrivals() const {
    if (new_sources_.empty()) return "the passing of time";
    if (new_sources_.size() == 1) return *new_sources_.begin();
    return *new_sources_.begin() + " and " + std::to_string(new_sources_.size() - 1) + " more";
  }

  const TakenIn& taken_;
  const RunSettings& settings_;
  store::Writer& writer_;
  cases::Act act_;
  Report report_;
  std::vector<matching::AcceptedReceipt> repeated_;
  std::vector<matching::AcceptedEvent> repeated_events_;
  std::set<std::string> new_sources_;
  ReferenceData reference_;
  bool reference_changed_ = false;
};

}  // namespace

Report reconcile(const TakenIn& taken, const RunSettings& settings, store::Store& store) {
  Report report;
  store.write([&](store::Writer& writer) { report = Run(taken, settings, writer).run(); });
  return report;
}

}  // namespace weighbridge::pipeline
