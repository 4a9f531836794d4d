// Setting up the second factor, and what all answers about signing in share.
#pragma once

#include "gateway/api/session.hpp"

namespace weighbridge::api {

/// A new secret for an authenticator; it counts once a code of it was shown.
http::Response enrol_totp(SessionParts& parts, const http::Request& request);
/// The first code, and from then on every sign-in asks for one. Answers with recovery codes, once.
http::Response confirm_totp(SessionParts& parts, const http::Request& request);

people::Attempt attempt_of(const http::Request& request);
/// 409: no token can do this.
http::Response only_people();
http::Response answer_to(const people::Refused& refused);

}  // namespace weighbridge::api
