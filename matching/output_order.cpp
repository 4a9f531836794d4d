// The one order of everything that is told, so that equal evidence gives equal bytes.
#include <algorithm>
#include <compare>
#include <tuple>

#include "matching/identity/normalise.hpp"
#include "matching/judge.hpp"

namespace weighbridge::matching {

namespace {

std::strong_ordering by_number(std::string_view a, std::string_view b) {
  if (line_number(a) == line_number(b)) return std::strong_ordering::equal;
  return line_number_less(a, b) ? std::strong_ordering::less : std::strong_ordering::greater;
}

std::strong_ordering by_anchor(const Anchor& a, const Anchor& b) {
  if (const auto c = std::tie(a.supplier, a.po) <=> std::tie(b.supplier, b.po); std::is_neq(c)) {
    return c;
  }
  if (const auto c = std::tie(a.order, a.event) <=> std::tie(b.order, b.event); std::is_neq(c)) {
    return c;
  }
  if (const auto c = by_number(a.line, b.line); std::is_neq(c)) return c;
  if (const auto c = by_number(a.po_line, b.po_line); std::is_neq(c)) return c;
  return a.invoice <=> b.invoice;
}

/// By anchor, then by `rest`, which tells rows of one anchor apart as far as they differ.
template <class Rest>
auto anchored(Rest rest) {
  return [rest](const auto& a, const auto& b) {
    if (const auto c = by_anchor(a.anchor, b.anchor); std::is_neq(c)) return std::is_lt(c);
    return rest(a) < rest(b);
  };
}

auto order_of(const Discrepancy& d) {
  return std::tie(d.code, d.document, d.document_line, d.sku, d.impact, d.expected, d.actual,
                  d.reason);
}

auto order_of(const Note& n) {
  return std::tie(n.note, n.document, n.document_line, n.text);
}

auto order_of(const Refusal& r) {
  return std::tie(r.document, r.code, r.source, r.message);
}

auto order_of(const InvoiceResult& r) {
  return std::tie(r.supplier, r.invoice, r.gross, r.payable_now, r.outcome);
}

auto order_of(const CountResult& r) {
  return std::tie(r.event, r.sku);
}

auto order_of(const AdjustmentResult& r) {
  return std::tie(r.at, r.event);
}

bool transfer_before(const TransferResult& a, const TransferResult& b) {
  if (a.order != b.order) return a.order < b.order;
  if (line_number(a.line) != line_number(b.line)) return line_number_less(a.line, b.line);
  return a.sku < b.sku;
}

bool line_before(const LineResult& a, const LineResult& b) {
  const auto order = std::tie(a.supplier, a.po) <=> std::tie(b.supplier, b.po);
  return std::is_eq(order) ? line_number_less(a.po_line, b.po_line) : std::is_lt(order);
}

}  // namespace

void put_in_order(Judgement& out) {
  std::stable_sort(out.discrepancies.begin(), out.discrepancies.end(),
                   anchored([](const Discrepancy& d) { return order_of(d); }));
  std::stable_sort(out.notes.begin(), out.notes.end(),
                   anchored([](const Note& n) { return order_of(n); }));
  const auto in_order = [](const auto& a, const auto& b) { return order_of(a) < order_of(b); };
  std::stable_sort(out.refusals.begin(), out.refusals.end(), in_order);
  std::stable_sort(out.invoices.begin(), out.invoices.end(), in_order);
  std::stable_sort(out.transfers.begin(), out.transfers.end(), transfer_before);
  std::stable_sort(out.counts.begin(), out.counts.end(), in_order);
  std::stable_sort(out.adjustments.begin(), out.adjustments.end(), in_order);
  if (!std::is_sorted(out.lines.begin(), out.lines.end(), line_before)) {
    std::stable_sort(out.lines.begin(), out.lines.end(), line_before);
  }
}

}  // namespace weighbridge::matching
