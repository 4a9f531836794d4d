#include "gateway/api/kpis.hpp"

#include <algorithm>
#include <map>

#include "cases/kpis/kpis.hpp"
#include "cases/kpis/scorecard.hpp"
#include "gateway/api/access.hpp"
#include "gateway/api/asking.hpp"
#include "gateway/cli/json_members.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/pipeline/kpi_facts.hpp"

namespace weighbridge::api {
namespace {

using cases::Kpi;
using cases::KpiFacts;
using cases::Whose;
using http::Request;
using http::Response;
using json::Writer;

constexpr std::chrono::days kUsualPeriod{30};
constexpr std::chrono::days kLongestPeriod{3700};

/// `from` and `to` are days, both counted in; the last 30 without.
pipeline::Period read_period(Query& query, Instant now) {
  const Date today = std::chrono::floor<std::chrono::days>(now);
  const auto day = [&](std::string_view name, Date otherwise) {
    const std::string text = query.text(name);
    if (text.empty()) return otherwise;
    const auto date = parse_date(text);
    query.require(date.has_value(), name, "a day such as 2026-03-31");
    return date.value_or(otherwise);
  };
  const Date to = day("to", today);
  const Date from = day("from", to - kUsualPeriod + std::chrono::days{1});
  query.require(from <= to && to - from <= kLongestPeriod, "from",
                "no later than `to`, and within ten years of it");
  return {Instant{from}, Instant{to + std::chrono::days{1}}};
}

void write_period(Writer& json, const pipeline::Period& period) {
  const auto last = std::chrono::floor<std::chrono::days>(period.to) - std::chrono::days{1};
  json.member("from", to_string(std::chrono::floor<std::chrono::days>(period.from)));
  json.member("to", to_string(last));
}

/// Six digits behind the point; a share of 1 is "1".
std::string figure(const Rational& value) {
  return value.rounded(6).to_string();
}

void write_named(Writer& json, const cases::NamedValue& value) {
  json.begin_object().member("name", value.name).member("value", figure(value.value)).end_object();
}

void write_kpi(Writer& json, const Kpi& kpi) {
  json.begin_object().member("id", kpi.id).member("unit", kpi.unit);
  cli::optional_member(json, "currency", kpi.currency.code());
  json.key("value");
  if (kpi.value)
    json.string(figure(*kpi.value));
  else
    json.null();
  write_named(json.key("numerator"), kpi.numerator);
  write_named(json.key("denominator"), kpi.denominator);
  json.key("lines").number(kpi.lines).key("insufficient_data").boolean(!kpi.is_enough());
  json.key("parts").begin_array();
  for (const cases::NamedValue& part : kpi.parts) write_named(json, part);
  json.end_array().end_object();
}

void write_group(Writer& json, std::string_view name, const KpiFacts& facts, Instant now) {
  json.begin_object().member("name", name).key("kpis").begin_array();
  for (const Kpi& kpi : cases::all_kpis(facts, now)) write_kpi(json, kpi);
  json.end_array().end_object();
}

std::string key_of(const Whose& whose, std::string_view by) {
  if (by == "supplier") return whose.supplier;
  return by == "site" ? whose.site : whose.owner;
}

KpiFacts gather(store::Store& store, const pipeline::ProcessingSetup& setup,
                const pipeline::Period& period, Instant now) {
  KpiFacts facts;
  store.read([&](store::Reader& reader) {
    facts = pipeline::gather_kpi_facts(reader, setup, period, now);
  });
  return facts;
}

}  // namespace

Response get_kpis(store::Store& store, const pipeline::ProcessingSetup& setup, Instant now,
                  const Request& request) {
  Query query(request, {"from", "to", "by"});
  const pipeline::Period period = read_period(query, now);
  std::string by = query.text("by");
  if (by.empty()) by = "entity";
  query.require(by == "entity" || by == "supplier" || by == "site" || by == "owner", "by",
                "entity, supplier, site or owner");
  if (query.refusal()) return *query.refusal();
  const KpiFacts facts = gather(store, setup, period, now);
  std::string body;
  Writer json(body);
  json.begin_object();
  write_period(json, period);
  json.member("by", by).key("groups").begin_array();
  if (by == "entity") {
    // One gateway keeps the books of one entity.
    write_group(json, "all", facts, now);
  } else {
    for (const auto& [name, group] :
         cases::grouped(facts, [&](const Whose& whose) { return key_of(whose, by); }))
      write_group(json, name, group, now);
  }
  json.end_array().end_object();
  return json_response(std::move(body));
}

Response list_suppliers(store::Store& store, const Request& request) {
  Query query(request, {});
  if (query.refusal()) return *query.refusal();
  std::map<std::string, SupplierRow> suppliers;
  std::vector<store::OpenWork> work;
  store.read([&](store::Reader& reader) {
    for (SupplierRow& row : reader.reference().suppliers)
      suppliers[row.supplier.str()] = std::move(row);
    work = reader.open_work();
  });
  for (const store::OpenWork& row : work)
    if (!row.supplier.empty()) suppliers[row.supplier].supplier = SupplierId(row.supplier);
  http::Caller caller = request.caller;
  caller.sites.clear();  // a supplier is of no site
  PageWriter page("suppliers");
  Writer& json = page.rows();
  for (const auto& [id, supplier] : suppliers) {
    if (!in_scope(caller, id, {})) continue;
    json.begin_object().member("id", id).member("name", supplier.name);
    json.member("group", supplier.group).key("open").begin_array();
    for (const store::OpenWork& row : work) {
      if (row.supplier != id) continue;
      json.begin_object().key("cases").number(row.cases);
      json.member("amount", to_string(row.at_stake, row.currency));
      json.member("currency", row.currency.code()).end_object();
    }
    json.end_array().end_object();
  }
  return page.end(std::nullopt);
}

Response get_scorecard(store::Store& store, const pipeline::ProcessingSetup& setup, Instant now,
                       const Request& request) {
  Query query(request, {"from", "to"});
  const pipeline::Period period = read_period(query, now);
  if (query.refusal()) return *query.refusal();
  const std::string id(request.parameter("id"));
  http::Caller caller = request.caller;
  caller.sites.clear();  // what a supplier does is not cut up by site
  if (!in_scope(caller, id, {}))
    return http::problem_response(http::Problem::not_found, "there is no supplier " + id);
  const auto groups = cases::grouped(gather(store, setup, period, now),
                                     [](const Whose& whose) { return whose.supplier; });
  const auto found = groups.find(id);
  const cases::Scorecard card =
      cases::scorecard(found == groups.end() ? KpiFacts{} : found->second);
  std::string body;
  Writer json(body);
  json.begin_object().member("supplier", id);
  write_period(json, period);
  json.key("lines").number(card.lines);
  json.key("insufficient_data").boolean(!card.is_enough()).key("composite");
  if (card.composite)
    json.string(figure(*card.composite));
  else
    json.null();
  json.key("parts").begin_array();
  const std::vector<Decimal> weights = cases::scorecard_weights();
  const std::vector<const Kpi*> parts = card.parts();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    json.begin_object().member("weight", weights[i].to_string()).key("kpi");
    write_kpi(json, *parts[i]);
    json.end_object();
  }
  json.end_array().end_object();
  return json_response(std::move(body));
}

}  // namespace weighbridge::api
