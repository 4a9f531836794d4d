// The keys of one map of policy.yaml, read by the type of what they set.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/text_value.hpp"
#include "matching/policy.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::matching {

/// Each sets `out` to what `text` says or returns why not; all other types are read as in
/// documents.
std::optional<TextFlaw> parse_value(std::string_view text, bool& out);
std::optional<TextFlaw> parse_value(std::string_view text, int& out);
std::optional<TextFlaw> parse_value(std::string_view text, std::chrono::seconds& out);  ///< "4h"
std::optional<TextFlaw> parse_value(std::string_view text, std::chrono::days& out);     ///< "2d"
std::optional<TextFlaw> parse_value(std::string_view text, Leg& out);
std::optional<TextFlaw> parse_value(std::string_view text, Direction& out);
std::optional<TextFlaw> parse_value(std::string_view text, ToleranceMode& out);
std::optional<TextFlaw> parse_value(std::string_view text, MatchMode& out);
std::optional<TextFlaw> parse_value(std::string_view text, BillBasis& out);
std::optional<TextFlaw> parse_value(std::string_view text, PriceDate& out);
template <class T>
std::optional<TextFlaw> parse_value(std::string_view text, T& out) {
  return weighbridge::parse_text(text, out);
}

/// The mistakes of one file, gathered.
class PolicyErrors {
 public:
  PolicyErrors(std::string_view file, std::vector<TableError>& errors)
      : file_(file), errors_(errors) {}
  void add(std::uint32_t line, std::uint32_t column, std::string message, std::string mend);
  void add(const yaml::Node& at, std::string message, std::string mend) {
    add(at.line, at.column, std::move(message), std::move(mend));
  }

 private:
  std::string_view file_;
  std::vector<TableError>& errors_;
};

/// Reads a map key by key and, at the end, reports the keys that nobody asked for. An absent key
/// leaves its member alone. `null` unsets an optional member; for any other it is a mistake (M-7.1:
/// null and zero are never interchangeable).
class YamlFields {
 public:
  YamlFields(const yaml::Node& map, PolicyErrors& errors) : map_(map), errors_(errors) {}

  template <class T>
  void operator()(std::string_view key, T& out) {
    const yaml::Node* node = take(key);
    if (node == nullptr) return;
    if (node->is_null()) {
      errors_.add(*node, "`" + std::string(key) + "` is empty",
                  "leave it out to keep the default; write 0 to allow nothing");
    } else {
      read(key, *node, out);
    }
  }

  template <class T>
  void operator()(std::string_view key, std::optional<T>& out) {
    const yaml::Node* node = take(key);
    if (node == nullptr) return;
    T value{};
    out.reset();
    if (!node->is_null() && read(key, *node, value)) out = std::move(value);
  }

  template <class T>
  void required(std::string_view key, T& out) {
    if (map_.find(key) == nullptr) {
      errors_.add(map_, "`" + std::string(key) + "` is missing", "add it");
    }
    (*this)(key, out);
  }

  /// Calls `each` with the fields of every map in the list `key`.
  template <class Each>
  void list(std::string_view key, Each each) {
    const yaml::Node* node = take(key);
    if (node == nullptr || node->is_null()) return;
    if (!node->is_list()) return report_kind(key, *node, "a list");
    for (const yaml::Node& item : node->items) {
      if (!item.is_map()) {
        report_kind(key, item, "a map");
        continue;
      }
      YamlFields fields(item, errors_);
      each(item, fields);
      fields.refuse_unknown();
    }
  }

  /// Calls `each` with the fields of the map `key`.
  template <class Each>
  void map(std::string_view key, Each each) {
    const yaml::Node* node = take(key);
    if (node == nullptr || node->is_null()) return;
    if (!node->is_map()) return report_kind(key, *node, "a map");
    YamlFields fields(*node, errors_);
    each(fields);
    fields.refuse_unknown();
  }

  void strings(std::string_view key, std::vector<std::string>& out);
  void refuse_unknown();

 private:
  const yaml::Node* take(std::string_view key) {
    known_.push_back(key);
    return map_.find(key);
  }

  template <class T>
  bool read(std::string_view key, const yaml::Node& node, T& out) {
    if (!node.is_scalar()) {
      report_kind(key, node, "a value");
      return false;
    }
    auto flaw = parse_value(node.text, out);
    if (flaw) report_flaw(key, node, std::move(*flaw));
    return !flaw;
  }

  void report_kind(std::string_view key, const yaml::Node& node, std::string_view wanted);
  void report_flaw(std::string_view key, const yaml::Node& node, TextFlaw flaw);

  const yaml::Node& map_;
  PolicyErrors& errors_;
  std::vector<std::string_view> known_;
};

}  // namespace weighbridge::matching
