// Our own files in YAML (policy, map tables, dictionaries), read into values that know where they
// stand, so that every mistake in them can be reported with line and column.
//
// We take the plain part of YAML 1.2: maps, lists, scalars, comments, both styles. Anchors,
// aliases, tags, merge keys, duplicate keys and more than one document are refused: configuration
// that means exactly what it shows needs none of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/finding.hpp"

namespace weighbridge::yaml {

struct Limits {
  std::size_t bytes_max = 4U << 20;   ///< far above any table of ours
  std::uint32_t depth_max = 24;       ///< maps and lists within one another
  std::uint32_t nodes_max = 400'000;  ///< scalars, lists and maps in all
};

enum class Kind : std::uint8_t { null, scalar, list, map };

/// How a message calls it: "a map", "a list", "a value", "nothing".
std::string_view describe(Kind kind);

struct Entry;

/// One value with everything below it. `null` is an empty value, `~` or `null`, unquoted.
struct Node {
  Kind kind = Kind::null;
  bool quoted = false;         ///< a scalar in quotes or a block: always a string
  std::uint32_t line = 0;      ///< from 1
  std::uint32_t column = 0;    ///< from 1
  std::string text;            ///< of a scalar, as written, quotes and escapes resolved
  std::vector<Node> items;     ///< of a list
  std::vector<Entry> entries;  ///< of a map, in the file's order; keys are unique

  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }
  /// The value of `key` in a map; null when there is none or this is no map. Lives as long as
  /// *this.
  const Node* find(std::string_view key) const;
};

/// One key of a map with its value, and where the key stands.
struct Entry {
  std::string key;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  Node value;
};

/// Reads one document. Mistakes of syntax and broken limits are added to `findings` as errors with
/// line, column and mend, and a null node is returned. An empty text is a null node.
Node read(std::string_view text, Findings& findings, const Limits& limits = {});

}  // namespace weighbridge::yaml
