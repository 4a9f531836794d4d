#include "gateway/api/form.hpp"

#include <algorithm>
#include <vector>

#include "gateway/http/problem.hpp"
#include "parsers/json/document.hpp"
#include "parsers/nearest_name.hpp"

namespace weighbridge::api {

using http::Problem;

Form::Form(const http::Request& request, std::initializer_list<std::string_view> known) {
  const std::string body = request.body.text();
  Findings findings;
  const auto document = json::Document::parse(body, findings);
  if (!document || !findings.empty() || document->root().kind() != json::Kind::object) {
    refusal_ = http::problem_response(Problem::malformed, "send one JSON object, each member once");
    return;
  }
  const std::vector<std::string_view> names(known);
  for (const json::Value member : document->root()) {
    const std::string name(member.key());
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      refusal_ = http::problem_response(Problem::invalid, "there is no member `" + name + "` (" +
                                                              suggest_name(name, names) + ")");
      return;
    }
    if (member.kind() != json::Kind::string) {
      refusal_ = http::problem_response(Problem::invalid, "`" + name + "` must be a text");
      return;
    }
    texts_.emplace(name, member.text());
  }
}

std::string Form::text(std::string_view name) const {
  const auto found = texts_.find(name);
  return found == texts_.end() ? std::string() : found->second;
}

std::string Form::required(std::string_view name) {
  std::string value = text(name);
  if (value.empty() && !refusal_)
    refusal_ = http::problem_response(Problem::invalid, "`" + std::string(name) + "` is missing");
  return value;
}

}  // namespace weighbridge::api
