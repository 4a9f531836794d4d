#include "mappings/render/x12_remittance.hpp"

#include "mappings/render/x12_item.hpp"

namespace weighbridge {

namespace {

/// The first release that signs adjustments as seen from the payment.
constexpr std::string_view kSignedFrom = "003050";

void write_invoice(X12Outbound& out, const RemittedInvoice& invoice) {
  SegmentWriter& rmr = out.begin("RMR").element("IV").element(invoice.invoice).element("PO");
  rmr.element(invoice.paid.value.to_string()).element(invoice.gross.value.to_string());
  rmr.element(invoice.discount ? invoice.discount->value.to_string() : "").end();
  write_reference(out, "PO", invoice.po);
  if (invoice.date) out.begin("DTM").element("003").element(out.date(invoice.date)).end();
  for (const RemittanceAdjustment& adjustment : invoice.adjustments) {
    const Money amount = signed_adjustment(out.release(), adjustment.taken_off);
    out.begin("ADX").element(amount.value.to_string()).element(adjustment.reason).end();
    write_reference(out, "TN", adjustment.case_number);
  }
}

}  // namespace

Money signed_adjustment(std::string_view release, const Money& taken_off) {
  return release.substr(0, 6) < kSignedFrom ? taken_off : -taken_off;
}

std::string render_remittance(const X12Envelope& envelope, const Remittance& remittance) {
  Money total;
  for (const RemittedInvoice& invoice : remittance.invoices) total += invoice.paid;
  X12Outbound out(envelope, "820", "RA");
  const Date today = std::chrono::floor<std::chrono::days>(envelope.time);
  SegmentWriter& bpr = out.begin("BPR").element("I").element(total.value.to_string());
  bpr.element("C").element("NON");
  for (int i = 5; i <= 15; ++i) bpr.element("");
  bpr.element(out.date(remittance.date ? remittance.date : std::optional(today))).end();
  out.begin("TRN").element("1").element(remittance.number).end();
  if (!remittance.currency.code().empty())
    out.begin("CUR").element("PR").element(remittance.currency.code()).end();
  write_party(out, "PR", remittance.payer);
  write_party(out, "PE", remittance.payee.value);
  if (!remittance.invoices.empty()) out.begin("ENT").element("1").end();
  for (const RemittedInvoice& invoice : remittance.invoices) write_invoice(out, invoice);
  return out.finish();
}

}  // namespace weighbridge
