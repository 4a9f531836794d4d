// Sources of flat files: names of columns, `quantity when kind=D`, and constants, `=freight`. They
// are laid out as those of segments are: the type of a record is a tag, a column an element.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/maps/plan_builder.hpp"
#include "mappings/maps/source.hpp"
#include "mappings/maps/source_compiler.hpp"

namespace weighbridge::maps {

class FlatSources final : public SourceCompiler {
 public:
  FlatSources(Plan& plan, TableReader& table);

  void read_set(const yaml::Node& reads) override;
  std::uint16_t scope(const yaml::Node& at) override;
  std::string name(std::uint16_t scope) const override;
  void open_frames(const yaml::Node& at, std::uint16_t scope, FrameUse use) override;
  void add_value(std::span<const std::uint16_t> scopes, const yaml::Node& source,
                 const Take& take) override;
  void add_record(std::span<const std::uint16_t> scopes, const RecordText& record) override;
  std::optional<std::string> constant(const yaml::Node& source) const override;
  void finish() override;

 private:
  /// The record whose rows stand at a scope; kNoRecord where the map has a mistake there.
  std::size_t record_at(std::uint16_t scope) const;
  std::optional<Source> read_source(const yaml::Node& node, std::size_t record);
  std::vector<Condition> read_conditions(const yaml::Node& node, std::size_t record);
  /// What `reads.controls` says of rows that state how many others there are, or their sum.
  void read_controls(const yaml::Node& controls);
  void read_control(const yaml::Node& node);
  void read_counted(const yaml::Node& counts, FlatControl& control);
  /// The record that `node` names with `at`, which files of one type need not say.
  std::optional<std::size_t> control_record(const yaml::Node& node);
  std::optional<FlatTerm> read_term(const yaml::Node& node, std::size_t record);
  void report(const yaml::Node& node, const SourceError& error);
  bool holds_lines(std::uint16_t scope) const;

  Plan& plan_;
  TableReader& table_;
  PlanBuilder builder_;
};

}  // namespace weighbridge::maps
