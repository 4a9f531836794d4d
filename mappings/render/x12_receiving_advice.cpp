#include "mappings/render/x12_receiving_advice.hpp"

#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "mappings/render/x12_item.hpp"
#include "mappings/render/x12_reasons.hpp"

namespace weighbridge {

namespace {

constexpr std::size_t kConditionsMax = 5;  ///< groups of RCD06 to RCD20

/// One RCD: lines of the same goods.
struct Received {
  const ReceiptLine* good = nullptr;
  std::vector<const ReceiptLine*> conditions;

  const ReceiptLine& first() const { return good != nullptr ? *good : *conditions.front(); }
};

bool is_good(const ReceiptLine& line) {
  return line.condition.value_or(Condition::good) == Condition::good;
}

bool same_goods(const ReceiptLine& a, const ReceiptLine& b) {
  return std::tie(a.po.value, a.po_line, a.item, a.lot, a.sscc, a.references, a.site) ==
         std::tie(b.po.value, b.po_line, b.item, b.lot, b.sscc, b.references, b.site);
}

std::vector<Received> gather(std::span<const ReceiptLine> lines) {
  std::vector<Received> rows;
  for (const ReceiptLine& line : lines) {
    // A good line begins a row: what is said of its condition stands behind it.
    const bool joins = !rows.empty() && !is_good(line) && same_goods(rows.back().first(), line) &&
                       rows.back().conditions.size() < kConditionsMax;
    if (!joins) rows.emplace_back();
    if (is_good(line))
      rows.back().good = &line;
    else
      rows.back().conditions.push_back(&line);
  }
  return rows;
}

std::string_view purpose_code(Purpose purpose) {
  switch (purpose) {
    case Purpose::cancel:
    case Purpose::reversal:
      return "01";
    case Purpose::correction:
      return "04";
    case Purpose::replace:
      return "05";
    case Purpose::duplicate:
      return "07";
    case Purpose::original:
      break;
  }
  return "00";
}

void write_head(X12Outbound& out, const X12Envelope& envelope, const Receipt& receipt) {
  const Date today = std::chrono::floor<std::chrono::days>(envelope.time);
  const Date day = receipt.document.date.value_or(today);
  out.begin("BRA").element(receipt.document.number).element(out.date(std::optional(day)));
  out.writer().element(purpose_code(receipt.document.purpose)).element("2");
  out.writer().element(receipt.document.time ? clock_time(*receipt.document.time) : "").end();
  const DocumentReferences& references = receipt.references;
  write_reference(out, "SI", references.ship_notice);
  write_reference(out, "BM", references.bill_of_lading);
  write_reference(out, "CN", references.tracking);
  write_reference(out, "TN", references.case_number);
  const std::string posted =
      receipt.dates.posted ? out.date(receipt.dates.posted) : out.date(std::optional(day));
  out.begin("DTM").element("050").element(posted).end();
  if (!references.po.empty()) out.begin("PRF").element(references.po).end();
  if (!references.carrier.empty())
    out.begin("TD5").element("").element("2").element(references.carrier).end();
  write_party(out, "SU", receipt.supplier.value);
  write_party(out, "ST", receipt.site);
}

void write_line(X12Outbound& out, const Receipt& receipt, const Received& row) {
  const ReceiptLine& line = row.first();
  SegmentWriter& rcd = out.begin("RCD").element(line.line);
  rcd.element(row.good != nullptr ? row.good->quantity.value.to_string() : "");
  rcd.element(row.good != nullptr ? row.good->uom : "").element("").element("");
  const auto write_condition = [&](const ReceiptLine& of) {
    rcd.element(of.quantity.value.to_string()).element(of.uom).element(receiving_condition(of));
  };
  // "Received, and in good condition" is said of the good ones where their code was given.
  if (row.good != nullptr && row.conditions.size() < kConditionsMax &&
      !receiving_condition(*row.good).empty())
    write_condition(*row.good);
  for (const ReceiptLine* condition : row.conditions) write_condition(*condition);
  rcd.end();
  write_item(out, line.po_line, line.item);
  if (!line.item.description.empty())
    out.begin("PID").element("F").element("").element("").element("").element(
        shortened(line.item.description, 80));
  if (!line.item.description.empty()) out.writer().end();
  write_reference(out, "SI", line.references.ship_notice);
  write_reference(out, "BM", line.references.bill_of_lading);
  write_reference(out, "LT", line.lot);
  for (const std::string& serial : line.serials) write_reference(out, "SE", serial);
  if (!line.po.empty() && line.po.value != receipt.references.po)
    out.begin("PRF").element(line.po.value).end();
  for (const std::string& code : line.sscc) out.begin("MAN").element("GM").element(code).end();
  write_party(out, "ST", line.site);
}

}  // namespace

std::string render_receiving_advice(const X12Envelope& envelope, const Receipt& receipt) {
  X12Outbound out(envelope, "861", "RC");
  write_head(out, envelope, receipt);
  const std::vector<Received> rows = gather(receipt.lines);
  for (const Received& row : rows) write_line(out, receipt, row);
  out.begin("CTT").element(std::to_string(rows.size())).end();
  return out.finish();
}

}  // namespace weighbridge
