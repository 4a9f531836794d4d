#include "gateway/api/asking.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "gateway/http/problem.hpp"
#include "parsers/nearest_name.hpp"

namespace weighbridge::api {

Query::Query(const http::Request& request, std::initializer_list<std::string_view> known)
    : request_(request) {
  std::vector<std::string_view> names(known);
  names.insert(names.end(), {"limit", "cursor"});
  for (const auto& [name, value] : request.query)
    if (std::find(names.begin(), names.end(), name) == names.end())
      refuse("there is no parameter `" + name + "` (" + suggest_name(name, names) + ")");
}

std::string Query::text(std::string_view name) const {
  return std::string(request_.query_value(name).value_or(std::string_view()));
}

bool Query::flag(std::string_view name) {
  const std::string value = text(name);
  require(value.empty() || value == "true" || value == "false", name, "true or false");
  return value == "true";
}

std::optional<std::uint64_t> Query::number(std::string_view name) {
  const std::string value = text(name);
  if (value.empty()) return std::nullopt;
  std::uint64_t number = 0;
  const char* end = value.data() + value.size();
  const auto [stop, failure] = std::from_chars(value.data(), end, number);
  require(failure == std::errc() && stop == end, name, "a number");
  return number;
}

void Query::require(bool ok, std::string_view name, std::string_view expected) {
  if (!ok) refuse("`" + std::string(name) + "` must be " + std::string(expected));
}

std::size_t Query::limit() {
  const std::uint64_t limit = number("limit").value_or(100);
  require(limit >= 1 && limit <= 1000, "limit", "a number from 1 to 1000");
  return limit;
}

std::uint64_t Query::cursor_or(std::uint64_t otherwise) {
  return number("cursor").value_or(otherwise);
}

void Query::refuse(const std::string& detail) {
  if (!refusal_) refusal_ = http::problem_response(http::Problem::malformed, detail);
}

http::Response json_response(std::string body, unsigned status) {
  http::Response response;
  response.status = status;
  response.fields.add("Content-Type", "application/json");
  response.body = std::move(body);
  return response;
}

PageWriter::PageWriter(std::string_view name) : json_(body_) {
  json_.begin_object().key(name).begin_array();
}

http::Response PageWriter::end(const std::optional<std::string>& next) {
  json_.end_array().key("next");
  if (next)
    json_.string(*next);
  else
    json_.null();
  json_.end_object();
  return json_response(std::move(body_));
}

}  // namespace weighbridge::api
