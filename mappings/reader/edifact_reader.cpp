#include "mappings/reader/edifact_reader.hpp"

#include <charconv>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "mappings/maps/mapper.hpp"
#include "mappings/maps/segment_gatherer.hpp"
#include "mappings/maps/trace.hpp"
#include "mappings/maps/value_reader.hpp"
#include "mappings/reader/edifact_explain.hpp"
#include "mappings/reader/segment_outline.hpp"
#include "mappings/reader/tables.hpp"
#include "mappings/render/edifact_aperak.hpp"
#include "mappings/render/edifact_contrl.hpp"
#include "parsers/edifact/interchange_reader.hpp"

namespace weighbridge {

namespace {

/// S004 as an instant without a zone: "2008-09-13T12:20:00Z", or the day alone.
std::string interchange_date(const edifact::Interchange& interchange) {
  const std::string& date = interchange.date;
  const std::string& time = interchange.time;
  const bool digits = date.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || (date.size() != 6 && date.size() != 8)) return {};
  const std::string full = date.size() == 8 ? date : (date < "700101" ? "20" : "19") + date;
  std::string out = full.substr(0, 4) + "-" + full.substr(4, 2) + "-" + full.substr(6);
  if (!parse_date(out)) return {};
  if (time.size() != 4) return out;
  const std::string moment = out + "T" + time.substr(0, 2) + ":" + time.substr(2) + ":00Z";
  return parse_instant(moment) ? moment : out;
}

/// One message on its way through reader, maps and acknowledgment.
class EdifactMessage {
 public:
  EdifactMessage(ByteSource& bytes, const ReaderTables& tables, const ReferenceData& reference,
                 const ReaderOptions& options, ReadSink& sink)
      : tables_(tables),
        options_(options),
        sink_(sink),
        reader_(bytes, tables.edifact(),
                {options.limits.transaction_bytes_max, options.limits.segment_bytes_max,
                 options.limits.findings_max}),
        directory_(reference),
        mapper_(directory_) {}

  void read() {
    for (edifact::Event event = reader_.next(); event != edifact::Event::end;
         event = reader_.next()) {
      switch (event) {
        case edifact::Event::interchange_begin:
          begin_answer();
          break;
        case edifact::Event::group_begin:
          begin_group();
          break;
        case edifact::Event::message:
          read_message(reader_.message());
          break;
        case edifact::Event::group_end:
          end_group();
          break;
        case edifact::Event::interchange_end:
          end_interchange();
          break;
        case edifact::Event::end:
          break;
      }
      sink_.progress(reader_.offset());
    }
    if (!reader_.findings().empty()) sink_.message(reader_.findings());
  }

 private:
  void begin_answer();
  void begin_interchange();
  void begin_group();
  void read_message(edi::TransactionSet& message);
  EdifactStamp stamp() const;
  void advise(const edi::TransactionSet& message);
  void map_message(const maps::Plan* plan, const edi::TransactionSet& message);
  void end_group();
  void end_interchange();

