#include "mappings/render/ubl_invoice_response.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "parsers/xml/writer.hpp"

namespace weighbridge {

namespace {

struct RuleReason {
  std::string_view rule, reason, action;
};

/// Spec section 18, last column.
constexpr RuleReason kRuleReasons[] = {
    {"Q01", "QTY", "CNP"}, {"Q02", "QTY", "CNP"}, {"Q03", "QTY", "CNP"}, {"Q06", "QTY", "CNP"},
    {"Q07", "QTY", "CNP"}, {"Q09", "QUA", "CNP"}, {"Q10", "QUA", "CNP"}, {"Q11", "ITM", "NIN"},
    {"Q12", "ITM", "NIN"}, {"P01", "PRI", "CNP"}, {"P02", "PRI", "CNP"}, {"P03", "PRI", "CNP"},
    {"P04", "OTH", "NIN"}, {"C01", "OTH", "CNP"}, {"C02", "OTH", "CNP"}, {"C03", "OTH", "CNP"},
    {"C04", "LEG", "NIN"}, {"C05", "OTH", "NIN"}, {"C06", "REF", "NIN"}, {"D01", "OTH", "NOA"},
    {"D02", "OTH", "NOA"}, {"R01", "REF", "NIN"}, {"R04", "REF", "NIN"}, {"R05", "DEL", "NOA"},
    {"T01", "DEL", "NOA"}, {"V01", "OTH", "CNA"}, {"V02", "OTH", "CNA"},
};

constexpr std::array<std::string_view, 7> kStatusCodes{"AB", "IP", "UQ", "CA", "RE", "AP", "PD"};

bool needs_reason(InvoiceStatus status) {
  return status == InvoiceStatus::under_query || status == InvoiceStatus::conditionally ||
         status == InvoiceStatus::rejected;
}

void write_party(xml::Writer& out, std::string_view role, const Endpoint& party) {
  out.begin(role);
  out.element("cbc:EndpointID", party.id, {{"schemeID", party.scheme}});
  if (!party.name.empty())
    out.begin("cac:PartyLegalEntity").element("cbc:RegistrationName", party.name).end();
  out.end();
}

/// Reason and action are each a status of their own.
void write_reason(xml::Writer& out, const StatusReason& reason) {
  out.begin("cac:Status");
  out.element("cbc:StatusReasonCode", reason.reason, {{"listID", "OPStatusReason"}});
  out.element("cbc:StatusReason", reason.text);
  if (!reason.case_number.empty()) {
    out.begin("cac:Condition");
    out.element("cbc:AttributeID", "CASE").element("cbc:Description", reason.case_number).end();
  }
  out.end();
  if (reason.action.empty()) return;
  out.begin("cac:Status");
  out.element("cbc:StatusReasonCode", reason.action, {{"listID", "OPStatusAction"}}).end();
}

}  // namespace

std::string_view to_string_view(InvoiceStatus status) {
  return kStatusCodes[static_cast<std::size_t>(status)];
}

StatusReason reason_of_rule(std::string_view rule) {
  const auto* const found = std::find_if(std::begin(kRuleReasons), std::end(kRuleReasons),
                                         [&](const RuleReason& row) { return row.rule == rule; });
  StatusReason reason;
  reason.reason = found == std::end(kRuleReasons) ? "OTH" : found->reason;
  reason.action = found == std::end(kRuleReasons) ? "NOA" : found->action;
  if (rule == "D01" || rule == "D02") reason.text = "duplicate";
  return reason;
}

std::string render(const InvoiceResponse& response) {
  std::string text;
  xml::Writer out(text);
  out.begin(
      "ApplicationResponse",
      {{"xmlns", "urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2"},
       {"xmlns:cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"},
       {"xmlns:cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}});
  out.element("cbc:CustomizationID", "urn:fdc:peppol.eu:poacc:trns:invoice_response:3");
  out.element("cbc:ProfileID", "urn:fdc:peppol.eu:poacc:bis:invoice_response:3");
  out.element("cbc:ID", response.id);
  if (response.time) {
    const std::string stamp = to_string(*response.time);
    out.element("cbc:IssueDate", stamp.substr(0, 10)).element("cbc:IssueTime", stamp.substr(11));
  }
  write_party(out, "cac:SenderParty", response.sender);
  write_party(out, "cac:ReceiverParty", response.receiver);
  out.begin("cac:DocumentResponse").begin("cac:Response");
  out.element("cbc:ResponseCode", to_string_view(response.status));
  for (const StatusReason& reason : response.reasons) write_reason(out, reason);
  if (response.reasons.empty() && needs_reason(response.status))
    write_reason(out, {"OTH", "OTH", "please ask us", {}});
  out.end().begin("cac:DocumentReference");
  out.element("cbc:ID", response.invoice);
  if (response.invoice_date) out.element("cbc:IssueDate", to_string(*response.invoice_date));
  out.element("cbc:DocumentTypeCode", response.type_code);
  out.end().end().end();
  return text;
}

}  // namespace weighbridge
