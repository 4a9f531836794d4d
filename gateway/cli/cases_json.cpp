#include "gateway/cli/amounts.hpp"
#include "gateway/cli/cases.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::cli {
namespace {

using json::Writer;

void write_anchor(Writer& json, const matching::Anchor& anchor) {
  const auto member = [&](std::string_view name, std::string_view text) {
    if (!text.empty()) json.member(name, text);
  };
  member("supplier", anchor.supplier.str());
  member("po", anchor.po.str());
  member("po_line", anchor.po_line);
  member("invoice", anchor.invoice);
  member("order", anchor.order);
  member("line", anchor.line);
  member("event", anchor.event);
}

void write_item(Writer& json, const cases::CaseItem& item) {
  json.begin_object().member("code", item.code).member("rule", item.rule);
  json.member("document", item.document).member("document_line", item.document_line);
  json.member("sku", item.sku).member("quantity", item.quantity).member("uom", item.uom);
  json.member("impact", to_string(item.impact, item.currency));
  json.member("currency", item.currency.code());
  json.member("class", to_string_view(item.impact_class));
  json.member("severity", to_string_view(item.severity));
  json.member("first_seen", to_string(item.first_seen));
  if (item.cleared_at) {
    json.member("cleared_at", to_string(*item.cleared_at));
    json.member("cleared_by", item.cleared_by);
  }
  json.member("reason", item.reason).end_object();
}

}  // namespace

void begin_case(Writer& json, const cases::Case& value) {
  json.begin_object().member("id", value.id).member("title", value.title);
  write_anchor(json, value.anchor);
  json.member("status", to_string_view(value.state)).member("owner", value.owner);
  json.member("assignee", value.assignee);
  json.member("severity", to_string_view(value.severity)).member("cause", value.cause);
  json.member("amount", to_string(value.at_stake, value.currency));
  json.member("currency", value.currency.code());
  json.member("opened", to_string(value.opened_at));
  json.member("changed", to_string(value.changed_at));
  json.key("version").number(value.version);
  json.key("discrepancies").begin_array();
  for (const cases::CaseItem& item : value.items) write_item(json, item);
  json.end_array();
}

void write_history(Writer& json, const std::vector<cases::LedgerEntry>& history) {
  json.key("history").begin_array();
  for (const cases::LedgerEntry& entry : history) {
    json.begin_object().key("sequence").number(entry.sequence);
    json.member("at", to_string(entry.at)).member("actor", entry.actor);
    json.member("role", entry.role).member("action", entry.action);
    json.key("before").raw(entry.before.empty() ? "null" : entry.before);
    json.key("after").raw(entry.after.empty() ? "null" : entry.after);
    json.member("reason", entry.reason).member("hash", entry.hash).end_object();
  }
  json.end_array();
}

void write_case(Writer& json, const cases::Case& value) {
  begin_case(json, value);
  json.end_object();
}

void write_case(Writer& json, const cases::Case& value,
                const std::vector<cases::LedgerEntry>& history) {
  begin_case(json, value);
  write_history(json, history);
  json.end_object();
}

std::string cases_json(const std::vector<cases::Case>& cases) {
  std::string out;
  Writer json(out, 2, 2);
  json.begin_object().key("cases").begin_array();
  for (const cases::Case& value : cases) write_case(json, value);
  json.end_array().end_object();
  return out + '\n';
}

std::string case_json(const cases::Case& value, const std::vector<cases::LedgerEntry>& history) {
  std::string out;
  Writer json(out, 2, 2);
  write_case(json, value, history);
  return out + '\n';
}

}  // namespace weighbridge::cli