  const ReaderTables& tables_;
  const ReaderOptions& options_;
  ReadSink& sink_;
  edifact::InterchangeReader reader_;
  maps::PartyDirectory directory_;
  maps::Mapper mapper_;
  maps::SegmentGatherer gatherer_;
  maps::Gathered gathered_;
  bool begun_ = false;       ///< the sink knows of the open interchange
  Findings group_findings_;  ///< of all groups of the open interchange
  std::optional<EdifactContrl> answer_;
  maps::Answers answers_;        ///< what the sender of the open interchange wants
  std::uint32_t documents_ = 0;  ///< of the open interchange
  ReadDocument document_;
  Receipt spare_;  ///< of a document before, whose memory is used again
};

void EdifactMessage::begin_answer() {
  group_findings_.clear();
  documents_ = 0;
  const edifact::Interchange& interchange = reader_.interchange();
  answers_ = tables_.maps().answers_to(
      {interchange.sender_qualifier, interchange.sender, std::string_view()});
  answer_.reset();
  if (options_.acknowledge && answers_.edifact_control) answer_.emplace(stamp());
}

EdifactStamp EdifactMessage::stamp() const {
  EdifactStamp stamp;
  stamp.time = parse_instant(options_.acknowledgment_time);
  // Without a clock, the answer is as old as what it answers.
  if (!stamp.time) stamp.time = parse_instant(interchange_date(reader_.interchange()));
  // Where nobody hands out control numbers, the answer carries that of what it answers.
  const std::string& control = reader_.interchange().control;
  std::from_chars(control.data(), control.data() + control.size(), stamp.control);
  return stamp;
}

/// APERAK by the directory of what it speaks of, from us who received it to who sent it.
void EdifactMessage::advise(const edi::TransactionSet& message) {
  const edifact::Interchange& interchange = reader_.interchange();
  const EdifactParties parties{interchange.receiver, interchange.receiver_qualifier,
                               interchange.sender, interchange.sender_qualifier};
  EdifactStamp own = stamp();
  own.test = interchange.test == "1";
  if (options_.next_control) own.control = static_cast<std::uint32_t>(options_.next_control());
  AperakSubject subject;
  subject.number = std::to_string(own.control) + "-" + std::to_string(documents_);
  subject.message_reference = document_.control;
  if (document_.receipt) subject.document = document_.receipt->document.number;
  const std::vector<ApplicationError> errors = application_errors(document_.findings);
  subject.accepted = document_.accepted && errors.empty();
  const bool is_96a = message.dictionary != nullptr && message.dictionary->release() == "D96A";
  document_.advice = render_aperak(
      parties, own, is_96a ? EdifactDirectory::d96a : EdifactDirectory::d01b, subject, errors);
}

/// The sink hears of an interchange when something is in it: until then a second UNB may still add
/// to what the first one says.
void EdifactMessage::begin_interchange() {
  if (std::exchange(begun_, true)) return;
  const edifact::Interchange& interchange = reader_.interchange();
  InterchangeHead head;
  head.standard = "EDIFACT";
  head.control = maps::to_utf8(interchange.control);
  head.sender = {maps::to_utf8(interchange.sender_qualifier), maps::to_utf8(interchange.sender)};
  head.receiver = {maps::to_utf8(interchange.receiver_qualifier),
                   maps::to_utf8(interchange.receiver)};
  head.date = interchange_date(interchange);
  head.test = interchange.test == "1";
  head.delimiters = interchange.delimiters;
  sink_.interchange(head);
}

void EdifactMessage::begin_group() {
  begin_interchange();
  const edifact::FunctionalGroup& group = reader_.group();
  if (answer_) answer_->begin_group(group);
  sink_.group(
      {maps::to_utf8(group.control), maps::to_utf8(group.type), maps::to_utf8(group.version)});
}

void EdifactMessage::read_message(edi::TransactionSet& message) {
  if (answer_) answer_->add(message);
  // What the sink left of the last document is used again.
  if (document_.receipt) spare_ = std::move(*document_.receipt);
  document_ = {};
  document_.set = maps::to_utf8(message.set);
  document_.control = maps::to_utf8(message.control);
  document_.accepted = message.accepted;
  document_.offset = message.offset;
  if (options_.keep_text) document_.text = message.text;
  if (options_.outline_rows_max != 0)
    document_.outline = segment_outline(message, options_.outline_rows_max);
  document_.answers = message.set == "CONTRL" || message.set == "APERAK" || message.set == "COMDIS";
  const edifact::Interchange& interchange = reader_.interchange();
  const maps::Senders senders{interchange.sender_qualifier, interchange.sender,
                              reader_.group().sender};
  if (const maps::Plan* plan = tables_.maps().find("EDIFACT", message.set, senders))
    map_message(plan, message);
  if (document_.answers) explain_answer(message, document_.findings, options_.limits.findings_max);
  // The syntax comes first, as it comes first in the reader's mind.
  document_.findings.insert(document_.findings.begin(),
                            std::make_move_iterator(message.findings.begin()),
                            std::make_move_iterator(message.findings.end()));
  ++documents_;
  if (options_.acknowledge && answers_.edifact_advice && !document_.answers) advise(message);
  sink_.document(std::move(document_));
}

void EdifactMessage::map_message(const maps::Plan* plan, const edi::TransactionSet& message) {
  const edifact::Interchange& interchange = reader_.interchange();
  const edifact::FunctionalGroup& group = reader_.group();
  const maps::Origin origin{
      interchange.sender_qualifier, interchange.sender, group.sender,
      interchange.control,          message.control,    interchange.receiver_qualifier,
      interchange.receiver,         group.receiver};
  gatherer_.gather(*plan, message, gathered_);
  if (const maps::Plan* own = tables_.maps().of_parties(*plan, gathered_)) {
    plan = own;
    gatherer_.gather(*plan, message, gathered_);
  }
  if (options_.trace) {
    document_.taken = maps::trace(*plan, gathered_, maps::SegmentView(message));
    document_.not_taken = maps::not_taken(*plan, gathered_, message);
  }
  maps::MappedDocument mapped =
      mapper_.map(*plan, gathered_, maps::SegmentView(message), origin, document_.findings,
                  options_.limits.findings_max, std::move(spare_));
  if (!mapped.states_nothing) document_.receipt = std::move(mapped.receipt);
  document_.supplier_rule = std::move(mapped.supplier_rule);
  document_.map = plan->name();
}

void EdifactMessage::end_group() {
  const edifact::FunctionalGroup& group = reader_.group();
  if (answer_) answer_->end_group(group);
  group_findings_.insert(group_findings_.end(), group.findings.begin(), group.findings.end());
}

void EdifactMessage::end_interchange() {
  begin_interchange();
  begun_ = false;
  Findings findings = reader_.interchange().findings;
  findings.insert(findings.end(), std::make_move_iterator(group_findings_.begin()),
                  std::make_move_iterator(group_findings_.end()));
  sink_.interchange_end(findings, answer_ ? answer_->finish(reader_.interchange()) : std::string());
}

}  // namespace

void read_edifact(ByteSource& bytes, const ReaderTables& tables, const ReferenceData& reference,
                  const ReaderOptions& options, ReadSink& sink) {
  EdifactMessage(bytes, tables, reference, options, sink).read();
}

}  // namespace weighbridge
