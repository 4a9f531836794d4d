// One map file → one plan. Every mistake is reported with its place.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "mappings/maps/code_lists.hpp"
#include "mappings/maps/partner.hpp"
#include "mappings/maps/plan.hpp"
#include "mappings/maps/source_compiler.hpp"
#include "mappings/maps/table_reader.hpp"

namespace weighbridge::maps {

/// Code lists by the name of their `codes:` file.
using SharedLists = std::map<std::string, CodeLists, std::less<>>;

class MapCompiler {
 public:
  MapCompiler(TableReader& table, const SharedLists& shared, const Standards& standards)
      : table_(&table), shared_(&shared), standards_(&standards) {}

  /// The plan of a file whose first key is `map`, with the rules of `partner` over its own where
  /// there is one; nothing when it has mistakes.
  std::optional<Plan> compile(const yaml::Node& root, const PartnerRules* partner = nullptr);

 private:
  void read_head(const yaml::Node& root, const PartnerRules* partner);
  void read_reads(const yaml::Node& root);
  void read_gives(const yaml::Node& root);
  void read_supplier(const yaml::Node& supplier);
  void read_event(const yaml::Node& event);
  void read_parts_mode(const yaml::Node& node);
  void read_lists(const yaml::Node& root);
  void read_lines(const yaml::Node& lines);
  void read_section(const yaml::Node& section);
  void read_entries(const std::vector<std::uint16_t>& scopes, const yaml::Node& section);
  std::vector<std::uint16_t> read_scopes(const yaml::Node& section);
  void read_field(const std::vector<std::uint16_t>& scopes, const yaml::Entry& entry);
  void read_record(const std::vector<std::uint16_t>& scopes, RecordKind kind,
                   const yaml::Node& node);

  /// The sources of a value, best first, each with its take but for the target and the place.
  std::vector<std::pair<const yaml::Node*, Take>> read_sources(const yaml::Entry& entry);
  void read_alternative(const std::string& target, const yaml::Node& node,
                        std::vector<std::pair<const yaml::Node*, Take>>& sources);
  const yaml::Node* condition(const yaml::Node& record, std::string_view key);
  std::uint16_t read_translation(const yaml::Node& node);
  bool read_sign(const yaml::Node& sign);
  DateFormat read_format(const yaml::Node& format);
  std::uint8_t read_decimals(const yaml::Node& decimals);
  void check_words(const yaml::Node& at, const std::string& target, const yaml::Node& from,
                   std::uint16_t translation);
  void check_number(const yaml::Node& root);

  void read_partner_head(const PartnerRules& partner);
  void read_partner_rules(const PartnerRules& partner);
  void read_partner_defaults(const PartnerRules& partner);
  void read_all_values(const yaml::Node& root, const PartnerRules* partner);
  void read_files(const yaml::Node& files);
  void read_agreement(const yaml::Node& rules);
  void read_switches(const yaml::Node& on);
  void read_defaults(const yaml::Node& defaults);
  void read_values(const yaml::Node& values);
  std::optional<Field> known_field(const yaml::Node& name);
  /// Whether a target that takes only words of ours takes this one; others take any text.
  static bool understands(std::string_view target, const std::string& word);

  TableReader* table_;
  const SharedLists* shared_;
  const Standards* standards_;
  Plan plan_;
  std::unique_ptr<SourceCompiler> sources_;
  CodeLists lists_;
  std::map<std::pair<std::uint16_t, Field>, std::uint32_t> filled_;  ///< where: line
  std::size_t takes_ = 0;
  std::vector<std::pair<std::vector<std::uint16_t>, const yaml::Node*>> partner_sections_;
  std::set<std::pair<std::uint16_t, std::string>> overruled_;  ///< by the partner: where, what
};

}  // namespace weighbridge::maps
