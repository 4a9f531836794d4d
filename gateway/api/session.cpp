#include "gateway/api/session.hpp"

#include <algorithm>
#include <utility>

#include "gateway/api/access.hpp"
#include "gateway/api/asking.hpp"
#include "gateway/api/form.hpp"
#include "gateway/api/operations.hpp"
#include "gateway/api/second_factor.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/people/same_origin.hpp"

namespace weighbridge::api {
namespace {

using http::Problem;
using http::Request;
using http::Response;
using json::Writer;

void write_texts(Writer& json, std::string_view name, const std::vector<std::string>& texts) {
  json.key(name).begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
}

void write_duties(Writer& json, const std::vector<cases::Grant>& grants) {
  json.key("duties").begin_array();
  for (const cases::Grant& grant : grants) {
    json.begin_object().member("duty", cases::to_string_view(grant.duty));
    json.member("entity", grant.scope.entity).member("site", grant.scope.site);
    json.member("supplier_group", grant.scope.supplier_group);
    json.key("lead").boolean(grant.lead).end_object();
  }
  json.end_array();
}

/// A password goes in the clear only where nobody is in between, and no other site's page signs
/// anybody in.
std::optional<Response> refuse_way(const SessionParts& parts, const Request& request) {
  const people::SignInSettings& settings = parts.sessions.settings();
  if (people::origin_of(request, settings.url) == people::Origin::other)
    return http::problem_response(Problem::forbidden, "this came from a page of another site");
  const bool here = request.remote.starts_with("127.") || request.remote == "::1" ||
                    request.remote.starts_with("::ffff:127.");
  if (here || settings.over_plain_http || people::is_reached_over_tls(settings, request.secure))
    return std::nullopt;
  return http::problem_response(
      Problem::forbidden,
      "passwords are taken over TLS only; set http.tls, or sign_in.url to the https address of the "
      "proxy before the gateway");
}

Response no_store(Response response) {
  response.fields.add("Cache-Control", "no-store");
  return response;
}

/// Signed in: the cookie, and who that is.
Response welcome(SessionParts& parts, const Request& request, const people::SignedIn& in) {
  const bool over_tls = people::is_reached_over_tls(parts.sessions.settings(), request.secure);
  const std::optional<http::Caller> caller = parts.sessions.caller(in.session);
  if (!caller) return http::problem_response(Problem::unauthenticated, "signed out meanwhile");
  Response response = session_response(parts, *caller, in.session);
  response.fields.add("Set-Cookie", people::set_session_cookie(in.session, over_tls));
  return response;
}

Response sign_in(SessionParts& parts, const Request& request) {
  if (auto refusal = refuse_way(parts, request)) return std::move(*refusal);
  Form form(request, {"user", "password", "totp"});
  const std::string user = form.required("user"), password = form.required("password");
  if (form.refusal()) return *form.refusal();
  const bool over_tls = people::is_reached_over_tls(parts.sessions.settings(), request.secure);
  const people::SignInResult result =
      parts.sign_in.by_password(user, password, form.text("totp"),
                                people::session_cookie(request, over_tls), attempt_of(request));
  if (const auto* refused = std::get_if<people::Refused>(&result)) return answer_to(*refused);
  return welcome(parts, request, std::get<people::SignedIn>(result));
}

Response use_link(SessionParts& parts, const Request& request) {
  if (auto refusal = refuse_way(parts, request)) return std::move(*refusal);
  Form form(request, {"code", "password", "totp"});
  const std::string code = form.required("code"), password = form.required("password");
  if (form.refusal()) return *form.refusal();
  const std::optional<std::string> user = parts.sign_in.user_of_link(code);
  const std::string flaw = people::password_flaw(password, user.value_or(""),
                                                 parts.sessions.settings().password_length_min);
  if (user && !flaw.empty()) return http::problem_response(Problem::invalid, flaw);
  const people::SignInResult result =
      parts.sign_in.by_link(code, password, form.text("totp"), attempt_of(request));
  if (const auto* refused = std::get_if<people::Refused>(&result)) {
    if (refused->why != people::Refused::Why::unknown) return answer_to(*refused);
    return http::problem_response(Problem::unauthenticated,
                                  "the link does not hold (any more); ask for a new one");
  }
  return welcome(parts, request, std::get<people::SignedIn>(result));
}

Response get_session(SessionParts& parts, const Request& request) {
  const bool over_tls = people::is_reached_over_tls(parts.sessions.settings(), request.secure);
  const bool by_cookie = !request.caller.session.empty();
  return session_response(
      parts, request.caller,
      by_cookie ? people::session_cookie(request, over_tls) : std::string_view());
}

Response sign_out(SessionParts& parts, const Request& request) {
  if (request.caller.session.empty()) return only_people();
  parts.sign_in.sign_out(request.caller, attempt_of(request));
  Response response;
  response.status = 204;
  const bool over_tls = people::is_reached_over_tls(parts.sessions.settings(), request.secure);
  response.fields.add("Set-Cookie", people::set_session_cookie({}, over_tls));
  return response;
}

Response change_password(SessionParts& parts, const Request& request) {
  if (request.caller.session.empty()) return only_people();
  Form form(request, {"current", "password"});
  const std::string current = form.required("current"), next = form.required("password");
  if (form.refusal()) return *form.refusal();
  const std::string flaw =
      people::password_flaw(next, request.caller.id, parts.sessions.settings().password_length_min);
  if (!flaw.empty()) return http::problem_response(Problem::invalid, flaw);
  const bool over_tls = people::is_reached_over_tls(parts.sessions.settings(), request.secure);
  const people::SignInResult result =
      parts.sign_in.change_password(request.caller, current, next,
                                    people::session_cookie(request, over_tls), attempt_of(request));
  if (const auto* refused = std::get_if<people::Refused>(&result)) return answer_to(*refused);
  return welcome(parts, request, std::get<people::SignedIn>(result));
}

}  // namespace

people::Attempt attempt_of(const Request& request) {
  return {request.remote, request.id};
}

Response only_people() {
  return http::problem_response(Problem::conflict,
                                "a token has no session; this is for people who signed in");
}

Response answer_to(const people::Refused& refused) {
  using Why = people::Refused::Why;
  switch (refused.why) {
    case Why::unknown:
      return http::problem_response(Problem::unauthenticated, "user or password does not hold");
    case Why::code_missing:
      return http::problem_response(Problem::code_required,
                                    "send the code of the authenticator as `totp`");
    case Why::code_wrong:
      return http::problem_response(Problem::code_required, "the code does not hold (any more)");
    case Why::wait:
      break;
  }
  Response response =
      http::problem_response(Problem::too_many_requests, "too many tries; wait before the next");
  response.fields.add("Retry-After", std::to_string(refused.wait.count()));
  return response;
}

Response session_response(SessionParts& parts, const http::Caller& caller,
                          std::string_view session) {
  std::string body;
  Writer json(body);
  json.begin_object().member("id", caller.id.empty() ? caller.name : caller.id);
  json.member("name", caller.id.empty() ? caller.name : caller.display_name);
  json.key("person").boolean(!caller.id.empty());
  write_texts(json, "roles", caller.roles);
  write_duties(json, caller.grants);
  write_texts(json, "stands_in_for", caller.stands_in_for);
  json.key("scopes").begin_object();
  write_texts(json, "suppliers", caller.suppliers);
  write_texts(json, "sites", caller.sites);
  json.end_object().key("operations").begin_array();
  for (const Operation& operation : operations())
    if (allows(operation, caller)) json.string(operation.name);
  json.end_array().key("must_enrol").boolean(caller.must_enrol);
  const std::optional<Instant> ends =
      session.empty() ? std::nullopt : parts.sessions.ends_at(caller.session);
  json.key("expires");
  if (ends)
    json.string(to_string(*ends));
  else
    json.null();
  json.key("csrf");
  if (session.empty())
    json.null();
  else
    json.string(people::csrf_token_of(session));
  json.end_object();
  return no_store(json_response(std::move(body)));
}

std::map<std::string, http::Handler, std::less<>> session_handlers(SessionParts parts) {
  std::map<std::string, http::Handler, std::less<>> handlers;
  const auto add = [&](std::string name, Response (*answer)(SessionParts&, const Request&)) {
    handlers[std::move(name)] = http::blocking(
        parts.pool,
        [parts, answer](const Request& request) mutable { return answer(parts, request); });
  };
  add("sign_in", sign_in);
  add("get_session", get_session);
  add("sign_out", sign_out);
  add("use_link", use_link);
  add("change_password", change_password);
  add("enrol_totp", enrol_totp);
  add("confirm_totp", confirm_totp);
  return handlers;
}

}  // namespace weighbridge::api
