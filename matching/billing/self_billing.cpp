#include "matching/billing/self_billing.hpp"

#include <algorithm>

#include "matching/billing/document_amounts.hpp"
#include "matching/identity/normalise.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// The self-billed order line that a line of `invoice` quotes; null when there is none.
const OrderLine* self_billed_line(const Receipt& invoice, const OrderBook& orders,
                                  const SupplierGroups& groups) {
  for (const ReceiptLine& line : invoice.lines) {
    for (const OrderBook::Order* order : orders.find(quoted_order(invoice, line))) {
      if (!groups.same_party(order->supplier, invoice.supplier)) continue;
      for (const OrderLine& ordered : orders.lines_of(*order)) {
        const bool quoted =
            line.po_line.empty() || line_number(line.po_line) == line_number(ordered.line);
        if (ordered.self_billing && quoted) return &ordered;
      }
    }
  }
  return nullptr;
}

}  // namespace

void bar_self_billed(std::span<const LiveDocument> invoices, const OrderBook& orders,
                     const SupplierGroups& groups, std::vector<DuplicateVerdict>& duplicates) {
  const auto lines = orders.lines();
  const bool any = std::any_of(lines.begin(), lines.end(),
                               [](const OrderLine& line) { return line.self_billing; });
  if (!any) return;
  for (std::size_t i = 0; i < invoices.size(); ++i) {
    const Receipt& r = invoices[i].receipt();
    DuplicateVerdict& verdict = duplicates[i];
    if (verdict.kind != DuplicateKind::none || is_credit(r)) continue;
    const OrderLine* line = self_billed_line(r, orders, groups);
    if (line == nullptr) continue;
    verdict.kind = DuplicateKind::suspect;
    verdict.self_billed = true;
    verdict.arithmetic = {sentence("M-11.5 order ", line->po.str(), "/", line->line,
                                   " is billed by the buyer itself")};
  }
}

void judge_copies(std::span<const LiveDocument> copies, const OrderBook& orders,
                  const SupplierGroups& groups, Judgement& out) {
  for (const LiveDocument& copy : copies) {
    const Receipt& r = copy.receipt();
    if (self_billed_line(r, orders, groups) == nullptr) {
      refuse_purpose(*copy.accepted, out);
      continue;
    }
    const Money gross = gross_of(r, is_credit(r));
    Note note;
    note.note = "SELF_BILLED_COPY";
    note.anchor = document_anchor(r);
    note.document = r.document.number;
    note.currency = r.currency;
    note.amount = gross;
    note.text = sentence("a copy for information: it states ", with_currency(gross, r.currency),
                         "; the buyer bills this order itself (M-11.5)");
    out.notes.push_back(std::move(note));
  }
}

void propose_payment(const LineEvidence& line, Judgement& out) {
  const auto price = line.price_by(*line.terms);
  if (!line.order->self_billing || !price || line.buckets.payable.is_zero()) return;
  const Currency currency = line.terms->currency;
  const Money amount = money(line.buckets.payable * *price, currency);
  Note note;
  note.note = "SELF_BILLING";
  note.anchor.supplier = line.order->supplier;
  note.anchor.po = line.order->po;
  note.anchor.po_line = line.order->line;
  note.amount = amount;
  note.quantity = line.buckets.payable;
  note.currency = currency;
  note.text = sentence("payment proposed: ", line.buckets.payable.to_string(), " × ",
                       price->to_string(), " = ", with_currency(amount, currency), " (M-11.5)");
  out.notes.push_back(std::move(note));
}

}  // namespace weighbridge::matching
