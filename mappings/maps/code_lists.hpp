// The named code lists of our tables: from a standard's codes to our words.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mappings/maps/table_reader.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::maps {

/// Codes with their words, in the file's order.
using CodeWords = std::vector<std::pair<std::string, std::string>>;

/// Lists by name, from a `codes:` file or a map's own `lists:`.
class CodeLists {
 public:
  /// Adds the lists under `lists`: maps of code to word, or lists of codes that stand for
  /// themselves.
  void read(const yaml::Node& lists, TableReader& table);
  /// As read(), but the codes of a list that is there already go before its own: of one code the
  /// first word stands.
  void extend(const yaml::Node& lists, TableReader& table);
  void add(const CodeLists& other) { lists_.insert(other.lists_.begin(), other.lists_.end()); }

  const CodeWords* find(std::string_view name) const;
  std::vector<std::string_view> names() const;

 private:
  static CodeWords read_list(const yaml::Node& node, TableReader& table);

  std::map<std::string, CodeWords, std::less<>> lists_;
};

}  // namespace weighbridge::maps
