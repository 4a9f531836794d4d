#include "gateway/cli/reconcile_json.hpp"

#include <cctype>
#include <map>

#include "gateway/cli/amounts.hpp"
#include "gateway/cli/finding_json.hpp"
#include "gateway/cli/json_members.hpp"
#include "gateway/cli/judgement_json.hpp"
#include "gateway/cli/stock_json.hpp"
#include "gateway/cli/what_if.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::cli {
namespace {

using json::Writer;

void write_read(Writer& json, const pipeline::Report& report) {
  json.key("read").begin_object();
  json.key("messages").number(report.read.messages);
  json.key("receipts").number(report.read.receipts);
  json.key("lines").number(report.read.lines);
  json.key("events").number(report.read.events);
  json.key("repeated").number(report.read.repeated);
  json.key("rejected").number(std::uint64_t{report.rejected.size()});
  json.key("judged_lines").number(report.read.judged_lines);
  json.end_object();
}

void write_rejected(Writer& json, const std::vector<pipeline::Rejected>& rejected) {
  json.key("rejected").begin_array();
  for (const pipeline::Rejected& entry : rejected) {
    json.begin_object().member("file", entry.file);
    optional_member(json, "set", entry.set);
    optional_member(json, "control", entry.control);
    optional_member(json, "document", entry.document);
    json.key("errors");
    write_findings(json, entry.errors, true);
    json.end_object();
  }
  json.end_array();
}

void write_cases(Writer& json, const pipeline::Report& report) {
  std::map<std::string, std::vector<std::size_t>> discrepancies_of;
  for (std::size_t i = 0; i < report.case_of.size(); ++i)
    discrepancies_of[report.case_of[i]].push_back(i);
  json.key("cases").begin_array();
  for (const cases::Case& value : report.cases) {
    json.begin_object().member("id", value.id).member("title", value.title);
    json.key("discrepancies").begin_array();
    for (const std::size_t index : discrepancies_of[value.id]) json.number(std::uint64_t{index});
    json.end_array();
    json.member("owner", value.owner);
    json.member("amount", to_string(value.at_stake, value.currency));
    json.member("currency", value.currency.code());
    json.member("status", to_string_view(value.state));
    json.member("severity", to_string_view(value.severity));
    json.member("opened", to_string(value.opened_at));
    json.end_object();
  }
  json.end_array();
}

template <class Row>
void write_rows(Writer& json, std::string_view name, const std::vector<Row>& rows) {
  json.key(name).begin_array();
  for (const Row& row : rows) write_row(json, row);
  json.end_array();
}

void write_totals(Writer& json, const matching::Judgement& judgement) {
  const Totals totals = totals_of(judgement);
  json.key("totals").begin_object();
  json.key("discrepancies").number(std::uint64_t{judgement.discrepancies.size()});
  json.key("amount").begin_object();
  for (const auto& [currency, amount] : totals.at_stake)
    json.member(currency.code(), to_string(amount, currency));
  json.end_object();
  json.key("by_class").begin_object();
  for (const auto& [currency, sums] : totals.by_class) {
    json.key(currency.code()).begin_object();
    json.member("cash", to_string(sums.cash, currency));
    json.member("claim", to_string(sums.claim, currency));
    json.member("stock", to_string(sums.stock, currency));
    json.member("accrual", to_string(sums.accrual, currency));
    json.end_object();
  }
  json.end_object();
  json.key("auto_resolved").number(totals.auto_accepted_count);
  json.end_object();
}

void write_brief(Writer& json, const matching::Discrepancy& d) {
  json.member("code", d.code).member("rule", d.rule);
  write_anchor(json, d.anchor);
  optional_member(json, "document", d.document);
  optional_member(json, "document_line", d.document_line);
  json.member("currency", d.currency.code());
}

void write_brief(Writer& json, std::string_view name,
                 const std::vector<const matching::Discrepancy*>& discrepancies) {
  json.key(name).begin_array();
  for (const matching::Discrepancy* d : discrepancies) {
    json.begin_object();
    write_brief(json, *d);
    json.member("impact", to_string(d->impact, d->currency)).end_object();
  }
  json.end_array();
}

void write_sums(Writer& json, std::string_view name, const std::map<Currency, Money>& sums) {
  json.key(name).begin_object();
  for (const auto& [currency, amount] : sums)
    json.member(currency.code(), to_string(amount, currency));
  json.end_object();
}

void write_what_if(Writer& json, const pipeline::Report& report) {
  const WhatIf what_if = compare_policies(report);
  json.key("what_if").begin_object().member("against", report.against->policy);
  write_brief(json, "opens", what_if.opens);
  write_brief(json, "closes", what_if.closes);
  json.key("changes").begin_array();
  for (const Changed& changed : what_if.changes) {
    json.begin_object();
    write_brief(json, *changed.to);
    json.member("impact_from", to_string(changed.from->impact, changed.from->currency));
    json.member("impact_to", to_string(changed.to->impact, changed.to->currency));
    json.key("auto_resolved_from").boolean(changed.from->auto_resolved);
    json.key("auto_resolved_to").boolean(changed.to->auto_resolved);
    json.end_object();
  }
  json.end_array();
  write_sums(json, "payable_from", what_if.payable_from);
  write_sums(json, "payable_to", what_if.payable_to);
  json.end_object();
}

void write_explanations(Writer& json, const std::vector<matching::LineExplanation>& lines) {
  json.key("explanations").begin_array();
  for (const matching::LineExplanation& line : lines) {
    json.begin_object().member("supplier", line.supplier.str());
    json.member("po", line.po.str()).member("po_line", line.po_line);
    member(json, "steps", line.steps);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string reconcile_json(const pipeline::Report& report) {
  constexpr int kLevels = 2;  // the lists' entries stand on one line each
  std::string out;
  Writer json(out, 2, kLevels);
  json.begin_object().member("as_of", to_string(report.as_of));
  json.member("policy", report.policy);
  write_read(json, report);
  write_rejected(json, report.rejected);
  json.key("matched_lines").number(report.judgement.matched_lines);
  write_rows(json, "discrepancies", report.judgement.discrepancies);
  write_cases(json, report);
  write_rows(json, "invoices", report.judgement.invoices);
  write_rows(json, "lines", report.judgement.lines);
  write_stock(json, report.judgement);
  write_rows(json, "notes", report.judgement.notes);
  write_totals(json, report.judgement);
  if (report.against) write_what_if(json, report);
  if (!report.explanations.empty()) write_explanations(json, report.explanations);
  json.end_object();
  return out + '\n';
}

}  // namespace weighbridge::cli
