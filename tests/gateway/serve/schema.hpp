// The part of JSON Schema (2020-12) that openapi.yaml uses, to hold answers against it. A keyword
// that is not known here is a departure: it would check nothing.
#pragma once

#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace weighbridge {

class SchemaCheck {
 public:
  /// `root` holds what `$ref` points to; must outlive it.
  explicit SchemaCheck(const boost::json::value& root) : root_(root) {}

  std::vector<std::string> departures(const boost::json::value& schema,
                                      const boost::json::value& value) {
    found_.clear();
    check(schema, value, "$");
    return found_;
  }

  const boost::json::value& resolved(const boost::json::value& schema) const {
    const auto* ref = schema.as_object().if_contains("$ref");
    if (ref == nullptr) return schema;
    return root_.at_pointer(std::string(ref->as_string()).substr(1));
  }

 private:
  using Value = boost::json::value;

  void tell(const std::string& at, const std::string& what) { found_.push_back(at + ' ' + what); }

  static bool is(std::string_view type, const Value& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_int64() || value.is_uint64();
    if (type == "boolean") return value.is_bool();
    return type == "null" && value.is_null();
  }

  void check(const Value& written, const Value& value, const std::string& at) {
    const boost::json::object& schema = resolved(written).as_object();
    for (const auto& keyword : schema) apply(keyword.key(), keyword.value(), schema, value, at);
  }

  void apply(std::string_view keyword, const Value& asked, const boost::json::object& schema,
             const Value& value, const std::string& at) {
    if (keyword == "type") {
      bool well = asked.is_string() && is(asked.as_string(), value);
      if (asked.is_array())
        for (const Value& type : asked.as_array()) well = well || is(type.as_string(), value);
      if (!well)
        tell(at, "is " + boost::json::serialize(value) + ", no " + boost::json::serialize(asked));
    } else if (keyword == "const") {
      if (value != asked) tell(at, "is not " + boost::json::serialize(asked));
    } else if (keyword == "enum") {
      bool well = false;
      for (const Value& each : asked.as_array()) well = well || each == value;
      if (!well) tell(at, "is " + boost::json::serialize(value));
    } else if (keyword == "anyOf") {
      bool well = false;
      for (const Value& each : asked.as_array())
        well = well || SchemaCheck(root_).departures(each, value).empty();
      if (!well) tell(at, "is none of what it may be");
    } else if (keyword == "pattern") {
      if (value.is_string() && !std::regex_search(std::string(value.as_string()),
                                                  std::regex(std::string(asked.as_string()))))
        tell(at, "does not look like " + boost::json::serialize(asked));
    } else if (keyword == "required") {
      for (const Value& name : asked.as_array())
        if (value.is_object() && !value.as_object().contains(name.as_string()))
          tell(at, "lacks " + boost::json::serialize(name));
    } else if (keyword == "properties") {
      if (!value.is_object()) return;
      for (const auto& property : asked.as_object())
        if (const Value* member = value.as_object().if_contains(property.key()))
          check(property.value(), *member, at + '.' + std::string(property.key()));
    } else if (keyword == "additionalProperties") {
      check_others(asked, schema, value, at);
    } else if (keyword == "items") {
      if (!value.is_array()) return;
      for (const Value& item : value.as_array()) check(asked, item, at + "[]");
    } else if (keyword == "minItems") {
      if (value.is_array() && value.as_array().size() < static_cast<std::size_t>(asked.as_int64()))
        tell(at, "is too short");
    } else if (keyword != "format" && keyword != "description" && keyword != "maxLength") {
      tell(at, "has the unknown keyword " + std::string(keyword));
    }
  }

  void check_others(const Value& asked, const boost::json::object& schema, const Value& value,
                    const std::string& at) {
    if (!value.is_object()) return;
    const Value* known = schema.if_contains("properties");
    for (const auto& member : value.as_object()) {
      if (known != nullptr && known->as_object().contains(member.key())) continue;
      if (asked.is_bool() && !asked.as_bool())
        tell(at, "has the undescribed member " + std::string(member.key()));
      else if (asked.is_object())
        check(asked, member.value(), at + '.' + std::string(member.key()));
    }
  }

  const Value& root_;
  std::vector<std::string> found_;
};

}  // namespace weighbridge
