#include "mappings/reader/x12_reader.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "mappings/maps/mapper.hpp"
#include "mappings/maps/segment_gatherer.hpp"
#include "mappings/maps/trace.hpp"
#include "mappings/maps/value_reader.hpp"
#include "mappings/reader/receipt_rules.hpp"
#include "mappings/reader/segment_outline.hpp"
#include "mappings/reader/tables.hpp"
#include "mappings/render/x12_acknowledgment.hpp"
#include "mappings/render/x12_application_advice.hpp"
#include "parsers/x12/interchange_reader.hpp"
#include "parsers/x12/unwrapped_source.hpp"

namespace weighbridge {

namespace {

/// ISA09 and ISA10 as an instant without a zone: "1998-01-04T15:21:00Z", or the day alone.
std::string interchange_date(const x12::Interchange& interchange) {
  const std::string& date = interchange.date;
  const std::string& time = interchange.time;
  const bool dated = date.size() == 6 && date.find_first_not_of("0123456789") == std::string::npos;
  if (!dated) return {};
  // X12 wrote two-digit years from the 1980s on.
  std::string out = (date < "700101" ? "20" : "19") + date.substr(0, 2) + "-" + date.substr(2, 2) +
                    "-" + date.substr(4, 2);
  if (!parse_date(out)) return {};
  if (time.size() == 4 &&
      parse_instant(out + "T" + time.substr(0, 2) + ":" + time.substr(2) + ":00Z"))
    out += "T" + time.substr(0, 2) + ":" + time.substr(2) + ":00Z";
  return out;
}

/// Acknowledgments (997, 999) and application advice (824) speak of documents, not of goods.
bool answers(const x12::TransactionSet& set) {
  const edi::SetRule* rule = set.dictionary == nullptr ? nullptr : set.dictionary->set(set.set);
  return rule != nullptr && (rule->functional_id == "FA" || rule->functional_id == "AG");
}

/// Six digits, and perhaps a suffix.
bool is_release(std::string_view version) {
  const std::size_t digits = version.find_first_not_of("0123456789");
  return std::min(digits, version.size()) >= 6;
}

/// One message on its way through reader, maps and acknowledgment.
class X12Message {
 public:
  X12Message(ByteSource& bytes, const ReaderTables& tables, const ReferenceData& reference,
             const ReaderOptions& options, ReadSink& sink)
      : tables_(tables),
        options_(options),
        sink_(sink),
        unwrapped_(bytes),
        reader_(unwrapped_, tables.dictionaries(),
                {options.limits.transaction_bytes_max, options.limits.segment_bytes_max,
                 options.limits.findings_max}),
        directory_(reference),
        mapper_(directory_) {}

  void read() {
    for (x12::Event event = reader_.next(); event != x12::Event::end; event = reader_.next()) {
      switch (event) {
        case x12::Event::interchange_begin:
          begin_interchange();
          break;
        case x12::Event::group_begin:
          begin_group();
          break;
        case x12::Event::transaction_set:
          read_set(reader_.transaction_set());
          break;
        case x12::Event::group_end:
          end_group();
          break;
        case x12::Event::interchange_end:
          end_interchange();
          break;
        case x12::Event::end:
          break;
      }
      sink_.progress(reader_.offset());
    }
    Findings findings = reader_.findings();
    if (unwrapped_.width() != 0) findings.push_back(wrapped_note());
    place_in_message(findings);
    if (!findings.empty()) sink_.message(findings);
  }

 private:
  Finding wrapped_note() const;
  /// Findings count bytes in what was read; where that was unwrapped, the message has more.
  void place_in_message(Findings& findings) const;
  Finding explained(const x12::InterchangeAcknowledgment& acknowledgment) const;
  void begin_interchange();
  void begin_group();
  void read_set(x12::TransactionSet& set);
  void advise();
  void map_set(const maps::Plan* plan, const x12::TransactionSet& set);
  void end_group();
  void end_interchange();

