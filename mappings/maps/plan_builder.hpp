// Lays the rules of a map out as a plan: checks and takes in flat arrays, grouped by the code that
// they hang on, so that a REF with fifteen possible meanings costs one look-up.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mappings/maps/plan.hpp"
#include "mappings/maps/source.hpp"

namespace weighbridge::maps {

class PlanBuilder {
 public:
  explicit PlanBuilder(Plan& plan) : plan_(&plan) { plan.scopes.resize(1); }

  /// The scope of a loop path, made with those that lead to it when new.
  std::uint16_t scope(std::string_view path);

  /// A value rule: `take` filled but for its checks.
  void add_take(std::uint16_t scope, const Source& source, const Take& take);
  /// A record that one segment states, or where its takes are of several segments, the loop of
  /// `scope` with all that is in it. The conditions look at the segment, or the loop's first one.
  void add_record(std::uint16_t scope, RecordKind kind, const std::vector<Condition>& when,
                  const std::vector<Condition>& negative_when,
                  const std::vector<std::pair<Source, Take>>& takes);

  /// Conditions, from the `from`th on, as rows of `Plan::checks`.
  Range add_checks(const std::vector<Condition>& conditions, std::size_t from = 0);

  /// Writes `Plan::rules` and what hangs on them. The plan is complete then.
  void finish();

 private:
  struct PendingTake {
    std::uint16_t scope;
    Source source;
    Take take;
  };
  struct PendingRecord {
    std::uint16_t scope;
    std::string tag;  ///< of its segment; empty: the whole loop
    Record record;
    std::map<std::string, Range> members;  ///< of a loop: takes by segment
  };

  std::uint16_t add_group(const std::vector<Take>& takes);
  SegmentRules layout(const std::vector<const PendingTake*>& takes);
  Range layout_qualified(const std::vector<const PendingTake*>& takes);
  Range layout_pairs(const std::vector<const PendingTake*>& takes);
  void add_symbols();
  SegmentRules& rules_of(std::uint16_t scope, const std::string& tag);
  void finish_segment_records();
  void finish_loop_records();

  Plan* plan_;
  std::vector<PendingTake> takes_;
  std::vector<PendingRecord> records_;
};

}  // namespace weighbridge::maps
