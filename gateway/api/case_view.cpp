// A case as a person works it: what was done, what may be done, and what it rests on (M-16.2).
#include <algorithm>
#include <utility>

#include "cases/casework/timers.hpp"
#include "gateway/api/asking.hpp"
#include "gateway/api/case_actions.hpp"
#include "gateway/api/case_sections.hpp"
#include "gateway/api/person.hpp"
#include "gateway/casework/dossier.hpp"
#include "gateway/casework/money_dates.hpp"
#include "gateway/cli/cases.hpp"
#include "gateway/http/problem.hpp"

namespace weighbridge::api {
namespace {

using cases::CaseState;
using http::Problem;
using http::Request;
using http::Response;
using json::Writer;

void write_head(Writer& json, const cases::Case& value) {
  if (!value.site.empty()) json.member("site", value.site);
  json.key("flags").begin_array();
  for (const std::string& flag : value.flags) json.string(flag);
  json.end_array();
  if (value.settled_at) json.member("settled", to_string(*value.settled_at));
  if (!value.follows.empty()) json.member("follows", value.follows);
  if (!value.merged_into.empty()) json.member("merged_into", value.merged_into);
}

void write_service(Writer& json, const cases::Dossier& dossier, const casework::CaseTools& tools,
                   store::Reader& reader) {
  const cases::BusinessTime business(tools.calendar, dossier.value.site);
  const cases::CaseTimes times =
      cases::case_times(dossier.value, dossier.work, business, tools.now);
  const cases::MoneyDates dates = casework::money_dates_of(dossier.value, dossier.holds, reader);
  const auto instant = [&](std::string_view name, const std::optional<Instant>& at) {
    json.key(name);
    if (at)
      json.string(to_string(*at));
    else
      json.null();
  };
  json.key("service").begin_object();
  json.member("clock", times.service.resolved ? "done" : times.is_stopped ? "stopped" : "running");
  instant("first_response_due", times.first_response_due);
  instant("resolve_due", times.resolve_due);
  json.key("used_permille").number(times.service.resolve_used_permille());
  json.key("paused_seconds").number(std::int64_t{times.service.paused.count()});
  json.key("breached").boolean(times.service.resolve_breached());
  json.key("money_date")
      .boolean(cases::money_date_near(dates, tools.calendar, dossier.value.site, tools.now));
  if (dates.due) json.member("due_date", to_string(*dates.due));
  if (dates.discount) json.member("discount_date", to_string(*dates.discount));
  json.end_object();
}

}  // namespace

Response get_case(const CaseDesk& desk, const Request& request) {
  const std::string id(request.parameter("id"));
  std::string body;
  std::optional<std::uint64_t> version;
  desk.store.read([&](store::Reader& reader) {
    body.clear();
    version.reset();
    const auto setup = desk.setup();
    const auto reference = desk.reference->current(reader);
    const casework::CaseTools tools{*setup, reference->data, *reference->clock, desk.clock()};
    if (!cases::parse_case_number(id)) return;
    const auto dossier = casework::gather(id, person_of(request.caller), tools, reader);
    if (!dossier || !may_see(request.caller, dossier->value)) return;
    version = dossier->value.version;
    Writer json(body);
    cli::begin_case(json, dossier->value);
    if (is_outside(request.caller)) {
      json.key("history").begin_array().end_array();
    } else {
      write_head(json, dossier->value);
      write_offers(json, *dossier);
      write_work(json, *dossier, reader);
      write_service(json, *dossier, tools, reader);
      write_context(json, dossier->value, reader);
      cli::write_history(json, reader.ledger_of(id));
    }
    json.end_object();
  });
  if (!version)
    return http::problem_response(Problem::not_found,
                                  "there is no case " + id.substr(0, 40) + "; see /api/v1/cases");
  Response response = json_response(std::move(body));
  response.fields.add("ETag", '"' + std::to_string(*version) + '"');
  return response;
}

}  // namespace weighbridge::api
