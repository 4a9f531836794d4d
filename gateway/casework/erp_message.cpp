#include "gateway/casework/erp_message.hpp"

#include <algorithm>

#include "parsers/json/writer.hpp"

namespace weighbridge::casework {
namespace {

using json::Writer;

void member(Writer& json, std::string_view name, std::string_view text) {
  if (!text.empty()) json.member(name, text);
}

void write_anchor(Writer& json, const matching::Anchor& anchor) {
  member(json, "supplier", anchor.supplier.str());
  member(json, "po", anchor.po.str());
  member(json, "po_line", anchor.po_line);
  member(json, "invoice", anchor.invoice);
  member(json, "order", anchor.order);
  member(json, "line", anchor.line);
  member(json, "event", anchor.event);
}

void write_item(Writer& json, const cases::CaseItem& item, const std::string& po_line) {
  json.begin_object().member("rule", item.rule).member("code", item.code);
  member(json, "document", item.document);
  member(json, "document_line", item.document_line);
  member(json, "po_line", po_line);
  member(json, "sku", item.sku);
  member(json, "quantity", item.quantity);
  member(json, "uom", item.uom);
  json.member("amount", to_string(item.impact, item.currency)).end_object();
}

/// The long name of a rule is a member of what it was raised as; a hold keeps the key alone, which
/// begins with the rule.
std::string_view rule_of(const std::string& discrepancy) {
  return std::string_view(discrepancy).substr(0, discrepancy.find('\x1f'));
}

}  // namespace

std::string decision_json(const cases::Case& value, const cases::CaseProposal& proposal,
                          const cases::CaseEffect& effect) {
  std::string body;
  Writer json(body);
  json.begin_object().member("id", effect.id).member("kind", to_string_view(effect.effect));
  json.member("case", value.id).member("resolution", proposal.resolution);
  json.member("reason_code", proposal.reason_code);
  write_anchor(json, value.anchor);
  member(json, "site", value.site);
  json.member("amount", to_string(proposal.amount, proposal.currency));
  json.member("currency", proposal.currency.code());
  member(json, "reason", proposal.reason);
  std::string_view code;
  json.key("lines").begin_array();
  for (const cases::CaseItem& item : value.items) {
    const auto& keys = proposal.discrepancies;
    if (std::find(keys.begin(), keys.end(), item.key) == keys.end()) continue;
    if (code.empty()) code = item.code;
    write_item(json, item, value.anchor.po_line);
  }
  json.end_array().member("code", code).end_object();
  return body;
}

std::string hold_json(const cases::Hold& hold) {
  std::string body;
  Writer json(body);
  json.begin_object().key("hold").number(hold.number);
  json.member("kind", hold.is_open() ? "hold" : "release");
  json.member("scope", to_string_view(hold.scope));
  member(json, "supplier", hold.anchor.supplier.str());
  member(json, "po", hold.anchor.po.str());
  json.member("document", hold.document);
  if (hold.scope != cases::HoldScope::posting) json.member("invoice", hold.document);
  json.member("code", hold.is_manual() ? std::string_view("MANUAL") : rule_of(hold.discrepancy));
  json.member("amount", to_string(hold.impact, hold.currency));
  json.member("currency", hold.currency.code());
  json.member("placed_at", to_string(hold.placed_at));
  member(json, "reason", hold.reason);
  if (hold.release) {
    json.member("released_at", to_string(hold.release->at));
    json.member("release", to_string_view(hold.release->kind));
    member(json, "released_by", hold.release->by);
  }
  json.key("lines").begin_array();
  if (!hold.document_line.empty() || !hold.anchor.po_line.empty()) {
    json.begin_object();
    member(json, "document_line", hold.document_line);
    member(json, "po_line", hold.anchor.po_line);
    json.end_object();
  }
  json.end_array().end_object();
  return body;
}

}  // namespace weighbridge::casework
