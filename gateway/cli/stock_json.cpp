#include "gateway/cli/stock_json.hpp"

#include "gateway/cli/json_members.hpp"

namespace weighbridge::cli {
namespace {

using json::Writer;

void member(Writer& json, std::string_view name, const std::optional<Rational>& quantity) {
  if (quantity) cli::member(json, name, *quantity);
}

void member(Writer& json, std::string_view name, const std::optional<Date>& date) {
  if (date) json.member(name, to_string(*date));
}

void write_entries(Writer& json, std::string_view name,
                   const std::vector<matching::HistoryEntry>& entries) {
  json.key(name).begin_array();
  for (const matching::HistoryEntry& entry : entries) {
    json.begin_object().member("kind", entry.kind).member("id", entry.id);
    optional_member(json, "at", entry.at);
    optional_member(json, "location", entry.location);
    member(json, "quantity", entry.quantity);
    optional_member(json, "text", entry.text);
    json.end_object();
  }
  json.end_array();
}

void write_counting(Writer& json, const matching::CountingResult& counting) {
  json.begin_object().member("event", counting.event).member("at", counting.at);
  optional_member(json, "counter", counting.counter);
  cli::member(json, "counted", counting.counted);
  member(json, "expected", counting.expected);
  member(json, "variance", counting.variance);
  write_entries(json, "pending", counting.pending);
  json.key("decides").boolean(counting.decides);
  json.end_object();
}

void write_adjustment(Writer& json, const matching::AdjustmentResult& adjustment) {
  json.begin_object().member("event", adjustment.event).member("at", adjustment.at);
  json.member("site", adjustment.site);
  optional_member(json, "location", adjustment.location);
  json.member("sku", adjustment.sku).member("uom", adjustment.uom);
  cli::member(json, "quantity", adjustment.quantity);
  optional_member(json, "reason", adjustment.reason);
  json.member("value", to_string(adjustment.value, adjustment.currency));
  json.member("currency", adjustment.currency.code());
  json.member("posting", to_string_view(adjustment.posting));
  optional_member(json, "compensates", adjustment.compensates);
  json.end_object();
}

}  // namespace

void write_row(Writer& json, const matching::TransferResult& transfer) {
  json.begin_object().member("order", transfer.order).member("line", transfer.line);
  json.member("sku", transfer.sku).member("uom", transfer.uom);
  optional_member(json, "from_site", transfer.from_site);
  optional_member(json, "to_site", transfer.to_site);
  json.member("state", transfer.state);
  cli::member(json, "shipped", transfer.shipped);
  cli::member(json, "cancelled", transfer.cancelled);
  cli::member(json, "received", transfer.received);
  cli::member(json, "damaged", transfer.damaged);
  cli::member(json, "in_transit", transfer.in_transit);
  cli::member(json, "overdue", transfer.overdue);
  cli::member(json, "difference", transfer.difference);
  member(json, "unit_cost", transfer.unit_cost);
  member(json, "eta", transfer.eta);
  member(json, "overdue_after", transfer.last_day);
  json.key("final").boolean(transfer.is_final);
  json.member("posting", to_string_view(transfer.posting)).end_object();
}

void write_row(Writer& json, const matching::CountResult& count) {
  json.begin_object().member("event", count.event).member("site", count.site);
  optional_member(json, "location", count.location);
  optional_member(json, "lot", count.lot);
  json.member("sku", count.sku).member("uom", count.uom);
  json.member("state", count.state);
  json.member("value", to_string(count.value, count.currency));
  json.member("currency", count.currency.code());
  json.member("posting", to_string_view(count.posting));
  json.key("may_propose_posting").boolean(count.may_post);
  json.key("countings").begin_array();
  for (const matching::CountingResult& counting : count.countings) write_counting(json, counting);
  json.end_array().end_object();
}

void write_history(Writer& json, const std::vector<matching::HistoryEntry>& history) {
  if (!history.empty()) write_entries(json, "history", history);
}

void write_stock(Writer& json, const matching::Judgement& judgement) {
  json.key("transfers").begin_array();
  for (const matching::TransferResult& row : judgement.transfers) write_row(json, row);
  json.end_array().key("counts").begin_array();
  for (const matching::CountResult& row : judgement.counts) write_row(json, row);
  json.end_array().key("adjustments").begin_array();
  for (const matching::AdjustmentResult& row : judgement.adjustments) write_adjustment(json, row);
  json.end_array();
}

}  // namespace weighbridge::cli
