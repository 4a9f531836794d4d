#include "gateway/api/openapi.hpp"

#include <stdexcept>

#include "config/embedded.hpp"
#include "gateway/api/asking.hpp"
#include "parsers/json/writer.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::api {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

void write(json::Writer& json, const yaml::Node& node) {
  switch (node.kind) {
    case yaml::Kind::null:
      json.null();
      return;
    case yaml::Kind::scalar:
      if (!node.quoted && (node.text == "true" || node.text == "false" || is_number(node.text)))
        json.raw(node.text);
      else
        json.string(node.text);
      return;
    case yaml::Kind::list:
      json.begin_array();
      for (const yaml::Node& item : node.items) write(json, item);
      json.end_array();
      return;
    case yaml::Kind::map:
      json.begin_object();
      for (const yaml::Entry& entry : node.entries) {
        json.key(entry.key);
        write(json, entry.value);
      }
      json.end_object();
      return;
  }
}

std::string as_json(std::string_view yaml) {
  Findings findings;
  const yaml::Node root = yaml::read(yaml, findings);
  if (!findings.empty())
    throw std::logic_error("openapi.yaml, line " + std::to_string(findings[0].place.line) + ": " +
                           findings[0].message);
  std::string out;
  json::Writer json(out);
  write(json, root);
  return out;
}

}  // namespace

std::string_view openapi_yaml() {
  return embedded_file("api/openapi.yaml").value_or(std::string_view());
}

const std::string& openapi_json() {
  static const std::string kJson = as_json(openapi_yaml());
  return kJson;
}

http::Response openapi_response() {
  return json_response(openapi_json());
}

}  // namespace weighbridge::api
