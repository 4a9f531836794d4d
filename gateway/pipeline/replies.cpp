#include "gateway/pipeline/replies.hpp"

#include <array>

#include "gateway/deliver/outbox_pump.hpp"
#include "gateway/pipeline/answers.hpp"
#include "mappings/reader/tables.hpp"
#include "mappings/render/edifact_aperak.hpp"
#include "mappings/render/x12_application_advice.hpp"

namespace weighbridge::pipeline {

namespace {

/// Channels on which a sender waits for nothing, and which lead nowhere by themselves.
bool is_way_back(const std::string& channel) {
  return !channel.empty() && channel != "http" && channel != "erp";
}

std::string name_of(const InterchangeHead& head) {
  return head.sender.qualifier.empty() ? head.sender.id
                                       : head.sender.qualifier + ":" + head.sender.id;
}

Finding finding_of(const store::Trouble& trouble) {
  Finding finding;
  finding.scope = FindingScope::transaction;
  finding.code = trouble.code;
  finding.message = trouble.message;
  finding.mend = trouble.mend;
  return finding;
}

}  // namespace

std::uint64_t next_control(const InterchangeHead& head, store::Writer& writer) {
  return writer.next_control_number(head.sender.id, head.standard);
}

void Replies::send(const InterchangeHead& head, const std::string& interchange) {
  if (interchange.empty()) return;
  AnswerRoute route;
  if (setup_.route) route = setup_.route(message_.partner, message_.channel, name_of(head));
  if (route.partner.empty()) route.partner = message_.partner;
  if (route.channel.empty() && !setup_.route && is_way_back(message_.channel))
    route.channel = message_.channel;
  store::StoredOutbound row;
  row.kind = kind_of(interchange);
  row.answer_key = answer_key_of(interchange);
  row.channel = route.channel;
  row.partner = route.partner;
  row.file_name = row.kind + "-" + row.answer_key.interchange + ".edi";
  row.content_type = head.standard == "EDIFACT" ? "application/edifact" : "application/edi-x12";
  row.in_answer_to = message_.id;
  row.state = route.channel.empty() ? store::OutboundState::held : store::OutboundState::waiting;
  row.created_at = now_;
  row.due = now_;
  if (is_answered(row.kind) && row.state == store::OutboundState::waiting) {
    row.answer = store::AnswerState::expected;
    row.answer_due = now_ + settings_.answer_within;
  }
  MemorySource bytes(interchange);
  writer_.add_outbound(row, bytes);
  decided_ = decided_ || row.state == store::OutboundState::waiting;
}

void Replies::send_refusal(const InterchangeHead& head, const store::StoredDocument& document) {
  if (const auto text = refusal_text(head, document)) send(head, *text);
}

std::optional<std::string> Replies::refusal_text(const InterchangeHead& head,
                                                 const store::StoredDocument& document) {
  const maps::Answers wanted =
      setup_.tables->maps().answers_to({head.sender.qualifier, head.sender.id, std::string_view()});
  const Finding why = finding_of(document.trouble.value_or(store::Trouble{}));
  if (head.standard == "X12" && wanted.x12_advice) {
    X12Envelope envelope;
    envelope.sender_qualifier = head.receiver.qualifier;
    envelope.sender = head.receiver.id;
    envelope.receiver_qualifier = head.sender.qualifier;
    envelope.receiver = head.sender.id;
    if (document.version.size() >= 6) envelope.release = document.version;
    envelope.test = head.test;
    envelope.time = now_;
    envelope.control = static_cast<std::uint32_t>(next_control(head, writer_) % 1'000'000'000);
    ApplicationAdvice advice;
    advice.number = std::to_string(envelope.control) + "-" + std::to_string(document.position);
    advice.verdict = AdviceVerdict::rejected;
    advice.set = document.set;
    advice.set_control = document.control;
    advice.group_control = document.group;
    advice.version = document.version;
    advice.document = document.document;
    advice.findings = {why};
    return render_application_advice(envelope, advice);
  }
  if (head.standard == "EDIFACT" && wanted.edifact_advice) {
    const auto control = static_cast<std::uint32_t>(next_control(head, writer_));
    AperakSubject subject;
    subject.number = std::to_string(control) + "-" + std::to_string(document.position);
    subject.message_reference = document.control;
    subject.document = document.document;
    return render_aperak(
        {head.receiver.id, head.receiver.qualifier, head.sender.id, head.sender.qualifier},
        {now_, control, head.test}, EdifactDirectory::d96a, subject, application_errors({why}));
  }
  return std::nullopt;
}

}  // namespace weighbridge::pipeline
