#include "gateway/cli/judgement_json.hpp"

#include "gateway/cli/amounts.hpp"
#include "gateway/cli/json_members.hpp"
#include "gateway/cli/stock_json.hpp"

namespace weighbridge::cli {
namespace {

using json::Writer;

void write_documents(Writer& json, const matching::Documents& documents) {
  json.key("documents").begin_object();
  member(json, "order", documents.order);
  member(json, "ship_notice", documents.ship_notice);
  member(json, "receipt", documents.receipt);
  member(json, "accrual", documents.accrual);
  member(json, "invoice", documents.invoice);
  if (!documents.event.empty()) member(json, "event", documents.event);
  json.end_object();
}

std::string confidence_text(Decimal confidence) {
  return Rational(confidence).rounded(2).to_string(2);
}

void write_causes(Writer& json, const std::vector<matching::Cause>& causes) {
  static const matching::Cause kNone;
  const matching::Cause& best = causes.empty() ? kNone : causes.front();
  json.member("cause", best.name);
  json.member("confidence", confidence_text(best.confidence));
  member(json, "evidence", best.evidence);
  if (causes.size() < 2) return;
  json.key("other_causes").begin_array();
  for (std::size_t i = 1; i < causes.size(); ++i) {
    json.begin_object().member("cause", causes[i].name);
    json.member("confidence", confidence_text(causes[i].confidence));
    member(json, "evidence", causes[i].evidence);
    json.end_object();
  }
  json.end_array();
}

void write_residue(Writer& json, const matching::AccrualResidue& accrual) {
  const auto amount = [&](std::string_view name, Money value) {
    json.member(name, to_string(value, accrual.currency));
  };
  json.key("accrual").begin_object().member("currency", accrual.currency.code());
  amount("posted", accrual.posted);
  amount("cleared", accrual.cleared);
  amount("residue", accrual.residue);
  amount("price_variance", accrual.price_variance);
  amount("fx_variance", accrual.fx_variance);
  amount("quantity_variance", accrual.quantity_variance);
  json.end_object();
}

}  // namespace

void write_anchor(Writer& json, const matching::Anchor& anchor) {
  json.member("supplier", anchor.supplier.str());
  if (!anchor.event.empty()) {
    json.member("event", anchor.event);
  } else if (!anchor.order.empty()) {
    json.member("order", anchor.order).member("line", anchor.line);
  } else {
    optional_member(json, "po", anchor.po.str());
    optional_member(json, "po_line", anchor.po_line);
  }
}

void write_row(Writer& json, const matching::Discrepancy& d) {
  json.begin_object().member("code", d.code).member("rule", d.rule);
  write_anchor(json, d.anchor);
  json.member("sku", d.sku);
  optional_member(json, "document", d.document);
  optional_member(json, "document_line", d.document_line);
  write_documents(json, d.documents);
  json.member("expected", d.expected).member("actual", d.actual);
  json.member("quantity", d.quantity ? quantity_text(*d.quantity) : "");
  json.member("uom", d.uom);
  json.member("amount", to_string(abs(d.impact), d.currency));
  json.member("impact", to_string(d.impact, d.currency));
  json.member("currency", d.currency.code());
  json.member("class", to_string_view(d.impact_class));
  json.member("line_effect", to_string_view(d.line_effect));
  json.member("severity", to_string_view(d.severity));
  write_causes(json, d.causes);
  json.member("owner", d.owner);
  optional_member(json, "duty", d.duty);
  optional_member(json, "hold", d.hold);
  json.member("reason", d.reason);
  member(json, "arithmetic", d.arithmetic);
  write_history(json, d.history);
  if (d.auto_resolved) json.key("auto_resolved").boolean(true);
  json.end_object();
}

void write_row(Writer& json, const matching::InvoiceResult& invoice) {
  const auto amount = [&](std::string_view name, Money value) {
    json.member(name, to_string(value, invoice.currency));
  };
  json.begin_object().member("supplier", invoice.supplier.str());
  json.member("invoice", invoice.invoice);
  json.member("currency", invoice.currency.code());
  amount("gross", invoice.gross);
  amount("payable_now", invoice.payable_now);
  amount("blocked", invoice.blocked);
  amount("disputed", invoice.disputed);
  amount("consequential_tax", invoice.consequential_tax);
  amount("waiting", invoice.waiting);
  json.member("outcome", invoice.outcome).end_object();
}

void write_row(Writer& json, const matching::LineResult& line) {
  json.begin_object().member("supplier", line.supplier.str());
  json.member("po", line.po.str()).member("po_line", line.po_line);
  json.member("sku", line.sku).member("uom", line.uom);
  optional_member(json, "site", line.site);
  json.member("state", to_string_view(line.state));
  member(json, "ordered", line.ordered);
  member(json, "shipped", line.shipped);
  member(json, "in_transit", line.in_transit);
  member(json, "received", line.received);
  member(json, "accepted", line.accepted);
  member(json, "rejected", line.rejected);
  member(json, "on_hold", line.on_hold);
  member(json, "returned", line.returned);
  member(json, "payable", line.payable);
  member(json, "billed", line.billed);
  member(json, "posted", line.posted);
  if (line.accrual) write_residue(json, *line.accrual);
  json.end_object();
}

void write_row(Writer& json, const matching::Note& note) {
  json.begin_object().member("note", note.note);
  write_anchor(json, note.anchor);
  optional_member(json, "invoice", note.anchor.invoice);
  optional_member(json, "document", note.document);
  optional_member(json, "document_line", note.document_line);
  if (note.amount) {
    json.member("amount", to_string(*note.amount, note.currency));
    json.member("currency", note.currency.code());
  }
  if (note.quantity) member(json, "quantity", *note.quantity);
  json.member("text", note.text).end_object();
}

}  // namespace weighbridge::cli
