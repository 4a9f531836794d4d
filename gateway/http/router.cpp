#include "gateway/http/router.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "gateway/http/media_type.hpp"
#include "gateway/http/problem.hpp"

namespace weighbridge::http {
namespace {

std::vector<std::string> segments_of(std::string_view pattern) {
  std::vector<std::string> segments;
  pattern.remove_prefix(1);
  if (pattern.empty()) return segments;
  while (true) {
    const std::size_t stroke = pattern.find('/');
    segments.emplace_back(pattern.substr(0, stroke));
    if (stroke == std::string_view::npos) return segments;
    pattern.remove_prefix(stroke + 1);
  }
}

bool is_place(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

bool matches(const std::vector<std::string>& pattern, const std::vector<std::string>& segments) {
  return std::equal(pattern.begin(), pattern.end(), segments.begin(), segments.end(),
                    [](const std::string& want, const std::string& got) {
                      return is_place(want) ? !got.empty() : want == got;
                    });
}

Response not_allowed(const Request& head, const std::set<std::string>& methods) {
  std::string allow;
  for (const std::string& method : methods) allow += (allow.empty() ? "" : ", ") + method;
  Response response;
  if (head.method == "OPTIONS")
    response.status = 204;
  else
    response = problem_response(Problem::method_not_allowed,
                                head.path + " takes " + allow + ", not " + head.method);
  response.fields.add("Allow", allow);
  return response;
}

std::optional<std::uint64_t> content_length(const Request& head) {
  const std::string_view text = head.fields["Content-Length"];
  std::uint64_t length = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (text.empty() || ec != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return length;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// What speaks against the body that the head announces.
std::optional<Response> refuse_body(const Route& route, const Request& head) {
  const std::optional<std::uint64_t> length = content_length(head);
  const bool has_body = head.fields.contains("Transfer-Encoding") || length.value_or(0) != 0;
  if (!has_body) return std::nullopt;
  if (length && *length > route.body_max)
    return problem_response(Problem::too_large,
                            route.body_max == 0
                                ? "no body is taken here"
                                : "at most " + std::to_string(route.body_max) + " bytes are taken");
  const std::string_view coding = head.fields["Content-Encoding"];
  if (!coding.empty() && !same_word(coding, "identity"))
    return problem_response(Problem::unsupported_type,
                            "send the body without Content-Encoding: " + std::string(coding));
  if (!route.consumes.empty() && !is_one_of(head.fields["Content-Type"], route.consumes))
    return problem_response(Problem::unsupported_type,
                            "send it with Content-Type: " + joined(route.consumes));
  return std::nullopt;
}

}  // namespace

Router::Router(std::vector<Route> routes, Authorize authorize)
    : routes_(std::move(routes)), authorize_(std::move(authorize)) {
  for (const Route& route : routes_) patterns_.push_back(segments_of(route.pattern));
}

boost::asio::awaitable<std::variant<Admission, Denied>> Router::admit(const Request& head) const {
  const Route* found = nullptr;
  std::size_t index = 0;
  std::set<std::string> methods;
  const std::string method = head.method == "HEAD" ? "GET" : head.method;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    if (!matches(patterns_[i], head.segments)) continue;
    methods.insert({routes_[i].method, "OPTIONS"});
    if (routes_[i].method == "GET") methods.insert("HEAD");
    if (routes_[i].method != method || found != nullptr) continue;
    found = &routes_[i];
    index = i;
  }
  if (methods.empty())
    co_return Denied{problem_response(Problem::not_found,
                                      "nothing is at " + head.path + "; see /api/v1/openapi.json"),
                     ""};
  if (found == nullptr) co_return Denied{not_allowed(head, methods), ""};

  std::variant<Caller, Response> who = co_await authorize_(*found, head);
  if (auto* refusal = std::get_if<Response>(&who))
    co_return Denied{std::move(*refusal), found->operation};
  if (!found->produces.empty() && !accepts_one_of(head.fields, found->produces))
    co_return Denied{
        problem_response(Problem::not_acceptable, "this can be given: " + joined(found->produces)),
        found->operation};
  if (std::optional<Response> refusal = refuse_body(*found, head))
    co_return Denied{std::move(*refusal), found->operation};

  Admission admission{
      found->handler, found->body_max, found->operation, std::move(std::get<Caller>(who)), {}};
  for (std::size_t i = 0; i < patterns_[index].size(); ++i)
    if (const std::string& place = patterns_[index][i]; is_place(place))
      admission.parameters.emplace(place.substr(1, place.size() - 2), head.segments[i]);
  co_return admission;
}

}  // namespace weighbridge::http
