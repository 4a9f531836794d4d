// Errors as RFC 9457 asks: application/problem+json with a type that never changes.
#pragma once

#include <string>
#include <string_view>

#include "gateway/http/message.hpp"

namespace weighbridge::http {

/// What can go wrong with a request, whatever it asks for. docs/operating/http.md lists them.
enum class Problem : unsigned char {
  malformed,            ///< 400
  unauthenticated,      ///< 401
  code_required,        ///< 401: all is well but for the second factor
  forbidden,            ///< 403
  not_found,            ///< 404
  method_not_allowed,   ///< 405
  not_acceptable,       ///< 406
  timeout,              ///< 408
  conflict,             ///< 409
  stale,                ///< 412: somebody else changed it meanwhile
  too_large,            ///< 413
  target_too_long,      ///< 414
  unsupported_type,     ///< 415
  expectation_failed,   ///< 417
  invalid,              ///< 422
  key_reused,           ///< 422: an Idempotency-Key with another body
  no_version,           ///< 428: If-Match is missing
  too_many_requests,    ///< 429
  header_too_large,     ///< 431
  internal,             ///< 500
  busy,                 ///< 503, with Retry-After
  unsupported_version,  ///< 505
};

/// The stable `type`: "urn:weighbridge:problem:not-found".
std::string problem_type(Problem problem);
unsigned problem_status(Problem problem);

/// `detail` says what is wrong with this request and how to mend it. `more` are further members as
/// JSON text without braces, such as `"errors":[...]`; may be empty.
Response problem_response(Problem problem, std::string_view detail, std::string_view more = {});

}  // namespace weighbridge::http
