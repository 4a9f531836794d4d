// A report as a run of O4 (a short receipt and a price too high) with some neighbours gives it.
#pragma once

#include <string>
#include <string_view>

#include "gateway/pipeline/report.hpp"

namespace weighbridge {

inline Money usd(std::string_view text) {
  return Money(*Decimal::parse(text));
}
inline Rational units(std::int64_t number) {
  return Decimal::from_integer(number);
}

inline matching::Discrepancy discrepancy(std::string_view rule, std::string_view code,
                                         matching::ImpactClass impact_class,
                                         std::string_view impact, std::string reason) {
  matching::Discrepancy d;
  d.rule = rule;
  d.code = code;
  d.anchor.supplier = SupplierId("ACME");
  d.anchor.po = PoNumber("PO-1");
  d.anchor.po_line = "10";
  d.sku = "A-100";
  d.document = "INV-5";
  d.document_line = "1";
  d.documents = {{"PO-1"}, {"SHP-1"}, {"WR-9"}, {}, {"INV-5"}};
  d.expected = "120";
  d.actual = "110";
  d.quantity = units(10);
  d.uom = "EA";
  d.impact = usd(impact);
  d.currency = *Currency::parse("USD");
  d.impact_class = impact_class;
  d.severity = matching::Severity::medium;
  d.owner = "warehouse";
  d.duty = "RECEIVER";
  d.hold = "L";
  d.reason = std::move(reason);
  return d;
}

inline pipeline::Report sample_report() {
  using matching::ImpactClass;
  pipeline::Report report;
  report.as_of = *parse_instant("2026-03-31T00:00:00Z");
  report.read = {5, 6, 7, 0, 0};
  report.reference.items.push_back({Sku("A-100"), "", "", "Bolt M8", "EA", true, std::nullopt});

  Finding finding;
  finding.code = "3";
  finding.place.segment = 9;
  finding.place.tag = "SE";
  finding.place.element = 1;
  finding.message = "The set says that it has 8 segments, but it has 9.";
  finding.mend = "Ask the sender to count the segments from ST to SE.";
  report.rejected.push_back({"inbox/bad.edi", "856", "0001", "", {finding}});

  matching::Judgement& judgement = report.judgement;
  judgement.matched_lines = 1;
  judgement.discrepancies.push_back(
      discrepancy("P01", "PRICE_OVER", ImpactClass::cash, "66.00",
                  "110 EA are billed at 15.60 instead of 15.00, 4 % more than ordered."));
  judgement.discrepancies.push_back(
      discrepancy("Q06", "BILLED_NOT_RECEIVED", ImpactClass::cash, "156.00",
                  "Invoice INV-5 line 1 bills 120 EA, but 10 EA of them were never received."));
  judgement.discrepancies.push_back(
      discrepancy("Q01", "QTY_SHORT_RECEIVED", ImpactClass::stock, "150.00",
                  "Shipment SHP-1 announced 120 EA, 110 EA were received: 10 EA are missing."));
  judgement.discrepancies[2].causes.push_back(
      {"physical_handling", *Decimal::parse("0.5"), {"the gap is a whole carton"}});
  matching::Discrepancy small =
      discrepancy("P01", "PRICE_OVER", ImpactClass::cash, "1.20", "A small price difference.");
  small.anchor.po_line = "20";
  small.auto_resolved = true;
  judgement.discrepancies.push_back(small);

  matching::LineResult line;
  line.supplier = SupplierId("ACME");
  line.po = PoNumber("PO-1");
  line.po_line = "10";
  line.sku = "A-100";
  line.uom = "EA";
  line.state = matching::LineState::exception;
  line.ordered = line.shipped = line.billed = units(120);
  line.received = line.accepted = line.payable = line.posted = units(110);
  judgement.lines.push_back(line);
  line.po_line = "20";
  line.state = matching::LineState::matched;
  judgement.lines.push_back(line);

  matching::InvoiceResult invoice;
  invoice.supplier = SupplierId("ACME");
  invoice.invoice = "INV-5";
  invoice.currency = *Currency::parse("USD");
  invoice.gross = usd("1872.00");
  invoice.payable_now = usd("1650.00");
  invoice.disputed = usd("222.00");
  invoice.outcome = "evaluated";
  judgement.invoices.push_back(invoice);

  matching::Note note;
  note.note = "WITHIN_TOL";
  note.anchor = judgement.discrepancies[0].anchor;
  note.text = "0.10 is within PRICE.";
  note.amount = usd("0.10");
  note.currency = *Currency::parse("USD");
  judgement.notes.push_back(note);

  cases::Case value;
  value.id = "DC-2026-00000001";
  value.title = "ACME order PO-1 line 10: billed not received";
  value.anchor = judgement.discrepancies[0].anchor;
  value.owner = "warehouse";
  value.severity = matching::Severity::medium;
  value.at_stake = usd("222.00");
  value.currency = *Currency::parse("USD");
  value.opened_at = value.changed_at = report.as_of;
  report.cases.push_back(value);
  report.case_of = {value.id, value.id, value.id, ""};
  return report;
}

}  // namespace weighbridge
