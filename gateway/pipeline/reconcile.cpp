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
#include "gateway/pipeline/reference_rows.hpp"
#include "matching/inventory/stock_events.hpp"
#include "matching/judge.hpp"
#include "matching/screen/screened_judge.hpp"

namespace weighbridge::pipeline {
namespace {

int year_of(Instant at) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(at)};
  return static_cast<int>(day.year());
}

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
  void record_reference() {
    if (taken_.reference_files.empty()) return;
    writer_.put_reference(taken_.reference);
    for (const ReferenceFile& source : taken_.reference_files)
      writer_.append(cases::reference_put(act_, source.file, source.rows));
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
      const std::uint64_t sequence = writer_.add_receipt(receipt);
      writer_.append(cases::document_recorded(act_, receipt, sequence));
    }
    for (const matching::AcceptedEvent& event : message.events) {
      if (writer_.add_event(event))
        writer_.append(cases::event_recorded(act_, event));
      else
        repeated_events_.push_back(event);
    }
  }

  bool add_message(const Message& message) {
    const store::StoredMessage row{message.id, message.file, message.bytes, settings_.now};
    if (!settings_.keeps || message.file == intake::kStandardInputName)
      return writer_.add_message(row);
    intake::InputFile bytes(message.file);
    return writer_.add_message(row, &bytes);
  }

  void refuse(const Rejected& rejected) {
    const Finding& first = rejected.errors.front();
    const std::string title = rejected.title();
    writer_.append(cases::document_refused(act_, title.empty() ? rejected.file : title,
                                           rejected.file, "SYNTAX", first.message));
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
  void refuse_conflicts(const std::vector<matching::AcceptedEvent>& known) {
    if (repeated_events_.empty()) return;
    std::map<std::pair<EventKind, std::string_view>, const InventoryEvent*> by_identity;
    for (const matching::AcceptedEvent& first : known)
      by_identity.try_emplace({first.event.kind, first.event.id}, &first.event);
    for (const matching::AcceptedEvent& again : repeated_events_)
      if (*by_identity.at({again.event.kind, again.event.id}) != again.event)
        refuse(matching::event_conflict(again));
  }

  void judge() {
    std::vector<matching::AcceptedReceipt> receipts = writer_.receipts();
    std::uint64_t sequence = receipts.empty() ? 0 : receipts.back().sequence;
    for (matching::AcceptedReceipt& again : repeated_) {
      again.sequence = ++sequence;
      receipts.push_back(std::move(again));
    }
    const std::vector<matching::AcceptedEvent> events = writer_.events();
    refuse_conflicts(events);
    const intake::ZonedSiteClock clock(taken_.reference.sites);
    matching::Evidence evidence;
    evidence.receipts = receipts;
    evidence.events = events;
    evidence.reference = &taken_.reference;
    evidence.clock = &clock;
    const std::vector<matching::OpenCase> open = open_cases();
    evidence.cases = open;
    // Few documents are judged as fast without looking first for those that agree.
    constexpr std::size_t kWorthScreening = 2000;
    const auto judge_all =
        receipts.size() < kWorthScreening ? matching::judge : matching::screen::judge_screened;
    report_.judgement = judge_all(evidence, settings_.policy, settings_.as_of);
    if (settings_.against) {
      report_.against = {settings_.against->id,
                         matching::judge(evidence, *settings_.against, settings_.as_of)};
    }
    if (settings_.explain) {
      report_.explanations =
          matching::explain(evidence, settings_.policy, settings_.as_of, *settings_.explain);
    }
    for (const matching::Refusal& refusal : report_.judgement.refusals) refuse(refusal);
    record_cases();
  }

  /// What credits may name (M-11.1).
  std::vector<matching::OpenCase> open_cases() {
    std::vector<matching::OpenCase> open;
    for (const cases::Case& value : writer_.cases({})) {
      if (!cases::is_open(value.state)) continue;
      matching::OpenCase& known = open.emplace_back();
      known.id = value.id;
      for (const cases::CaseItem& item : value.items) {
        if (!item.cleared_at) known.rules.push_back(item.rule);
      }
    }
    return open;
  }

  void record_cases() {
    const std::vector<cases::Case> known = writer_.cases({});
    cases::CaseChanges changes =
        cases::rejudge(known, report_.judgement, settings_.as_of,
                       writer_.next_case_number(year_of(settings_.as_of)), arrivals());
    for (const cases::Case& value : changes.changed) writer_.put_case(value);
    for (cases::LedgerEntry& entry : cases::case_entries(act_, changes.events))
      writer_.append(std::move(entry));
    report_.case_of = std::move(changes.case_of);
    std::set<std::string> changed;
    for (const cases::Case& value : changes.changed) changed.insert(value.id);
    for (cases::Case& value : writer_.cases({}))
      if (cases::is_open(value.state) || changed.contains(value.id))
        report_.cases.push_back(std::move(value));
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
};

}  // namespace

Report reconcile(const TakenIn& taken, const RunSettings& settings, store::Store& store) {
  Report report;
  store.write([&](store::Writer& writer) { report = Run(taken, settings, writer).run(); });
  return report;
}

}  // namespace weighbridge::pipeline
