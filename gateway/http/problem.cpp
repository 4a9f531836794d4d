#include "gateway/http/problem.hpp"

#include <array>

#include "parsers/json/writer.hpp"

namespace weighbridge::http {
namespace {

struct Row {
  Problem problem;
  unsigned status;
  std::string_view name, title;
};

constexpr std::array kProblems{
    Row{Problem::malformed, 400, "malformed", "The request cannot be understood"},
    Row{Problem::unauthenticated, 401, "unauthenticated", "Nobody signed in"},
    Row{Problem::code_required, 401, "code-required", "The second factor is missing"},
    Row{Problem::forbidden, 403, "forbidden", "Not allowed"},
    Row{Problem::not_found, 404, "not-found", "There is no such thing"},
    Row{Problem::method_not_allowed, 405, "method-not-allowed", "The method is not allowed here"},
    Row{Problem::not_acceptable, 406, "not-acceptable", "None of the accepted types can be given"},
    Row{Problem::timeout, 408, "timeout", "The request did not arrive in time"},
    Row{Problem::conflict, 409, "conflict", "It contradicts what is known"},
    Row{Problem::stale, 412, "stale", "It was changed meanwhile"},
    Row{Problem::too_large, 413, "too-large", "The body is too large"},
    Row{Problem::target_too_long, 414, "target-too-long", "The request target is too long"},
    Row{Problem::unsupported_type, 415, "unsupported-type", "The body has a type not taken here"},
    Row{Problem::expectation_failed, 417, "expectation-failed", "The expectation is not known"},
    Row{Problem::invalid, 422, "invalid", "The content holds mistakes"},
    Row{Problem::key_reused, 422, "idempotency-key-reused",
        "The Idempotency-Key was used for something else"},
    Row{Problem::no_version, 428, "no-version", "It must say which version it is about"},
    Row{Problem::too_many_requests, 429, "too-many-requests", "Too many requests"},
    Row{Problem::header_too_large, 431, "header-too-large", "The header is too large"},
    Row{Problem::internal, 500, "internal", "The gateway failed"},
    Row{Problem::busy, 503, "busy", "The gateway is too busy"},
    Row{Problem::unsupported_version, 505, "unsupported-version", "Only HTTP/1.0 and HTTP/1.1"},
};

const Row& row_of(Problem problem) {
  for (const Row& row : kProblems)
    if (row.problem == problem) return row;
  return kProblems[0];
}

}  // namespace

std::string problem_type(Problem problem) {
  return "urn:weighbridge:problem:" + std::string(row_of(problem).name);
}

unsigned problem_status(Problem problem) {
  return row_of(problem).status;
}

Response problem_response(Problem problem, std::string_view detail, std::string_view more) {
  const Row& row = row_of(problem);
  Response response;
  response.status = row.status;
  response.fields.add("Content-Type", "application/problem+json");
  if (problem == Problem::busy) response.fields.add("Retry-After", "5");
  json::Writer json(response.body);
  json.begin_object().member("type", problem_type(problem)).member("title", row.title);
  json.key("status").number(std::uint64_t{row.status});
  json.member("detail", detail).end_object();
  if (!more.empty()) {
    response.body.back() = ',';
    response.body.append(more).push_back('}');
  }
  return response;
}

}  // namespace weighbridge::http
