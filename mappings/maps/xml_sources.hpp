// Sources of XML documents: paths of local names (xml_source.hpp), laid out as one tree of steps.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mappings/maps/source_compiler.hpp"
#include "mappings/maps/xml_plan.hpp"
#include "mappings/maps/xml_source.hpp"

namespace weighbridge::maps {

class XmlSources final : public SourceCompiler {
 public:
  XmlSources(Plan& plan, TableReader& table);

  void read_set(const yaml::Node&) override {}
  std::uint16_t scope(const yaml::Node& at) override;
  std::string name(std::uint16_t scope) const override { return sections_[scope].name; }
  void open_frames(const yaml::Node& at, std::uint16_t scope, FrameUse use) override;
  bool except(std::uint16_t scope, const yaml::Node& conditions) override;
  void add_value(std::span<const std::uint16_t> scopes, const yaml::Node& source,
                 const Take& take) override;
  void add_record(std::span<const std::uint16_t> scopes, const RecordText& record) override;
  void finish() override;

 private:
  /// Where rules stand: an element, and what must be true of it and those round it.
  struct Section {
    std::string name;  ///< as the map writes it
    std::vector<XmlPathStep> path;
    std::uint16_t step = 0;
  };
  /// What hangs on a step until all is known.
  struct Pending {
    std::vector<XmlTake> takes;
    std::vector<XmlRecord> records;
  };

  std::uint16_t step(std::uint16_t parent, const std::string& name);
  std::optional<XmlSource> read_source(const yaml::Node& node);
  std::vector<XmlCondition> read_conditions(const yaml::Node* node);
  XmlRange add_checks(const std::vector<std::pair<std::size_t, const XmlCondition*>>& conditions);
  XmlTake place(const Section* section, const XmlSource& source, const Take& take, bool is_time);

  Plan& plan_;
  XmlRules& rules_;
  TableReader& table_;
  std::vector<Section> sections_;
  std::vector<Pending> pending_;  ///< by step
  std::map<std::pair<std::uint16_t, std::string>, std::uint16_t> inner_;
};

}  // namespace weighbridge::maps
