// Sign-in by an OpenID provider: to it, and back.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "gateway/api/session.hpp"
#include "gateway/people/oidc.hpp"

namespace weighbridge::api {

/// Called with why somebody whom the provider sent back did not get in.
using TellFailure = std::function<void(const std::string& why)>;

/// get_sign_in_ways, start_oidc and finish_oidc. `oidc` is null when there is no provider. What
/// they refer to must outlive the handlers.
std::map<std::string, http::Handler, std::less<>> provider_handlers(SessionParts parts,
                                                                    people::Oidc* oidc,
                                                                    const TellFailure& tell);

}  // namespace weighbridge::api
