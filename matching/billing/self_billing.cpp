#include "matching/billing/self_billing.hpp"

#include <algorithm>
#include <unordered_set>

#include "matching/billing/document_amounts.hpp"
#include "matching/identity/normalise.hpp"
#include "matching/lines/goods_worth.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// The self-billed order lines that lines of `invoice` quote, each once.
std::vector<const OrderLine*> self_billed_lines(const Receipt& invoice, const OrderBook& orders,
                                                const SupplierGroups& groups) {
  std::vector<const OrderLine*> found;
  std::unordered_set<const OrderLine*> known;
  for (const ReceiptLine& line : invoice.lines) {
    for (const OrderBook::Order* order : orders.find(quoted_order(invoice, line))) {
      if (!groups.same_party(order->supplier, invoice.supplier)) continue;
      for (const OrderLine& ordered : orders.lines_of(*order)) {
        if (!ordered.self_billing || known.contains(&ordered)) continue;
        const bool quoted =
            line.po_line.empty() || line_number(line.po_line) == line_number(ordered.line);
        if (!quoted) continue;
        known.insert(&ordered);
        found.push_back(&ordered);
      }
    }
  }
  return found;
}

/// What the buyer proposes to pay for the line, in each currency in which its goods were ordered;
/// nothing where there is nothing to pay.
std::vector<GoodsWorth> own_billing(const LineEvidence& line) {
  const Rational& payable = line.buckets.payable;
  if (!line.order->self_billing || !line.price_by(*line.goods_terms)) return {};
  return worth_of(line, Rational(), payable, payable_units(line));
}

/// The comparison of M-11.5; amounts in two currencies are not compared.
std::string compared(Money gross, Currency currency, const std::vector<const OrderLine*>& quoted,
                     std::span<const LineEvidence> lines) {
  const std::unordered_set<const OrderLine*> billed(quoted.begin(), quoted.end());
  Money own;
  for (const LineEvidence& line : lines) {
    if (!billed.contains(line.order)) continue;
    for (const GoodsWorth& worth : own_billing(line)) {
      if (worth.currency == currency) own += worth.amount;
    }
  }
  return sentence("a copy for information: it states ", with_currency(gross, currency),
                  ", and the buyer's own billing of the lines that it quotes comes to ",
                  with_currency(own, currency), " (M-11.5)");
}

/// An invoice whose whole amount is for nobody to pay.
InvoiceResult never_payable(const Receipt& copy, Money gross) {
  InvoiceResult result;
  result.supplier = copy.supplier;
  result.invoice = copy.document.number;
  result.currency = copy.currency;
  result.gross = gross;
  result.blocked = gross;
  result.outcome = "copy";
  return result;
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
    const std::vector<const OrderLine*> quoted = self_billed_lines(r, orders, groups);
    if (quoted.empty()) continue;
    verdict.kind = DuplicateKind::suspect;
    verdict.self_billed = true;
    verdict.arithmetic = {sentence("M-11.5 order ", quoted.front()->po.str(), "/",
                                   quoted.front()->line, " is billed by the buyer itself")};
  }
}

void judge_copies(std::span<const LiveDocument> copies, const OrderBook& orders,
                  const SupplierGroups& groups, std::span<const LineEvidence> lines,
                  Judgement& out) {
  for (const LiveDocument& copy : copies) {
    const Receipt& r = copy.receipt();
    const std::vector<const OrderLine*> quoted = self_billed_lines(r, orders, groups);
    if (quoted.empty()) {
      refuse_purpose(*copy.accepted, out);
      continue;
    }
    const Money gross = gross_of(copy);
    Note note;
    note.note = "SELF_BILLED_COPY";
    note.anchor = document_anchor(r);
    note.document = r.document.number;
    note.currency = r.currency;
    note.amount = gross;
    note.text = compared(gross, r.currency, quoted, lines);
    out.notes.push_back(std::move(note));
    out.invoices.push_back(never_payable(r, gross));
  }
}

void propose_payment(const LineEvidence& line, Judgement& out) {
  for (const GoodsWorth& worth : own_billing(line)) {
    Note note;
    note.note = "SELF_BILLING";
    note.anchor.supplier = line.order->supplier;
    note.anchor.po = line.order->po;
    note.anchor.po_line = line.order->line;
    note.amount = worth.amount;
    note.quantity = worth.units;
    note.currency = worth.currency;
    note.text = sentence("payment proposed: ", worth.arithmetic, " (M-11.5)");
    out.notes.push_back(std::move(note));
  }
}

}  // namespace weighbridge::matching
