// Signing in and out, and who one is: /api/v1/session.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "gateway/http/message.hpp"
#include "gateway/http/work_pool.hpp"
#include "gateway/people/sessions.hpp"
#include "gateway/people/sign_in.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

struct SessionParts {
  store::Store& store;
  http::WorkPool& pool;
  people::Sessions& sessions;
  people::SignIn& sign_in;
};

/// The handlers by operation. What `parts` refers to must outlive them.
std::map<std::string, http::Handler, std::less<>> session_handlers(SessionParts parts);

/// 200 with who the caller is and what he may call; `session` is the id in his cookie, from which
/// the CSRF token is made, and empty for tokens.
http::Response session_response(SessionParts& parts, const http::Caller& caller,
                                std::string_view session);

}  // namespace weighbridge::api
