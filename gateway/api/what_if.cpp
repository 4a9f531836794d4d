#include "gateway/api/what_if.hpp"

#include <algorithm>

#include "gateway/api/asking.hpp"
#include "gateway/cli/finding_json.hpp"
#include "gateway/cli/judgement_json.hpp"
#include "gateway/cli/what_if.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/intake/site_clock.hpp"
#include "gateway/pipeline/judging.hpp"

namespace weighbridge::api {
namespace {

using http::Request;
using http::Response;
using json::Writer;
using matching::Discrepancy;

/// Of each list; how many there are is told in any case.
constexpr std::size_t kRowsMax = 1000;

pipeline::Report judge_by_both(store::Store& store, const pipeline::ProcessingSetup& setup,
                               const matching::Policy& policy, const std::string& text,
                               Instant now) {
  pipeline::Report report;
  report.as_of = now;
  report.policy = policy.id;
  report.against.emplace();
  report.against->policy = setup.policy.id;
  store.read([&](store::Reader& reader) {
    const ReferenceData reference = reader.reference();
    const intake::ZonedSiteClock clock(reference.sites);
    report.judgement =
        pipeline::judge_everything({policy, text, reference, false, clock, now}, reader);
    report.against->judgement = pipeline::judge_everything(
        {setup.policy, setup.policy_text, reference, false, clock, now}, reader);
  });
  return report;
}

void write_list(Writer& json, std::string_view name, const std::vector<const Discrepancy*>& rows) {
  json.key(name).begin_object().key("count").number(std::uint64_t{rows.size()});
  json.key("discrepancies").begin_array();
  for (std::size_t i = 0; i < std::min(rows.size(), kRowsMax); ++i) cli::write_row(json, *rows[i]);
  json.end_array().end_object();
}

void write_changes(Writer& json, const std::vector<cli::Changed>& changes) {
  json.key("changes").begin_object().key("count").number(std::uint64_t{changes.size()});
  json.key("discrepancies").begin_array();
  for (std::size_t i = 0; i < std::min(changes.size(), kRowsMax); ++i) {
    json.begin_object().key("from");
    cli::write_row(json, *changes[i].from);
    cli::write_row(json.key("to"), *changes[i].to);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_payable(Writer& json, const cli::WhatIf& what_if) {
  std::map<Currency, std::pair<Money, Money>> sums;
  for (const auto& [currency, sum] : what_if.payable_from) sums[currency].first = sum;
  for (const auto& [currency, sum] : what_if.payable_to) sums[currency].second = sum;
  json.key("payable_now").begin_array();
  for (const auto& [currency, sum] : sums) {
    json.begin_object().member("currency", currency.code());
    json.member("from", to_string(sum.first, currency));
    json.member("to", to_string(sum.second, currency)).end_object();
  }
  json.end_array();
}

}  // namespace

Response refuse_policy(const std::vector<TableError>& errors) {
  std::string more = "\"errors\":";
  Writer json(more);
  json.begin_array();
  for (const TableError& error : errors) {
    Finding finding;
    finding.code = "POLICY";
    finding.place.line = error.line;
    finding.place.column = error.column;
    finding.message = error.message;
    finding.mend = error.mend;
    cli::write_finding(json, finding);
  }
  json.end_array();
  return http::problem_response(http::Problem::invalid, "the policy holds mistakes", more);
}

Response ask_what_if(store::Store& store, const pipeline::ProcessingSetup& setup, Instant now,
                     const Request& request) {
  const std::string text = request.body.text();
  std::vector<TableError> errors;
  const matching::Policy policy = matching::parse_policy("policy.yaml", text, errors);
  if (!errors.empty()) return refuse_policy(errors);
  const pipeline::Report report = judge_by_both(store, setup, policy, text, now);
  const cli::WhatIf what_if = cli::compare_policies(report);
  std::string body;
  Writer json(body);
  json.begin_object().member("policy", report.policy);
  json.member("against", report.against->policy).member("as_of", to_string(now));
  write_list(json, "opens", what_if.opens);
  write_list(json, "closes", what_if.closes);
  write_changes(json, what_if.changes);
  write_payable(json, what_if);
  json.end_object();
  return json_response(std::move(body));
}

}  // namespace weighbridge::api
