// Reading our own YAML tables: every mistake becomes a TableError with its place, and reading goes
// on, so that one run shows them all.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mappings/reader/table_text.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::maps {

class TableReader {
 public:
  TableReader(std::string file, std::vector<TableError>& errors)
      : file_(std::move(file)), errors_(&errors), before_(errors.size()) {}

  const std::string& file() const { return file_; }
  /// The mistakes that follow are of another file.
  void use_file(std::string file) { file_ = std::move(file); }
  /// True when this file has had mistakes.
  bool failed() const { return errors_->size() > before_; }

  void error(std::uint32_t line, std::uint32_t column, std::string message, std::string mend);
  void error(const yaml::Node& at, std::string message, std::string mend) {
    error(at.line, at.column, std::move(message), std::move(mend));
  }
  void error(const yaml::Entry& at, std::string message, std::string mend) {
    error(at.line, at.column, std::move(message), std::move(mend));
  }

  /// Parses the file's text; a null node when it is no YAML of ours.
  yaml::Node parse(std::string_view text);
  /// Whether `node` is a map that has only `known` keys; each unknown one is an error.
  bool is_map_of(const yaml::Node& node, std::string_view what,
                 std::initializer_list<std::string_view> known);
  /// The text of `map[key]`; an error when it is missing or no plain value.
  std::optional<std::string> text_of(const yaml::Node& map, std::string_view key,
                                     std::string_view example);
  /// The text of a scalar; an error when it is something else.
  std::optional<std::string> text(const yaml::Node& node, std::string_view what);
  /// A scalar, or a list of scalars: the scalars.
  std::vector<const yaml::Node*> one_or_more(const yaml::Node& node, std::string_view what);

 private:
  std::string file_;
  std::vector<TableError>* errors_;
  std::size_t before_;
};

}  // namespace weighbridge::maps
