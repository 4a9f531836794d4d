#include "mappings/render/x12_debit_memo.hpp"

#include "mappings/render/x12_item.hpp"

namespace weighbridge {

namespace {

void write_line(X12Outbound& out, const DebitLine& line, std::size_t number) {
  const bool counted = line.quantity && !line.uom.empty();
  SegmentWriter& cdd = out.begin("CDD").element(line.reason).element(line.credit ? "C" : "D");
  cdd.element(std::to_string(number)).element(implied_cents(line.amount)).element("").element("");
  cdd.element(counted ? line.quantity->value.to_string() : "").element(counted ? line.uom : "");
  // CDD11 asks for the kind of the price, and that (CDD10) for the price; both for a quantity.
  const bool priced = counted && line.unit_price;
  cdd.element("").element(priced ? "UCP" : "");
  cdd.element(priced ? line.unit_price->value.to_string() : "").end();
  write_item(out, line.po_line, line.item);
}

}  // namespace

std::string render_debit_memo(const X12Envelope& envelope, const DebitMemo& memo) {
  Money total;
  for (const DebitLine& line : memo.lines) total += line.credit ? -line.amount : line.amount;
  X12Outbound out(envelope, "812", "CD");
  const Date today = std::chrono::floor<std::chrono::days>(envelope.time);
  const bool gives = total.is_negative();
  SegmentWriter& bcd =
      out.begin("BCD").element(out.date(memo.date ? memo.date : std::optional(today)));
  bcd.element(memo.number).element(gives ? "M" : "L");
  bcd.element(implied_cents(gives ? -total : total)).element(gives ? "C" : "D").element("");
  bcd.element(memo.invoice).element("").element("").element(memo.po).element("00").element("");
  // One of invoice, order and another reference must be there.
  const bool unnamed = memo.invoice.empty() && memo.po.empty();
  bcd.element(unnamed ? "TN" : "").element(unnamed ? memo.number : "").end();
  if (!memo.currency.code().empty())
    out.begin("CUR").element("BY").element(memo.currency.code()).end();
  if (!memo.case_number.empty()) out.begin("N9").element("TN").element(memo.case_number).end();
  write_party(out, "SU", memo.supplier.empty() ? "UNKNOWN" : memo.supplier.value);
  std::size_t number = 0;
  for (const DebitLine& line : memo.lines) write_line(out, line, ++number);
  return out.finish();
}

}  // namespace weighbridge
