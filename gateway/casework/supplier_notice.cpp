#include "gateway/casework/supplier_notice.hpp"

#include "gateway/casework/goods_notice.hpp"
#include "mappings/render/edifact_comdis.hpp"
#include "mappings/render/edifact_recadv.hpp"
#include "mappings/render/ubl_invoice_response.hpp"
#include "mappings/render/x12_application_advice.hpp"
#include "mappings/render/x12_debit_memo.hpp"
#include "mappings/render/x12_reasons.hpp"
#include "mappings/render/x12_receiving_advice.hpp"
#include "mappings/render/x12_remittance.hpp"

namespace weighbridge::casework {
namespace {

using Why = SupplierNotice::Why;

Money absolute(Money amount) {
  return amount.is_negative() ? -amount : amount;
}

/// Amounts that were decided on stand for all items together.
Money amount_of(const SupplierNotice& notice, const cases::CaseItem& item) {
  if (notice.amount && notice.items.size() == 1) return absolute(*notice.amount);
  return absolute(item.impact);
}

std::string number_of(const SupplierNotice& notice) {
  return notice.about.id + '-' + std::to_string(notice.sequence);
}

/// The document that it speaks of: the case's invoice, else the supplier's own latest.
const std::string& document_of(const SupplierNotice& notice, const SupplierWay& way) {
  return notice.about.anchor.invoice.empty() ? way.number : notice.about.anchor.invoice;
}

X12Envelope envelope_of(const SupplierWay& way, std::uint64_t control, Instant now) {
  X12Envelope envelope;
  envelope.sender_qualifier = way.head.receiver.qualifier;
  envelope.sender = way.head.receiver.id;
  envelope.receiver_qualifier = way.head.sender.qualifier;
  envelope.receiver = way.head.sender.id;
  if (way.document.version.size() >= 6) envelope.release = way.document.version;
  envelope.test = way.head.test;
  envelope.time = now;
  envelope.control = static_cast<std::uint32_t>(control % 1'000'000'000);
  return envelope;
}

std::string debit_memo(const SupplierNotice& notice, const SupplierWay& way,
                       const X12Envelope& envelope) {
  DebitMemo memo;
  memo.number = number_of(notice);
  memo.currency = notice.about.currency;
  memo.supplier = notice.about.anchor.supplier;
  memo.invoice = document_of(notice, way);
  memo.po = notice.about.anchor.po.str();
  memo.case_number = notice.about.id;
  for (const cases::CaseItem* item : notice.items) {
    DebitLine& line = memo.lines.emplace_back();
    line.reason = adjustment_reason(item->rule, false);
    line.amount = amount_of(notice, *item);
    line.po_line = notice.about.anchor.po_line;
    line.item.sku = item->sku;
    if (const auto quantity = Decimal::parse(item->quantity)) line.quantity = Quantity(*quantity);
    line.uom = item->uom;
  }
  return render_debit_memo(envelope, memo);
}

std::string remittance(const SupplierNotice& notice, const SupplierWay& way,
                       const X12Envelope& envelope) {
  Remittance advice;
  advice.number = number_of(notice);
  advice.currency = notice.about.currency;
  advice.payer = way.head.receiver.id;
  advice.payee = notice.about.anchor.supplier;
  RemittedInvoice& invoice = advice.invoices.emplace_back();
  invoice.invoice = document_of(notice, way);
  invoice.po = notice.about.anchor.po.str();
  invoice.date = way.date;
  for (const cases::CaseItem* item : notice.items)
    invoice.adjustments.push_back({amount_of(notice, *item),
                                   std::string(adjustment_reason(item->rule, false)),
                                   notice.about.id});
  return render_remittance(envelope, advice);
}

std::string sentence_of(const SupplierNotice& notice, const cases::CaseItem& item) {
  return notice.text.empty() ? item.reason : item.reason + ' ' + notice.text;
}

std::string advice(const SupplierNotice& notice, const SupplierWay& way,
                   const X12Envelope& envelope) {
  ApplicationAdvice advice;
  advice.number = number_of(notice);
  advice.verdict =
      notice.why == Why::rejection ? AdviceVerdict::rejected : AdviceVerdict::accepted_with_errors;
  advice.set = way.document.set;
  advice.set_control = way.document.control;
  advice.group_control = way.document.group;
  advice.version = way.document.version;
  advice.document = way.document.document;
  advice.case_number = notice.about.id;
  const auto say = [&](const std::string& rule, std::string_view text) {
    Finding& finding = advice.findings.emplace_back();
    finding.scope = FindingScope::transaction;
    finding.code = rule;
    finding.message = text;
  };
  // TED02 holds 60 characters: what a person asks goes before what the figures say.
  for (std::string_view rest = notice.text; !rest.empty();) {
    const std::string_view piece = shortened(rest, 60);
    say({}, piece);
    rest.remove_prefix(piece.empty() ? rest.size() : piece.size());
  }
  for (const cases::CaseItem* item : notice.items) say(item->rule, item->reason);
  return render_application_advice(envelope, advice);
}

RenderedNotice x12_notice(const SupplierNotice& notice, const SupplierWay& way,
                          std::uint64_t control, Instant now) {
  const X12Envelope envelope = envelope_of(way, control, now);
  RenderedNotice rendered;
  rendered.content_type = "application/edi-x12";
  if (const auto goods = goods_notice(notice, way)) {
    rendered.kind = "861";
    rendered.text = render_receiving_advice(envelope, *goods);
    return rendered;
  }
  switch (notice.why) {
    case Why::credit:
    case Why::debit:
      rendered.kind = "812";
      rendered.text = debit_memo(notice, way, envelope);
      break;
    case Why::short_pay:
      rendered.kind = "820";
      rendered.text = remittance(notice, way, envelope);
      break;
    case Why::question:
    case Why::correction:
    case Why::rejection:
      rendered.kind = "824";
      rendered.text = advice(notice, way, envelope);
      break;
  }
  return rendered;
}

RenderedNotice edifact_notice(const SupplierNotice& notice, const SupplierWay& way,
                              std::uint64_t control, Instant now) {
  const EdifactParties parties{way.head.receiver.id, way.head.receiver.qualifier,
                               way.head.sender.id, way.head.sender.qualifier};
  const EdifactStamp stamp{now, static_cast<std::uint32_t>(control), way.head.test};
  if (const auto goods = goods_notice(notice, way))
    return {"RECADV",
            render_recadv(parties, stamp, EdifactDirectory::d96a, *goods),
            {},
            "application/edifact"};
  Dispute dispute;
  dispute.number = number_of(notice);
  dispute.case_number = notice.about.id;
  dispute.invoice = document_of(notice, way);
  if (dispute.invoice == way.number) dispute.invoice_date = way.date;
  dispute.currency = notice.about.currency;
  for (const cases::CaseItem* item : notice.items)
    dispute.points.push_back(
        {item->document_line, item->rule, sentence_of(notice, *item), amount_of(notice, *item)});
  RenderedNotice rendered;
  rendered.kind = "COMDIS";
  rendered.content_type = "application/edifact";
  rendered.text = render_comdis(parties, stamp, EdifactDirectory::d96a, dispute);
  return rendered;
}

InvoiceStatus status_of(Why why) {
  switch (why) {
    case Why::question:
    case Why::correction:
      return InvoiceStatus::under_query;
    case Why::rejection:
      return InvoiceStatus::rejected;
    case Why::credit:
    case Why::debit:
    case Why::short_pay:
      return InvoiceStatus::conditionally;
  }
  return InvoiceStatus::under_query;
}

RenderedNotice ubl_notice(const SupplierNotice& notice, const SupplierWay& way, Instant now) {
  InvoiceResponse response;
  response.id = number_of(notice);
  response.time = now;
  response.sender = {way.head.receiver.qualifier, way.head.receiver.id, {}};
  response.receiver = {way.head.sender.qualifier, way.head.sender.id, {}};
  response.status = status_of(notice.why);
  response.invoice = document_of(notice, way);
  response.type_code = "380";
  if (response.invoice == way.number) response.invoice_date = way.date;
  for (const cases::CaseItem* item : notice.items) {
    StatusReason reason = reason_of_rule(item->rule);
    reason.text = sentence_of(notice, *item);
    reason.case_number = notice.about.id;
    response.reasons.push_back(std::move(reason));
  }
  return {"INVOICE_RESPONSE", render(response), {}, "application/xml"};
}

}  // namespace

RenderedNotice render_notice(const SupplierNotice& notice, const SupplierWay& way,
                             std::uint64_t control, Instant now) {
  RenderedNotice rendered = way.head.standard == "X12" ? x12_notice(notice, way, control, now)
                            : way.head.standard == "EDIFACT"
                                ? edifact_notice(notice, way, control, now)
                                : ubl_notice(notice, way, now);
  rendered.file_name = rendered.kind + '-' + number_of(notice) +
                       (rendered.content_type == "application/xml" ? ".xml" : ".edi");
  return rendered;
}

}  // namespace weighbridge::casework
