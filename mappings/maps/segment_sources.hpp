// Sources of documents made of segments, X12 and EDIFACT: `REF02 when REF01=CN` (source.hpp).
#pragma once

#include <optional>
#include <vector>

#include "mappings/maps/plan_builder.hpp"
#include "mappings/maps/source.hpp"
#include "mappings/maps/source_compiler.hpp"
#include "mappings/maps/standard_check.hpp"

namespace weighbridge::maps {

class SegmentSources final : public SourceCompiler {
 public:
  /// How the standard's dates tell their format: by their length, or (EDIFACT C507) by the
  /// qualifier in the next component.
  enum class Dates : std::uint8_t { by_length, with_qualifier };

  SegmentSources(const edi::Dictionaries& dictionaries, Plan& plan, TableReader& table,
                 Dates dates = Dates::by_length)
      : plan_(plan), table_(table), dates_(dates), standard_(dictionaries, {}), builder_(plan) {}

  void read_set(const yaml::Node& reads) override;
  std::uint16_t scope(const yaml::Node& at) override;
  std::string name(std::uint16_t scope) const override;
  void open_frames(const yaml::Node& at, std::uint16_t scope, FrameUse use) override;
  void add_value(std::span<const std::uint16_t> scopes, const yaml::Node& source,
                 const Take& take) override;
  void add_record(std::span<const std::uint16_t> scopes, const RecordText& record) override;
  void finish() override { builder_.finish(); }

 private:
  std::optional<Source> read_source(const yaml::Node& node);
  std::vector<Condition> read_conditions(const yaml::Node* node);
  void check_element(const yaml::Node& at, const ElementPath& path);
  Take placed(Take take, const Source& source, bool is_time) const;

  Plan& plan_;
  TableReader& table_;
  Dates dates_;
  StandardCheck standard_;
  PlanBuilder builder_;
};

}  // namespace weighbridge::maps
