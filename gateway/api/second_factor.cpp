#include "gateway/api/second_factor.hpp"

#include <utility>

#include "cases/journal.hpp"
#include "gateway/api/asking.hpp"
#include "gateway/api/form.hpp"
#include "gateway/api/person.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/people/records.hpp"
#include "gateway/people/totp.hpp"

namespace weighbridge::api {
namespace {

using http::Problem;
using http::Request;
using http::Response;

cases::Act act_of(const SessionParts& parts, const Request& request) {
  return {parts.sessions.now(), request.caller.id, std::string(leading_role(request.caller)),
          request.id};
}

Response already_enrolled() {
  return http::problem_response(Problem::conflict,
                                "there is an authenticator already; an administrator can take it "
                                "away (weighbridge user reset NAME --totp)");
}

}  // namespace

Response enrol_totp(SessionParts& parts, const Request& request) {
  if (request.caller.session.empty()) return only_people();
  Form form(request, {"password"});
  const std::string password = form.required("password");
  if (form.refusal()) return *form.refusal();
  const people::SignInResult confirmed =
      parts.sign_in.confirm_password(request.caller, password, attempt_of(request));
  if (const auto* refused = std::get_if<people::Refused>(&confirmed)) return answer_to(*refused);
  const std::string secret = people::new_totp_secret();
  bool enrolled = false;
  parts.store.write([&](store::Writer& writer) {
    std::optional<store::StoredUser> user = writer.user(request.caller.id);
    enrolled = !user || (user->totp && user->totp->confirmed);
    if (enrolled) return;
    user->totp = store::StoredTotp{secret, false, 0};
    writer.put_user(*user);
  });
  if (enrolled) return already_enrolled();
  std::string body;
  json::Writer json(body);
  json.begin_object().member("secret", people::base32(secret));
  json.member("uri", people::otpauth_uri(secret, request.caller.id)).end_object();
  Response response = json_response(std::move(body));
  response.fields.add("Cache-Control", "no-store");
  return response;
}

Response confirm_totp(SessionParts& parts, const Request& request) {
  if (request.caller.session.empty()) return only_people();
  Form form(request, {"code"});
  const std::string code = form.required("code");
  if (form.refusal()) return *form.refusal();
  const bool over_tls = people::is_reached_over_tls(parts.sessions.settings(), request.secure);
  const std::string_view session = people::session_cookie(request, over_tls);
  enum class Outcome : unsigned char { done, none, confirmed_before, wrong } outcome{};
  const std::vector<std::string> codes = people::new_recovery_codes();
  std::optional<std::string> renewed;
  parts.store.write([&](store::Writer& writer) {
    std::optional<store::StoredUser> user = writer.user(request.caller.id);
    outcome = !user || !user->totp    ? Outcome::none
              : user->totp->confirmed ? Outcome::confirmed_before
                                      : Outcome::wrong;
    if (outcome != Outcome::wrong) return;
    const auto step = people::matching_step(user->totp->secret, code, parts.sessions.now(), 0);
    if (!step) return;
    outcome = Outcome::done;
    user->totp->confirmed = true;
    user->totp->step = *step;
    writer.put_user(*user);
    std::vector<std::string> digests;
    for (const std::string& each : codes)
      digests.push_back(people::recovery_digest(user->id, each));
    writer.put_recovery_codes(user->id, digests);
    renewed = parts.sessions.renew(writer, session);
    writer.append(cases::happened(act_of(parts, request), "user.totp_confirmed",
                                  people::object_of(user->id), {}));
  });
  if (outcome == Outcome::none)
    return http::problem_response(Problem::conflict, "ask for a secret first");
  if (outcome == Outcome::confirmed_before) return already_enrolled();
  if (outcome == Outcome::wrong || !renewed)
    return http::problem_response(Problem::invalid, "the code does not hold; is the clock right?");
  std::string body;
  json::Writer json(body);
  json.begin_object().key("recovery_codes").begin_array();
  for (const std::string& each : codes) json.string(each);
  json.end_array().member("csrf", people::csrf_token_of(*renewed)).end_object();
  Response response = json_response(std::move(body));
  response.fields.add("Cache-Control", "no-store");
  response.fields.add("Set-Cookie", people::set_session_cookie(*renewed, over_tls));
  return response;
}

}  // namespace weighbridge::api
