#include "gateway/cli/reconcile_csv.hpp"

#include "gateway/cli/amounts.hpp"
#include "gateway/cli/csv_writer.hpp"

namespace weighbridge::cli {
namespace {

constexpr std::string_view kHeader[] = {
    "code",        "rule",    "severity",   "owner",         "case",     "supplier",
    "po",          "po_line", "order",      "line",          "event",    "sku",
    "ship_notice", "receipt", "accrual",    "invoice",       "expected", "actual",
    "quantity",    "uom",     "amount",     "impact",        "currency", "class",
    "line_effect", "cause",   "confidence", "auto_resolved", "reason"};

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : " ") + text;
  return out;
}

void write_row(CsvWriter& csv, const matching::Discrepancy& d, std::string_view case_id) {
  const matching::Anchor& anchor = d.anchor;
  csv.cell(d.code).cell(d.rule).cell(to_string_view(d.severity)).cell(d.owner).cell(case_id);
  csv.cell(anchor.supplier.str()).cell(anchor.po.str()).cell(anchor.po_line);
  csv.cell(anchor.order).cell(anchor.line).cell(anchor.event).cell(d.sku);
  csv.cell(joined(d.documents.ship_notice)).cell(joined(d.documents.receipt));
  csv.cell(joined(d.documents.accrual)).cell(joined(d.documents.invoice));
  csv.cell(d.expected).cell(d.actual);
  csv.cell(d.quantity ? quantity_text(*d.quantity) : "").cell(d.uom);
  csv.cell(to_string(abs(d.impact), d.currency)).cell(to_string(d.impact, d.currency));
  csv.cell(d.currency.code()).cell(to_string_view(d.impact_class));
  csv.cell(to_string_view(d.line_effect));
  csv.cell(d.causes.empty() ? "" : d.causes.front().name);
  csv.cell(d.causes.empty() ? "" : d.causes.front().confidence.to_string(2));
  csv.cell(d.auto_resolved ? "true" : "false").cell(d.reason);
  csv.end_row();
}

}  // namespace

std::string reconcile_csv(const pipeline::Report& report) {
  CsvWriter csv;
  for (const std::string_view name : kHeader) csv.cell(name);
  csv.end_row();
  const auto& discrepancies = report.judgement.discrepancies;
  for (std::size_t i = 0; i < discrepancies.size(); ++i)
    write_row(csv, discrepancies[i], i < report.case_of.size() ? report.case_of[i] : "");
  return csv.take();
}

}  // namespace weighbridge::cli
