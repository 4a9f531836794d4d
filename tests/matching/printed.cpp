#include "tests/matching/printed.hpp"

#include <sstream>

namespace weighbridge::matching {

std::string printed(const Judgement& j, std::string_view without) {
  std::ostringstream out;
  for (const Discrepancy& d : j.discrepancies) {
    out << d.key() << '|' << d.code << '|' << d.expected << '|' << d.actual << '|'
        << (d.quantity ? d.quantity->to_string() : "-") << '|' << to_string(d.impact, d.currency)
        << '|' << to_string_view(d.severity) << '|' << d.hold << '|' << d.auto_resolved << '|'
        << d.reason;
    for (const HistoryEntry& entry : d.history) out << '|' << entry.kind << ' ' << entry.id;
    for (const Cause& cause : d.causes) out << '|' << cause.name << cause.confidence.to_string();
    for (const auto* names : {&d.documents.ship_notice, &d.documents.receipt, &d.documents.accrual,
                              &d.documents.invoice}) {
      for (const std::string& name : *names) out << ' ' << name;
      out << '|';
    }
    out << '\n';
  }
  for (const Note& n : j.notes) {
    if (n.note != without) out << n.note << '|' << n.document << '|' << n.text << '\n';
  }
  for (const LineResult& l : j.lines) {
    out << l.po.str() << '/' << l.po_line << ' ' << to_string_view(l.state);
    for (const Rational* r : {&l.ordered, &l.shipped, &l.in_transit, &l.received, &l.accepted,
                              &l.rejected, &l.payable, &l.billed, &l.posted}) {
      out << ' ' << r->to_string();
    }
    out << '\n';
  }
  for (const InvoiceResult& r : j.invoices) {
    out << r.invoice << ' ' << r.outcome;
    for (const Money m :
         {r.gross, r.payable_now, r.blocked, r.disputed, r.consequential_tax, r.waiting}) {
      out << ' ' << to_string(m, r.currency);
    }
    out << '\n';
  }
  for (const TransferResult& r : j.transfers) {
    out << r.order << '/' << r.line << ' ' << r.sku << ' ' << r.state << ' '
        << to_string_view(r.posting);
    for (const Rational* q : {&r.shipped, &r.cancelled, &r.received, &r.damaged, &r.in_transit,
                              &r.difference, &r.overdue}) {
      out << ' ' << q->to_string();
    }
    out << '\n';
  }
  for (const CountResult& r : j.counts) {
    out << r.event << ' ' << r.state << ' ' << to_string_view(r.posting) << r.may_post;
    for (const CountingResult& c : r.countings) {
      out << ' ' << c.event << ' ' << (c.variance ? c.variance->to_string() : "-") << c.decides;
    }
    out << '\n';
  }
  for (const AdjustmentResult& r : j.adjustments) {
    out << r.event << ' ' << to_string_view(r.posting) << ' ' << r.compensates << '\n';
  }
  for (const Refusal& r : j.refusals)
    out << r.document << '|' << r.code << '|' << r.message << '\n';
  return out.str();
}

}  // namespace weighbridge::matching
