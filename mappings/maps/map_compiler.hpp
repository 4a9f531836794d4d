// One map file → one plan. Every mistake is reported with its place.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "mappings/maps/code_lists.hpp"
#include "mappings/maps/plan.hpp"
#include "mappings/maps/plan_builder.hpp"
#include "mappings/maps/source.hpp"
#include "mappings/maps/standard_check.hpp"
#include "mappings/maps/table_reader.hpp"

namespace weighbridge::maps {

/// Code lists by the name of their `codes:` file.
using SharedLists = std::map<std::string, CodeLists, std::less<>>;

class MapCompiler {
 public:
  MapCompiler(TableReader& table, const SharedLists& shared, const x12::Dictionaries& dictionaries)
      : table_(&table), shared_(&shared), dictionaries_(&dictionaries), builder_(plan_) {}

  /// The plan of a file whose first key is `map`; nothing when it has mistakes.
  std::optional<Plan> compile(const yaml::Node& root);

 private:
  void read_head(const yaml::Node& root);
  void read_lists(const yaml::Node& root);
  void read_lines(const yaml::Node& lines);
  void read_section(const yaml::Node& section);
  std::vector<std::uint16_t> read_scopes(const yaml::Node& section);
  void read_field(const std::vector<std::uint16_t>& scopes, const yaml::Entry& entry);
  void read_record(const std::vector<std::uint16_t>& scopes, RecordKind kind,
                   const yaml::Node& node);

  /// The sources of a value, best first, each with its take but for the target.
  std::vector<std::pair<Source, Take>> read_sources(const yaml::Entry& entry);
  void read_alternative(const std::string& target, const yaml::Node& node,
                        std::vector<std::pair<Source, Take>>& sources);
  std::uint16_t read_translation(const yaml::Node& node);
  std::optional<Source> read_source(const yaml::Node& node);
  std::vector<Condition> read_conditions(const yaml::Node& record, std::string_view key);
  void check_element(const yaml::Node& at, const ElementPath& path);
  void check_words(const yaml::Node& at, const std::string& target, std::uint16_t translation);

  TableReader* table_;
  const SharedLists* shared_;
  const x12::Dictionaries* dictionaries_;
  Plan plan_;
  PlanBuilder builder_;
  CodeLists lists_;
  std::optional<StandardCheck> standard_;
  std::map<std::pair<std::uint16_t, Field>, std::uint32_t> filled_;  ///< where: line
};

}  // namespace weighbridge::maps
