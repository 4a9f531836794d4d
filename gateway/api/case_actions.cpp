#include "gateway/api/case_actions.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "cases/journal.hpp"
#include "cases/sha256.hpp"
#include "gateway/api/access.hpp"
#include "gateway/api/asking.hpp"
#include "gateway/api/case_request.hpp"
#include "gateway/api/person.hpp"
#include "gateway/api/repeatable.hpp"
#include "gateway/casework/carry_out.hpp"
#include "gateway/casework/dossier.hpp"
#include "gateway/casework/tending.hpp"
#include "gateway/http/problem.hpp"

namespace weighbridge::api {
namespace {

using cases::ActionRequest;
using cases::Refusal;
using http::Problem;
using http::Request;
using http::Response;
using json::Writer;

struct RuleProblem {
  std::string_view rule;
  Problem problem;
};
// What is not here is about duties: segregation, limits, who holds what.
constexpr std::array kRuleProblems{
    RuleProblem{"STATE", Problem::conflict},     RuleProblem{"M-14.4", Problem::conflict},
    RuleProblem{"M-18.2", Problem::conflict},    RuleProblem{"NO_WAY", Problem::conflict},
    RuleProblem{"RELEASED", Problem::conflict},  RuleProblem{"COMPLETE", Problem::conflict},
    RuleProblem{"MISSING", Problem::invalid},    RuleProblem{"TOO_LONG", Problem::invalid},
    RuleProblem{"UNKNOWN", Problem::invalid},    RuleProblem{"EVIDENCE", Problem::invalid},
    RuleProblem{"RESOLUTION", Problem::invalid}, RuleProblem{"AMOUNT", Problem::invalid},
    RuleProblem{"WAIT", Problem::invalid},       RuleProblem{"REASON", Problem::invalid},
    RuleProblem{"MEDIA_TYPE", Problem::invalid}, RuleProblem{"NAME", Problem::invalid},
};

Problem problem_of(const Refusal& refusal) {
  for (const RuleProblem& row : kRuleProblems)
    if (row.rule == refusal.rule) return row.problem;
  return Problem::forbidden;
}

std::string more_of(std::string_view rule, std::optional<std::uint64_t> version) {
  std::string more = "\"rule\":";
  if (!rule.empty())
    json::append_string(more, rule);
  else
    more.clear();
  if (version) {
    if (!more.empty()) more += ',';
    more += "\"version\":" + std::to_string(*version);
  }
  return more;
}

/// One action on its way through a transaction.
struct Attempt {
  const std::string& id;
  const ActionRequest& action;
  const http::Caller& caller;
  std::string correlation;
  std::optional<std::uint64_t> version;  ///< that must be the case's
};

struct Done {
  cases::Case value;
  std::vector<std::string> events;
};
struct NotDone {
  Problem problem = Problem::not_found;
  std::string detail, rule;
  std::optional<std::uint64_t> version;
};
using Result = std::variant<Done, NotDone>;

cases::Act act_of(const Attempt& attempt, Instant now) {
  cases::Act act;
  act.at = now;
  act.actor = attempt.caller.name;
  act.role = std::string(leading_role(attempt.caller));
  act.correlation = attempt.correlation;
  return act;
}

NotDone no_such_case(const std::string& id) {
  return {
      Problem::not_found, "there is no case " + id.substr(0, 40) + "; see /api/v1/cases", {}, {}};
}

NotDone refuse(const Attempt& attempt, const cases::Case& value, const Refusal& refusal,
               Instant now, store::Writer& writer) {
  const std::vector<cases::CaseEvent> events{
      cases::refused_event(value, attempt.action.action, refusal)};
  for (cases::LedgerEntry& entry : cases::case_entries(act_of(attempt, now), events))
    writer.append(std::move(entry));
  return {problem_of(refusal), refusal.reason, refusal.rule, value.version};
}

/// Whom the request names, beside the one who acts.
void add_named(cases::Dossier& dossier, const ActionRequest& action, store::Reader& reader) {
  if (!action.assignee.empty()) dossier.named = casework::person_named(action.assignee, reader);
  if (!action.into.empty() && cases::parse_case_number(action.into))
    dossier.target = reader.find_case(action.into);
}

void keep_attachment(const cases::Outcome& outcome, const ActionRequest& action,
                     store::Writer& writer) {
  if (action.action != cases::Action::attach) return;
  MemorySource bytes(action.content);
  writer.add_attachment(outcome.value.id, outcome.work.attachments.back(), bytes);
}

Result perform(const Attempt& attempt, const CaseDesk& desk, store::Writer& writer) {
  const auto setup = desk.setup();
  const auto reference = desk.reference->current(writer);
  const Instant now = desk.clock();
  const casework::CaseTools tools{*setup, reference->data, *reference->clock, now};
  if (!cases::parse_case_number(attempt.id)) return no_such_case(attempt.id);
  auto dossier = casework::gather(attempt.id, person_of(attempt.caller), tools, writer);
  if (!dossier || !may_see(attempt.caller, dossier->value)) return no_such_case(attempt.id);
  if (attempt.version && *attempt.version != dossier->value.version)
    return NotDone{Problem::stale,
                   "the case was changed since you saw it: read it again and look at what is new",
                   {},
                   dossier->value.version};
  add_named(*dossier, attempt.action, writer);
  auto outcome = cases::decide(*dossier, attempt.action);
  if (!outcome) return refuse(attempt, dossier->value, outcome.error(), now, writer);
  keep_attachment(*outcome, attempt.action, writer);
  casework::Change change{outcome->value, outcome->work, outcome->holds, outcome->events};
  if (outcome->tells_supplier)
    if (const std::string why = casework::tell_supplier(change, attempt.action.text, tools, writer);
        !why.empty())
      return refuse(attempt, dossier->value, {"NO_WAY", why}, now, writer);
  casework::dispatch_effects(change, tools, writer);
  if (outcome->target) writer.put_case(*outcome->target);
  casework::write_change(change, act_of(attempt, now), tools, writer);
  Done done{change.value, {}};
  for (const cases::CaseEvent& event : change.events) done.events.push_back(event.action);
  return done;
}

Response answer_to(const NotDone& refused) {
  return http::problem_response(refused.problem, refused.detail,
                                more_of(refused.rule, refused.version));
}

void write_done(Writer& json, const Done& done) {
  json.begin_object().member("id", done.value.id).key("version").number(done.value.version);
  json.member("status", to_string_view(done.value.state)).key("events").begin_array();
  for (const std::string& event : done.events) json.string(event);
  json.end_array().end_object();
}

std::string etag_of(std::uint64_t version) {
  return '"' + std::to_string(version) + '"';
}

Response answer_to(const Done& done) {
  std::string body;
  Writer json(body);
  write_done(json, done);
  Response response = json_response(std::move(body));
  response.fields.add("ETag", etag_of(done.value.version));
  return response;
}

/// "3" with its quotes; nothing for anything else.
std::optional<std::uint64_t> version_of(std::string_view etag) {
  if (etag.size() < 3 || etag.front() != '"' || etag.back() != '"') return std::nullopt;
  etag = etag.substr(1, etag.size() - 2);
  std::uint64_t version = 0;
  const char* const end = etag.data() + etag.size();
  const auto [stop, error] = std::from_chars(etag.data(), end, version);
  if (error != std::errc() || stop != end) return std::nullopt;
  return version;
}

/// What the request says of the version; a refusal when it must say more.
boost::system::result<std::optional<std::uint64_t>, NotDone> asked_version(
    const Request& request, const ActionRequest& action) {
  const std::string_view match = request.fields["If-Match"];
  if (match == "*") return std::optional<std::uint64_t>();
  if (!match.empty()) {
    const auto version = version_of(match);
    if (!version)
      return NotDone{Problem::malformed, "If-Match is the ETag of the case, such as \"3\"", {}, {}};
    return version;
  }
  if (cases::row_of(action.action).adds_only) return std::optional<std::uint64_t>();
  return NotDone{
      Problem::no_version, "say in If-Match which version of the case you saw (its ETag)", {}, {}};
}

std::optional<json::Document> read_body(const std::string& text, std::string& mistake) {
  Findings findings;
  json::Limits limits;
  limits.bytes_max = kActionBytesMax;
  limits.depth_max = 5;
  limits.values_max = 5'000;
  auto document = json::Document::parse(text, findings, text_start(), limits);
  if (document && findings.empty()) return document;
  mistake = findings.empty() ? "the body is no JSON" : findings.front().message;
  return std::nullopt;
}

Response too_large() {
  return http::problem_response(Problem::too_large, "an action has at most 8 MiB");
}

/// Whether there is such a case for this caller: nobody learns of another's by what is wrong with
/// a request.
bool is_theirs(store::Store& store, const http::Caller& caller, const std::string& id) {
  bool found = false;
  store.read([&](store::Reader& reader) {
    const auto value = reader.find_case(id);
    found = value && may_see(caller, *value);
  });
  return found;
}

/// Does it once, and lets those know who send things.
Response once(const CaseDesk& desk, const Request& request,
              const std::function<Response(store::Writer&)>& work) {
  Response response = answer_once(desk.store, desk.clock(), request, work);
  if (desk.acted) desk.acted();
  return response;
}

}  // namespace

bool may_see(const http::Caller& caller, const cases::Case& value) {
  http::Caller asked = caller;
  if (value.site.empty()) asked.sites.clear();
  return in_scope(asked, value.anchor.supplier.str(), value.site);
}

bool is_outside(const http::Caller& caller) {
  return std::all_of(caller.roles.begin(), caller.roles.end(),
                     [](const std::string& role) { return role == "supplier"; });
}

Response act_on_case(const CaseDesk& desk, const Request& request) {
  const std::string id(request.parameter("id"));
  if (!is_theirs(desk.store, request.caller, id)) return answer_to(no_such_case(id));
  if (request.body.size() > kActionBytesMax) return too_large();
  const std::string text = request.body.text();
  std::string mistake;
  const auto body = read_body(text, mistake);
  if (!body) return http::problem_response(Problem::malformed, mistake);
  const auto action = read_action(body->root());
  if (!action) return http::problem_response(Problem::invalid, action.error().text);
  const auto version = asked_version(request, *action);
  if (!version) return answer_to(version.error());
  const Attempt attempt{id, *action, request.caller, request.id, *version};
  return once(desk, request, [&](store::Writer& writer) {
    return std::visit([](const auto& result) { return answer_to(result); },
                      perform(attempt, desk, writer));
  });
}

Response act_on_cases(const CaseDesk& desk, const Request& request) {
  if (request.body.size() > kActionBytesMax) return too_large();
  const std::string text = request.body.text();
  std::string mistake;
  const auto body = read_body(text, mistake);
  if (!body) return http::problem_response(Problem::malformed, mistake);
  const auto bulk = read_bulk(body->root());
  if (!bulk) return http::problem_response(Problem::invalid, bulk.error().text);
  return once(desk, request, [&](store::Writer& writer) {
    std::string answer;
    Writer json(answer);
    json.begin_object().key("results").begin_array();
    for (const BulkCase& each : bulk->cases) {
      const Result result =
          perform({each.id, bulk->action, request.caller, request.id, each.version}, desk, writer);
      if (const auto* done = std::get_if<Done>(&result)) {
        json.begin_object().key("status").number(std::int64_t{200}).key("result");
        write_done(json, *done);
        json.end_object();
        continue;
      }
      const auto& refused = std::get<NotDone>(result);
      json.begin_object().key("status").number(std::int64_t{problem_status(refused.problem)});
      json.member("id", each.id).member("type", http::problem_type(refused.problem));
      json.member("rule", refused.rule).member("detail", refused.detail).end_object();
    }
    json.end_array().end_object();
    return json_response(std::move(answer));
  });
}

Response get_attachment(store::Store& store, const Request& request) {
  const std::string id(request.parameter("id"));
  const std::string_view number = request.parameter("number");
  std::uint32_t attachment = 0;
  std::from_chars(number.data(), number.data() + number.size(), attachment);
  std::optional<Response> found;
  store.read([&](store::Reader& reader) {
    found.reset();
    const auto value = reader.find_case(id);
    if (!value || !may_see(request.caller, *value)) return;
    for (const cases::CaseAttachment& file : reader.case_work(id).attachments) {
      if (file.number != attachment) continue;
      Response response;
      response.fields.add("Content-Type", file.media_type);
      // Whatever is in it, a browser is not to run it.
      response.fields.add("Content-Disposition", "attachment");
      response.fields.add("X-Content-Type-Options", "nosniff");
      reader.attachment_bytes(id, attachment,
                              [&](std::string_view piece) { response.body += piece; });
      found = std::move(response);
    }
  });
  if (found) return *std::move(found);
  return http::problem_response(Problem::not_found, "the case has no such attachment");
}

}  // namespace weighbridge::api
