#include "gateway/api/provider_sign_in.hpp"

#include <utility>

#include "gateway/api/asking.hpp"
#include "gateway/api/second_factor.hpp"
#include "gateway/http/problem.hpp"

namespace weighbridge::api {
namespace {

using http::Problem;
using http::Request;
using http::Response;

constexpr std::string_view kTlsCookie = "__Host-weighbridge-oidc",
                           kPlainCookie = "weighbridge-oidc";

bool over_tls(const SessionParts& parts, const Request& request) {
  return people::is_reached_over_tls(parts.sessions.settings(), request.secure);
}

/// Lax: it must come along when the provider sends the browser back.
std::string state_cookie(std::string_view state, bool tls) {
  std::string cookie(tls ? kTlsCookie : kPlainCookie);
  cookie.append("=").append(state).append("; Path=/; HttpOnly; SameSite=Lax; Max-Age=");
  cookie += state.empty() ? "0" : "600";
  if (tls) cookie += "; Secure";
  return cookie;
}

Response redirect(const std::string& where) {
  Response response;
  response.status = 302;
  response.fields.add("Location", where);
  response.fields.add("Cache-Control", "no-store");
  return response;
}

Response get_sign_in_ways(const people::Oidc* oidc) {
  std::string body;
  json::Writer json(body);
  json.begin_object().key("password").boolean(true).key("oidc");
  if (oidc == nullptr)
    json.null();
  else
    json.begin_object().member("label", oidc->settings().label).end_object();
  json.end_object();
  return json_response(std::move(body));
}

Response no_provider() {
  return http::problem_response(Problem::not_found, "there is no provider; see sign_in.oidc");
}

Response start(const SessionParts& parts, people::Oidc& oidc, const TellFailure& tell,
               const Request& request) {
  auto begun = oidc.begin();
  if (const auto* failure = std::get_if<people::OidcFailure>(&begun)) {
    tell(failure->why);
    return redirect("/#/sign-in?problem=provider");
  }
  const auto& to = std::get<people::Oidc::Begun>(begun);
  Response response = redirect(to.url);
  response.fields.add("Set-Cookie", state_cookie(to.state, over_tls(parts, request)));
  return response;
}

Response finish(SessionParts& parts, people::Oidc& oidc, const TellFailure& tell,
                const Request& request) {
  const bool tls = over_tls(parts, request);
  const auto failed = [&](const std::string& why) {
    tell(why);
    parts.sign_in.refuse_identity(why, attempt_of(request));
    Response response = redirect("/#/sign-in?problem=refused");
    response.fields.add("Set-Cookie", state_cookie({}, tls));
    return response;
  };
  const std::string state(request.query_value("state").value_or(""));
  const std::string code(request.query_value("code").value_or(""));
  if (code.empty()) return failed("the provider refused, or the person did");
  const auto finished =
      oidc.finish(state, people::cookie_value(request, tls ? kTlsCookie : kPlainCookie), code,
                  parts.sessions.now());
  if (const auto* failure = std::get_if<people::OidcFailure>(&finished))
    return failed(failure->why);
  const auto result =
      parts.sign_in.by_identity(std::get<people::Identity>(finished),
                                people::session_cookie(request, tls), attempt_of(request));
  if (const auto* failure = std::get_if<people::OidcFailure>(&result)) return failed(failure->why);
  Response response = redirect("/");
  response.fields.add("Set-Cookie",
                      people::set_session_cookie(std::get<people::SignedIn>(result).session, tls));
  response.fields.add("Set-Cookie", state_cookie({}, tls));
  return response;
}

}  // namespace

std::map<std::string, http::Handler, std::less<>> provider_handlers(SessionParts parts,
                                                                    people::Oidc* oidc,
                                                                    const TellFailure& tell) {
  std::map<std::string, http::Handler, std::less<>> handlers;
  handlers["get_sign_in_ways"] =
      http::blocking(parts.pool, [oidc](const Request&) { return get_sign_in_ways(oidc); });
  handlers["start_oidc"] = http::blocking(parts.pool, [parts, oidc, tell](const Request& request) {
    return oidc == nullptr ? no_provider() : start(parts, *oidc, tell, request);
  });
  handlers["finish_oidc"] =
      http::blocking(parts.pool, [parts, oidc, tell](const Request& request) mutable {
        return oidc == nullptr ? no_provider() : finish(parts, *oidc, tell, request);
      });
  return handlers;
}

}  // namespace weighbridge::api
