#include "gateway/pipeline/processing.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "cases/journal.hpp"
#include "cases/sha256.hpp"
#include "gateway/casework/carry_out.hpp"
#include "gateway/casework/postings.hpp"
#include "gateway/casework/supplier_answer.hpp"
#include "gateway/intake/deadline.hpp"
#include "gateway/pipeline/answers.hpp"
#include "gateway/pipeline/case_keeping.hpp"
#include "gateway/pipeline/judging.hpp"
#include "gateway/pipeline/reference_rows.hpp"
#include "gateway/pipeline/replies.hpp"
#include "gateway/pipeline/sorting.hpp"
#include "gateway/pipeline/verdicts.hpp"
#include "mappings/reader/limits_file.hpp"
#include "matching/inventory/stock_events.hpp"
#include "matching/parts/links.hpp"

namespace weighbridge::pipeline {

namespace {

using store::DocumentState;
using store::StoredDocument;

// Section 20: how long a document waits for whom it names.
constexpr std::chrono::hours kForParty{24};

bool is_settled(const StoredDocument& document) {
  switch (document.state) {
    case DocumentState::accepted:
    case DocumentState::duplicate:
    case DocumentState::answer:
    case DocumentState::ignored:
      return true;
    case DocumentState::parked:
    case DocumentState::quarantined:
      return false;
  }
  return false;
}

/// "ZZ:ACME" in its two parts.
PartyId party_of(const std::string& name) {
  const std::size_t colon = name.find(':');
  if (colon == std::string::npos) return {{}, name};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

/// The judgement's as-of time never goes back, whatever the clock does: that would have everything
/// judged again.
Instant as_of(Instant now, store::Reader& reader) {
  const auto state = reader.judged_state();
  return state ? std::max(now, state->as_of) : now;
}

/// The judgement and the cases, for whatever brought something new.
Touched judge(const ProcessingTools& tools, bool reference_changed, bool measures_latency,
              const cases::Act& act, std::string_view cause, store::Writer& writer) {
  const JudgingTask task{tools.setup.policy,
                         tools.setup.policy_text,
                         tools.reference.data,
                         reference_changed,
                         *tools.reference.clock,
                         as_of(tools.now, writer),
                         {},
                         measures_latency};
  Touched touched = judge_arrival(task, writer);
  const KeptCases kept = keep_cases(touched, act, task.as_of, cause, writer);
  casework::tell_holds(
      kept.holds, {tools.setup, tools.reference.data, *tools.reference.clock, tools.now}, writer);
  return touched;
}

class Processing {
 public:
  Processing(const store::MonitoredMessage& message, const ProcessingTools& tools,
             store::Writer& writer)
      : message_(message),
        tools_(tools),
        writer_(writer),
        replies_(message, tools.setup, tools.settings, tools.now, writer) {
    act_.at = tools.now;
    act_.actor = tools.settings.actor;
    act_.role = "integration";
    act_.correlation = "msg-" + message.id.substr(0, 16);
  }

  Processed run(const spool::Payload& bytes) {
    std::optional<store::Job> job = writer_.job(message_.id);
    if (!job || job->state != store::JobState::waiting) return {};
    if (job->due > tools_.now && job->due != job->since) return {};  // put off, and not by a clock
    processed_.claimed = true;
    tools_.reference.refresh(writer_);
    for (StoredDocument& document : writer_.documents_of(message_.id))
      known_.emplace(document.position, std::move(document));
    SortedMessage sorted = read(bytes);
    record(sorted);
    if (news_) judge_news(sorted);
    hear_suppliers(sorted);
    if (known_.empty() && !was_answered(sorted)) acknowledge(sorted);
    finish(*job);
    processed_.decided = replies_.decided();
    return processed_;
  }

 private:
  SortedMessage read(const spool::Payload& bytes) {
    MessageSorter sorter(message_.file_name.empty() ? message_.id : message_.file_name,
                         message_.id);
    ReaderOptions options;
    options.limits = limits_of(*tools_.setup.tables);
    options.overdue = intake::deadline_in(options.limits.seconds_max);
    options.file_name = message_.file_name;
    options.keep_text = true;
    options.acknowledge = known_.empty();  // what was answered once is not answered again
    options.acknowledgment_time = to_string(tools_.now);
    options.next_control = [&] { return next_control(sorter.head(), writer_); };
    const auto source = bytes.open();
    read_message(*source, *tools_.setup.tables, tools_.reference.data, options, sorter);
    return sorter.finish();
  }

  void record(SortedMessage& sorted) {
    if (row_count(sorted.reference) != 0) put_reference(sorted);
    for (SortedDocument& document : sorted.documents) {
      ++processed_.documents;
      const auto known = known_.find(document.row.position);
      if (known == known_.end())
        record(document);
      else if (!is_settled(known->second))
        record_again(document, known->second);
    }
    record_whole(sorted);
  }

  void put_reference(SortedMessage& sorted) {
    const std::uint64_t rows = row_count(sorted.reference);
    writer_.put_reference(sorted.reference);
    const ReferenceData before = std::move(tools_.reference.data);
    tools_.reference.changes = UINT64_MAX;
    tools_.reference.refresh(writer_);
    if (tools_.reference.data == before) return;
    reference_changed_ = news_ = true;
    writer_.append(cases::reference_put(act_, message_.id, rows));
    tell_payees(sorted.reference.suppliers, before, senders(), act_, message_.id, writer_);
    try_parked_again();
  }

  /// Who sent the message, and who had it read once more since: either changed something by it.
  std::vector<std::string> senders() {
    std::vector<std::string> people;
    const auto add = [&](const std::string& person) {
      if (!person.empty() && std::find(people.begin(), people.end(), person) == people.end())
        people.push_back(person);
    };
    if (const auto delivery = writer_.delivery(writer_.first_delivery(message_.id)))
      add(delivery->user);
    for (const cases::LedgerEntry& entry : writer_.ledger_of(message_.id))
      if (entry.action == "message.replayed") add(entry.actor);
    if (people.empty()) add(act_.actor);
    return people;
  }

  /// New parties and items may be what a parked document waits for.
  void try_parked_again() {
    for (const StoredDocument& parked : writer_.due_documents(Instant::max(), SIZE_MAX)) {
      if (parked.receipt != 0 || parked.message == message_.id) continue;
      auto job = writer_.job(parked.message);
      if (!job || job->state == store::JobState::waiting) continue;
      job->state = store::JobState::waiting;
      job->since = job->due = tools_.now;
      writer_.put_job(*job);
    }
  }

  void record(SortedDocument& document) {
    StoredDocument& row = document.row;
    row.message = message_.id;
    row.decided_at = tools_.now;
    if (row.state == DocumentState::quarantined) park_or_tell(row);
    if (document.receipt) add_receipt(document);
    for (const matching::AcceptedEvent& event : document.events) add_event(event, row);
    if (row.state == DocumentState::answer) hear(document);
    writer_.put_document(row);
    if (row.state == DocumentState::quarantined) ++processed_.quarantined;
    if (row.receipt != 0) fresh_.push_back(row);
  }

  /// A document that did not take effect before: by today's maps and data, or by those of before
  /// judged once more.
  void record_again(SortedDocument& document, const StoredDocument& before) {
    if (before.receipt != 0) {
      look_again(document);
      return;
    }
    document.row.tries = before.tries + 1;
    document.row.due = before.due;
    record(document);
  }

  void look_again(const SortedDocument& document) {
    if (!document.receipt) return;
    const matching::Links links = matching::links_of(document.receipt->receipt);
    writer_.look_again(store::Words(links.keys.begin(), links.keys.end()));
    news_ = true;
  }

  /// An unknown party may come with the next master data; everything else waits for a person.
  void park_or_tell(StoredDocument& row) {
    const bool may_come = row.trouble->error_class == "REFERENCE";
    const Instant until = row.due.value_or(tools_.now + kForParty);
    if (may_come && until > tools_.now) {
      row.state = DocumentState::parked;
      row.due = until;
      return;
    }
    row.due.reset();
    writer_.append(cases::document_refused(act_, title_of(row), message_.id,
                                           row.trouble->error_class, row.trouble->message));
  }

  static std::string title_of(const StoredDocument& row) {
    return Rejected{{}, row.set, row.control, row.document, {}}.title();
  }

  void add_receipt(SortedDocument& document) {
    matching::AcceptedReceipt& accepted = *document.receipt;
    accepted.receipt.recorded = tools_.now;
    document.row.receipt = writer_.add_receipt(accepted);
    writer_.append(cases::document_recorded(act_, accepted, document.row.receipt));
    news_ = true;
  }

  void add_event(const matching::AcceptedEvent& event, StoredDocument& row) {
    if (writer_.add_event(event)) {
      writer_.append(cases::event_recorded(act_, event));
      news_ = true;
      return;
    }
    const auto first = writer_.find_event(event.event.kind, event.event.id);
    if (!first || first->event == event.event) return;
    const matching::Refusal conflict = matching::event_conflict(event);
    row.state = DocumentState::quarantined;
    row.trouble = trouble_of(conflict);
    writer_.append(cases::document_refused(act_, event.event.id, message_.id, conflict.error_class,
                                           conflict.message));
  }

  /// What a partner says of what we sent.
  void hear(const SortedDocument& answer) {
    for (const Verdict& verdict : verdicts_of(answer)) {
      for (store::StoredOutbound& sent : writer_.expecting(message_.partner, verdict.about)) {
        if (sent.answer == store::AnswerState::rejected || sent.answered_by == message_.id)
          continue;
        sent.answer = verdict.state;
        sent.answered_by = message_.id;
        writer_.update_outbound(sent);
        writer_.append(cases::happened(act_, "outbound.answered", sent.id,
                                       cases::CanonicalObject()
                                           .text("answer", to_string_view(sent.answer))
                                           .text("by", message_.id)
                                           .text("set", answer.row.set)));
      }
    }
  }

  /// Flaws of envelopes, or of a message that nothing could be read of, are visible as document 0.
  void record_whole(const SortedMessage& sorted) {
    const auto known = known_.find(0);
    if (!sorted.trouble && known == known_.end()) return;
    StoredDocument row;
    if (known != known_.end()) row = known->second;
    if (row.state == DocumentState::ignored) return;
    row.message = message_.id;
    row.trouble = sorted.trouble;
    row.findings = sorted.findings;
    row.state = sorted.trouble ? DocumentState::quarantined : DocumentState::accepted;
    row.decided_at = tools_.now;
    writer_.put_document(row);
    if (!sorted.trouble) return;
    ++processed_.quarantined;
    if (known == known_.end())
      writer_.append(cases::document_refused(act_, message_.id, message_.source,
                                             sorted.trouble->error_class, sorted.trouble->message));
  }

  void judge_news(const SortedMessage& sorted) {
    const Touched touched =
        judge(tools_, reference_changed_, false, act_, message_.source, writer_);
    Verdicts verdicts(touched, tools_.now, act_, writer_);
    verdicts.record();
    for (const StoredDocument& refused : verdicts.refused()) {
      ++processed_.quarantined;
      if (refused.message != message_.id || refused.position == 0) continue;
      const SortedDocument& document = sorted.documents[refused.position - 1];
      if (document.interchange < sorted.interchanges.size())
        replies_.send_refusal(sorted.interchanges[document.interchange].head, refused);
      refused_.push_back(refused.position);
    }
    mark_duplicates(touched);
    refuse_second_originals(touched);
    post_to_erp(touched, sorted);
  }

  void post_to_erp(const Touched& touched, const SortedMessage& sorted) {
    std::vector<matching::AcceptedReceipt> fresh;
    for (const StoredDocument& row : fresh_)
      if (row.state == DocumentState::accepted && row.position != 0)
        fresh.push_back(*sorted.documents[row.position - 1].receipt);
    casework::post(touched, fresh, case_tools(), writer_);
  }

  casework::CaseTools case_tools() const {
    return {tools_.setup, tools_.reference.data, *tools_.reference.clock, tools_.now};
  }

  /// What suppliers answer to what they were told of cases.
  void hear_suppliers(const SortedMessage& sorted) {
    for (const SortedDocument& document : sorted.documents)
      for (const std::string& id : casework::cases_named_in(document))
        casework::hear_supplier(id, document, message_, act_, writer_);
  }

  /// Known before, with the same content (M-3.2).
  void mark_duplicates(const Touched& touched) {
    for (const matching::Note& note : touched.judgement.notes) {
      if (note.note != "DUPLICATE_DELIVERY") continue;
      for (StoredDocument& row : fresh_) {
        const bool same = row.document == note.document &&
                          row.supplier == note.anchor.supplier.str() &&
                          row.state == DocumentState::accepted;
        if (!same) continue;
        row.state = DocumentState::duplicate;
        writer_.put_document(row);
      }
    }
  }

  /// The first notice of a shipment counts; another one under its number waits for a person (D03).
  void refuse_second_originals(const Touched& touched) {
    for (const matching::Discrepancy& d : touched.judgement.discrepancies) {
      if (d.rule != "D03") continue;
      for (StoredDocument& row : fresh_) {
        const bool same = row.document == d.document && row.supplier == d.anchor.supplier.str() &&
                          row.state == DocumentState::accepted;
        if (!same) continue;
        row.state = DocumentState::quarantined;
        row.trouble = {"DUPLICATE", "SECOND_ORIGINAL", d.reason,
                       "send it as a replacement, or under a number of its own"};
        writer_.put_document(row);
        writer_.append(cases::document_refused(act_, row.document, message_.id, "DUPLICATE",
                                               row.trouble->message));
        ++processed_.quarantined;
      }
    }
  }

  /// An interchange without sets leaves no document behind that says it was read before.
  bool was_answered(const SortedMessage& sorted) {
    if (!sorted.documents.empty()) return false;
    return !writer_.outbox({.in_answer_to = message_.id, .limit = 1}).empty();
  }

  void acknowledge(const SortedMessage& sorted) {
    for (const SortedInterchange& interchange : sorted.interchanges)
      replies_.send(interchange.head, interchange.acknowledgment);
    for (const SortedDocument& document : sorted.documents) {
      const bool told =
          std::find(refused_.begin(), refused_.end(), document.row.position) != refused_.end();
      if (!told && document.interchange < sorted.interchanges.size())
        replies_.send(sorted.interchanges[document.interchange].head, document.advice);
    }
  }

  void finish(store::Job& job) {
    job.state = store::JobState::done;
    job.trouble.reset();
    writer_.put_job(job);
    writer_.append(cases::happened(act_, "message.processed", message_.id,
                                   cases::CanonicalObject()
                                       .number("documents", processed_.documents)
                                       .number("quarantined", processed_.quarantined)));
  }

  const store::MonitoredMessage& message_;
  const ProcessingTools& tools_;
  store::Writer& writer_;
  Replies replies_;
  cases::Act act_;
  Processed processed_;
  std::map<std::uint32_t, StoredDocument> known_;
  std::vector<StoredDocument> fresh_;   ///< whose receipts are new
  std::vector<std::uint32_t> refused_;  ///< positions that were answered with a refusal
  bool news_ = false;                   ///< there is something to judge
  bool reference_changed_ = false;
};

}  // namespace

void KnownReference::refresh(store::Reader& reader) {
  const std::uint64_t now = reader.reference_changes();
  if (clock && now == changes) return;
  data = reader.reference();
  clock = std::make_unique<intake::ZonedSiteClock>(data.sites);
  changes = now;
}

Processed process(const store::MonitoredMessage& message, const spool::Payload& bytes,
                  const ProcessingTools& tools, store::Writer& writer) {
  return Processing(message, tools, writer).run(bytes);
}

Processed process_time(const ProcessingTools& tools, bool measures_latency, store::Writer& writer) {
  cases::Act act;
  act.at = tools.now;
  act.actor = tools.settings.actor;
  act.role = "integration";
  act.correlation = "time-" + to_string(tools.now);
  tools.reference.refresh(writer);
  const Touched touched = judge(tools, false, measures_latency, act, "the passing of time", writer);
  Verdicts verdicts(touched, tools.now, act, writer);
  verdicts.record();
  casework::post(touched, {},
                 {tools.setup, tools.reference.data, *tools.reference.clock, tools.now}, writer);
  Processed processed;
  processed.claimed = true;
  processed.quarantined = verdicts.refused().size();
  // What waited its time in vain is refused now.
  for (StoredDocument& late : writer.due_documents(tools.now, 500)) {
    late.state = DocumentState::quarantined;
    late.due.reset();
    late.decided_at = tools.now;
    writer.put_document(late);
    ++processed.quarantined;
    const store::Trouble trouble = late.trouble.value_or(store::Trouble{});
    writer.append(cases::document_refused(act, late.document, late.message, trouble.error_class,
                                          trouble.message));
    const auto message = writer.monitored(late.message);
    if (!message) continue;
    Replies replies(*message, tools.setup, tools.settings, tools.now, writer);
    InterchangeHead head;
    head.standard = late.standard;
    head.sender = party_of(late.sender);
    head.receiver = party_of(late.receiver);
    replies.send_refusal(head, late);
    processed.decided = processed.decided || replies.decided();
  }
  return processed;
}

}  // namespace weighbridge::pipeline