  const ReaderTables& tables_;
  const ReaderOptions& options_;
  ReadSink& sink_;
  x12::UnwrappedSource unwrapped_;
  x12::InterchangeReader reader_;
  maps::PartyDirectory directory_;
  maps::SegmentGatherer gatherer_;
  maps::Gathered gathered_;
  maps::Mapper mapper_;
  ReadDocument document_;
  Receipt spare_;
  std::optional<X12Acknowledgment> acknowledgment_;
  maps::Answers answers_;        ///< what the sender of the open interchange wants
  std::uint32_t documents_ = 0;  ///< of the open interchange
  Findings group_findings_;      ///< of all groups of the open interchange
};

Finding X12Message::wrapped_note() const {
  Finding finding;
  finding.level = FindingLevel::warning;
  finding.code = "wrapped";
  finding.message = "The message is wrapped: a line end stands after every " +
                    std::to_string(unwrapped_.width()) +
                    " bytes, also inside segments; it was read without them";
  finding.mend = "Send it as one stream of bytes.";
  return finding;
}

void X12Message::place_in_message(Findings& findings) const {
  if (unwrapped_.width() == 0) return;
  for (Finding& finding : findings)
    finding.place.offset = unwrapped_.offset_in_message(finding.place.offset);
}

/// A TA1 in words: what became of an interchange that we sent.
Finding X12Message::explained(const x12::InterchangeAcknowledgment& acknowledgment) const {
  const auto meaning = [&](std::string_view element, const std::string& code) {
    const auto releases = tables_.dictionaries().releases();
    const std::string_view words =
        releases.empty() ? std::string_view{} : releases.front().code_meaning(element, code);
    return maps::to_utf8(code) + (words.empty() ? "" : " (" + std::string(words) + ")");
  };
  Finding finding;
  finding.level = FindingLevel::note;  // of our own interchange, not of this one
  finding.scope = FindingScope::interchange;
  finding.code = "TA1";
  finding.place.tag = "TA1";
  finding.message = "it answers our interchange " + maps::to_utf8(acknowledgment.control) + ": " +
                    meaning("I17", acknowledgment.code);
  if (!acknowledgment.note.empty() && acknowledgment.note != "000")
    finding.message += ", " + meaning("I18", acknowledgment.note);
  return finding;
}

void X12Message::begin_interchange() {
  const x12::Interchange& interchange = reader_.interchange();
  group_findings_.clear();
  documents_ = 0;
  answers_ = tables_.maps().answers_to(
      {interchange.sender_qualifier, interchange.sender, std::string_view()});
  if (options_.acknowledge) {
    AcknowledgmentStamp stamp;
    stamp.time = parse_instant(options_.acknowledgment_time);
    // Where nobody hands out control numbers, the answer carries that of what it answers.
    const std::string& control = interchange.control;
    std::from_chars(control.data(), control.data() + control.size(), stamp.control);
    stamp.next_control = options_.next_control;
    stamp.implementation =
        options_.implementation_acknowledgment || answers_.x12 == maps::X12Answer::implementation;
    acknowledgment_.reset();
    if (answers_.x12 != maps::X12Answer::none) acknowledgment_.emplace(std::move(stamp));
  }
  InterchangeHead head;
  head.standard = "X12";
  head.control = maps::to_utf8(interchange.control);
  head.sender = {maps::to_utf8(interchange.sender_qualifier), maps::to_utf8(interchange.sender)};
  head.receiver = {maps::to_utf8(interchange.receiver_qualifier),
                   maps::to_utf8(interchange.receiver)};
  head.date = interchange_date(interchange);
  head.test = interchange.usage == "T";
  head.delimiters = interchange.delimiters;
  sink_.interchange(head);
}

void X12Message::begin_group() {
  const x12::FunctionalGroup& group = reader_.group();
  if (acknowledgment_) acknowledgment_->begin_group(group);
  sink_.group({maps::to_utf8(group.control), maps::to_utf8(group.functional_id),
               maps::to_utf8(group.version)});
}

void X12Message::read_set(x12::TransactionSet& set) {
  if (acknowledgment_) acknowledgment_->add(set);
  // What the sink left of the last document is used again.
  if (document_.receipt) spare_ = std::move(*document_.receipt);
  document_ = {};
  document_.set = maps::to_utf8(set.set);
  document_.control = maps::to_utf8(set.control);
  document_.accepted = set.accepted;
  document_.offset = set.offset;
  if (options_.keep_text) document_.text = set.text;
  if (options_.outline_rows_max != 0) {
    document_.outline = segment_outline(set, options_.outline_rows_max);
    for (OutlineRow& row : document_.outline) row.offset = unwrapped_.offset_in_message(row.offset);
  }
  document_.answers = answers(set);
  const x12::Interchange& interchange = reader_.interchange();
  const maps::Senders senders{interchange.sender_qualifier, interchange.sender,
                              reader_.group().sender};
  if (const maps::Plan* plan = tables_.maps().find("X12", set.set, senders)) map_set(plan, set);
  // The syntax comes first, as it comes first in the reader's mind.
  document_.findings.insert(document_.findings.begin(),
                            std::make_move_iterator(set.findings.begin()),
                            std::make_move_iterator(set.findings.end()));
  place_in_message(document_.findings);
  document_.offset = unwrapped_.offset_in_message(set.offset);
  ++documents_;
  if (options_.acknowledge && answers_.x12_advice && !document_.answers) advise();
  sink_.document(std::move(document_));
}

/// 824 in the release of what it speaks of, from us who received it to who sent it.
void X12Message::advise() {
  const x12::Interchange& interchange = reader_.interchange();
  const x12::FunctionalGroup& group = reader_.group();
  X12Envelope envelope;
  envelope.sender_qualifier = interchange.receiver_qualifier;
  envelope.sender = interchange.receiver;
  envelope.receiver_qualifier = interchange.sender_qualifier;
  envelope.receiver = interchange.sender;
  envelope.group_sender = group.receiver;
  envelope.group_receiver = group.sender;
  if (is_release(group.version)) envelope.release = group.version;
  envelope.test = interchange.usage == "T";
  envelope.time = parse_instant(options_.acknowledgment_time)
                      .value_or(parse_instant(interchange_date(interchange)).value_or(Instant{}));
  const std::string& control = interchange.control;
  std::from_chars(control.data(), control.data() + control.size(), envelope.control);
  if (options_.next_control)
    envelope.control = static_cast<std::uint32_t>(options_.next_control() % 1'000'000'000);
  const GroupHead head{maps::to_utf8(group.control), maps::to_utf8(group.functional_id),
                       maps::to_utf8(group.version)};
  const std::string number = std::to_string(envelope.control) + "-" + std::to_string(documents_);
  document_.advice =
      render_application_advice(envelope, application_advice(document_, head, number));
}

void X12Message::map_set(const maps::Plan* plan, const x12::TransactionSet& set) {
  const x12::Interchange& interchange = reader_.interchange();
  const maps::Origin origin{interchange.sender_qualifier,
                            interchange.sender,
                            reader_.group().sender,
                            interchange.control,
                            set.control,
                            interchange.receiver_qualifier,
                            interchange.receiver,
                            reader_.group().receiver};
  gatherer_.gather(*plan, set, gathered_);
  if (const maps::Plan* own = tables_.maps().of_parties(*plan, gathered_)) {
    plan = own;
    gatherer_.gather(*plan, set, gathered_);
  }
  maps::MappedDocument mapped =
      mapper_.map(*plan, gathered_, maps::SegmentView(set), origin, document_.findings,
                  options_.limits.findings_max, std::move(spare_));
  if (options_.trace) {
    document_.taken = maps::trace(*plan, gathered_, maps::SegmentView(set));
    document_.not_taken = maps::not_taken(*plan, gathered_, set);
  }
  document_.events = std::move(mapped.events);
  if (plan->event)
    leave_out_incomplete(document_.events, document_.findings);
  else if (!mapped.states_nothing)
    document_.receipt = std::move(mapped.receipt);
  document_.supplier_rule = std::move(mapped.supplier_rule);
  document_.map = plan->name();
}

void X12Message::end_group() {
  const x12::FunctionalGroup& group = reader_.group();
  if (acknowledgment_) acknowledgment_->end_group(group);
  group_findings_.insert(group_findings_.end(), group.findings.begin(), group.findings.end());
}

void X12Message::end_interchange() {
  const x12::Interchange& interchange = reader_.interchange();
  const std::string answer = acknowledgment_ ? acknowledgment_->finish(interchange) : std::string();
  Findings findings = interchange.findings;
  for (const x12::InterchangeAcknowledgment& answer_to_us : interchange.acknowledgments)
    findings.push_back(explained(answer_to_us));
  findings.insert(findings.end(), std::make_move_iterator(group_findings_.begin()),
                  std::make_move_iterator(group_findings_.end()));
  place_in_message(findings);
  sink_.interchange_end(findings, answer);
}

}  // namespace

void read_x12(ByteSource& bytes, const ReaderTables& tables, const ReferenceData& reference,
              const ReaderOptions& options, ReadSink& sink) {
  X12Message(bytes, tables, reference, options, sink).read();
}

}  // namespace weighbridge
