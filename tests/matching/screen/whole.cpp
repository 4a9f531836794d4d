#include "tests/matching/screen/whole.hpp"

#include <sstream>

namespace weighbridge::matching {

namespace {

void print(std::ostream& out, const Anchor& a) {
  for (const std::string* text : {&a.supplier.value, &a.po.value, &a.po_line, &a.invoice, &a.order,
                                  &a.line, &a.event, &a.document}) {
    out << *text << '^';
  }
}

void print(std::ostream& out, const std::optional<Rational>& value) {
  out << (value ? value->to_string() : "-") << '|';
}

void print(std::ostream& out, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) out << text << ';';
  out << '|';
}

void print(std::ostream& out, const Discrepancy& d) {
  out << d.rule << '|' << d.code << '|' << d.key() << '|';
  print(out, d.anchor);
  out << d.document << '|' << d.document_line << '|' << d.sku << '|';
  for (const auto* names : {&d.documents.order, &d.documents.ship_notice, &d.documents.receipt,
                            &d.documents.accrual, &d.documents.invoice}) {
    print(out, *names);
  }
  out << d.expected << '|' << d.actual << '|';
  print(out, d.quantity);
  out << d.uom << '|' << to_string(d.impact, d.currency) << d.currency.code() << '|'
      << to_string_view(d.impact_class) << to_string_view(d.line_effect)
      << to_string_view(d.severity) << '|' << d.owner << d.duty << d.hold << '|';
  for (const Cause& cause : d.causes) {
    out << cause.name << cause.confidence.to_string() << ':';
    print(out, cause.evidence);
  }
  out << d.reason << '|';
  print(out, d.arithmetic);
  out << d.auto_resolved << '\n';
}

void print(std::ostream& out, const Note& n) {
  out << n.note << '|';
  print(out, n.anchor);
  out << n.document << '|' << n.document_line << '|' << n.text << '|'
      << (n.amount ? to_string(*n.amount, n.currency) : "-") << n.currency.code() << '|';
  print(out, n.quantity);
  out << '\n';
}

void print(std::ostream& out, const LineResult& l) {
  out << l.supplier.str() << '|' << l.po.str() << '|' << l.po_line << '|' << l.sku << '|' << l.uom
      << '|' << l.site << '|' << to_string_view(l.state);
  for (const Rational* r :
       {&l.ordered, &l.shipped, &l.in_transit, &l.received, &l.accepted, &l.rejected, &l.on_hold,
        &l.returned, &l.payable, &l.billed, &l.posted}) {
    out << ' ' << r->to_string();
  }
  if (const auto& left = l.accrual) {
    for (const Money m : {left->posted, left->cleared, left->residue, left->price_variance,
                          left->fx_variance, left->quantity_variance}) {
      out << ' ' << to_string(m, left->currency);
    }
  }
  out << '\n';
}

void print(std::ostream& out, const InvoiceResult& r) {
  out << r.supplier.str() << '|' << r.invoice << '|' << r.currency.code() << '|' << r.outcome;
  for (const Money m :
       {r.gross, r.payable_now, r.blocked, r.disputed, r.consequential_tax, r.waiting}) {
    out << ' ' << to_string(m, r.currency);
  }
  out << '\n';
}

void print(std::ostream& out, const Refusal& r) {
  out << r.document << '|' << r.source << '|' << r.error_class << '|' << r.code << '|' << r.message
      << '|' << r.mend << '\n';
}

}  // namespace

std::string whole(const Judgement& j) {
  std::ostringstream out;
  for (const auto& d : j.discrepancies) print(out, d);
  for (const auto& n : j.notes) print(out, n);
  for (const auto& l : j.lines) print(out, l);
  for (const auto& i : j.invoices) print(out, i);
  for (const auto& r : j.refusals) print(out, r);
  out << j.matched_lines;
  return out.str();
}

}  // namespace weighbridge::matching
