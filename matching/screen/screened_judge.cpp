#include "matching/screen/screened_judge.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <tuple>

#include "matching/identity/normalise.hpp"
#include "matching/screen/separation.hpp"

namespace weighbridge::matching::screen {

namespace {

constexpr std::array kStages{Stage::ordered, Stage::shipped, Stage::received, Stage::accrued,
                             Stage::invoiced};

/// The documents whose orders are in doubt, by their places in the evidence.
std::vector<std::uint32_t> doubtful_documents(const CompactEvidence& compact,
                                              const Agreement& agreement) {
  std::vector<std::uint32_t> chosen;
  for (const Stage stage : kStages) {
    for (const CompactDocument& d : compact.documents(stage)) {
      if (is_doubtful(compact, agreement, stage, d)) chosen.push_back(d.source);
    }
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

bool line_before(const LineResult& a, const LineResult& b) {
  if (const auto order = std::tie(a.supplier, a.po) <=> std::tie(b.supplier, b.po);
      std::is_neq(order)) {
    return std::is_lt(order);
  }
  return line_number_less(a.po_line, b.po_line);
}

bool invoice_before(const InvoiceResult& a, const InvoiceResult& b) {
  return std::tie(a.supplier, a.invoice, a.gross) < std::tie(b.supplier, b.invoice, b.gross);
}

/// An order line all of whose legs are equal.
LineResult agreed_line(const Receipt& order, std::size_t index) {
  const ReceiptLine& line = order.lines[index];
  LineResult result;
  result.supplier = order.supplier;
  result.po = PoNumber(order.document.number);
  result.po_line = !line.po_line.empty() ? line.po_line
                   : !line.line.empty()  ? line.line
                                         : std::to_string(index + 1);
  result.sku = line.item.sku;
  result.uom = line.uom;
  result.site = line.site.empty() ? order.site : line.site;
  result.state = LineState::matched;
  for (Rational* leg : {&result.ordered, &result.shipped, &result.received, &result.accepted,
                        &result.payable, &result.billed, &result.posted}) {
    *leg = Rational(line.quantity.value);
  }
  return result;
}

InvoiceResult agreed_invoice(const Receipt& invoice, const CompactDocument& compact) {
  InvoiceResult result;
  result.supplier = invoice.supplier;
  result.invoice = invoice.document.number;
  result.currency = invoice.currency;
  result.gross = Money(Decimal::from_millionths(compact.gross));
  result.payable_now = result.gross;
  result.outcome = "evaluated";
  return result;
}

template <class Row, class Before>
void merge_in(std::vector<Row>& rows, std::vector<Row>&& more, Before before) {
  std::sort(more.begin(), more.end(), before);
  std::vector<Row> merged;
  merged.reserve(rows.size() + more.size());
  std::merge(std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()),
             std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()),
             std::back_inserter(merged), before);
  rows = std::move(merged);
}

}  // namespace

bool allows_screening(const Policy& policy) {
  const bool override_all = std::any_of(policy.orders.begin(), policy.orders.end(),
                                        [](const OrderPolicy& rule) { return rule.po.empty(); });
  // An order's number with something around it may be any order's (K4).
  const bool plain_numbers = policy.po_prefixes.empty() && policy.po_suffixes.empty();
  return policy.mode == MatchMode::n_way && !override_all && plain_numbers &&
         policy.attach_confidence <= Decimal::from_millionths(950'000) &&
         policy.duplicate_score >= Decimal::from_millionths(700'000);
}

Judgement judge_screened(const Evidence& evidence, const Policy& policy, Instant as_of,
                         Trace* trace) {
  if (!allows_screening(policy)) return judge(evidence, policy, as_of, trace);
  const ReferenceData none;
  CompactEvidence compact(evidence.reference != nullptr ? *evidence.reference : none);
  for (const AcceptedReceipt& accepted : evidence.receipts) compact.add(accepted.receipt);
  if (compact.has_unknown_gross()) return judge(evidence, policy, as_of, trace);
  Agreement agreement = find_agreement(compact, policy);
  separate(evidence, compact, policy, agreement);

  Judgement judgement =
      judge_some(evidence, doubtful_documents(compact, agreement), policy, as_of, trace);
  std::vector<LineResult> lines;
  for (const CompactDocument& d : compact.documents(Stage::ordered)) {
    if (is_doubtful(compact, agreement, Stage::ordered, d)) continue;
    const Receipt& order = evidence.receipts[d.source].receipt;
    for (std::size_t i = 0; i < order.lines.size(); ++i) lines.push_back(agreed_line(order, i));
  }
  std::vector<InvoiceResult> invoices;
  for (const CompactDocument& d : compact.documents(Stage::invoiced)) {
    if (is_doubtful(compact, agreement, Stage::invoiced, d)) continue;
    invoices.push_back(agreed_invoice(evidence.receipts[d.source].receipt, d));
  }
  judgement.matched_lines += lines.size();
  merge_in(judgement.lines, std::move(lines), line_before);
  merge_in(judgement.invoices, std::move(invoices), invoice_before);
  return judgement;
}

}  // namespace weighbridge::matching::screen
