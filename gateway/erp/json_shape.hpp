// JSON in the receiver's shape, made from JSON in ours by a table (docs/operating/connectors.md):
// the same members and words as the maps of messages have, read the other way round.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/maps/table_reader.hpp"
#include "parsers/json/document.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::erp {

/// A value of the result: taken from a place, a constant, an object, or an object for each of many.
struct Shape {
  enum class Kind : std::uint8_t { nothing, from, constant, object, each };
  enum class Type : std::uint8_t { text, number, boolean };
  Kind kind = Kind::nothing;
  Type type = Type::text;
  std::string at;    ///< from, each: a JSON pointer (RFC 6901), from where `each` stands
  std::string text;  ///< constant; or what stands where nothing is at `at`
  bool has_default = false;
  bool required = false;
  std::map<std::string, std::string> codes;  ///< translated by; none: as it is
  bool keep_unknown = true;  ///< a code that `codes` does not have is kept, else left out
  std::vector<std::pair<std::string, Shape>> members;  ///< object, each
  bool operator==(const Shape&) const = default;
};

/// Reads the table of a body. Mistakes are told with their places.
Shape read_shape(const yaml::Node& node, maps::TableReader& table);

/// What `shape` makes of `value`, as JSON text. What is required and not there is named in
/// `missing`.
std::string render(const Shape& shape, const json::Value& value, std::vector<std::string>& missing);

}  // namespace weighbridge::erp
