// Runs a document of segments (X12, EDIFACT) through a plan.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "mappings/maps/gathered.hpp"
#include "parsers/edi/transaction_set.hpp"

namespace weighbridge::maps {

/// Reused from set to set: nothing is freed.
class SegmentGatherer {
 public:
  /// Fills `out` from `set` by `plan`; `out` borrows from `set`. Spots are segment indices.
  void gather(const Plan& plan, const edi::TransactionSet& set, Gathered& out);

 private:
  /// What a loop means to the map.
  struct LoopState {
    std::uint16_t scope = kNoScope;
    std::uint16_t record_scope = kNoScope;  ///< of the loop whose records are open in it
    std::uint32_t frame = kNone;            ///< kNone: not entered yet
    std::uint32_t records = kNone;          ///< in open_: one for each of the scope's loop records
  };

  void reset();
  LoopState enter(std::uint32_t loop);
  std::uint32_t open_frame(std::uint32_t around, std::uint32_t loop);
  void open_records(LoopState& state, std::uint32_t loop);
  void apply(const SegmentRules& rules, std::uint32_t segment, const LoopState& state);
  void apply_group(Range takes, std::uint32_t segment, std::uint32_t frame);
  void apply_pairs(const Pairs& pairs, std::uint32_t segment, std::uint32_t frame);
  void apply_record(std::uint16_t record, std::uint32_t segment, std::uint32_t frame);
  void apply_members(Range members, std::uint32_t segment, std::uint32_t first_open);
  void put_members(Range takes, std::uint32_t segment, std::uint32_t record);
  void put(std::uint16_t take, std::uint8_t element, std::uint32_t segment, std::uint32_t frame);
  bool read(std::uint16_t take, std::uint8_t element, std::uint32_t segment, Cell& cell) const;
  bool holds(Range checks, const edi::Segment& segment) const;

  const Plan* plan_ = nullptr;
  const edi::TransactionSet* set_ = nullptr;
  Gathered* out_ = nullptr;
  std::vector<LoopState> loops_;
  std::vector<std::uint32_t> open_;  ///< records of `out_`, or kNone where the rule did not apply
  std::vector<std::uint32_t> node_of_loop_, frame_of_node_;
};

/// Places of a set of segments. The set's own findings are known.
class SegmentView final : public SourceView {
 public:
  explicit SegmentView(const edi::TransactionSet& set) : set_(set) {}

  Place place(std::uint32_t spot) const override;
  Place place(const Plan& plan, const Cell& cell) const override;
  bool refused(const Cell& cell) const override;

 private:
  const edi::TransactionSet& set_;
};

}  // namespace weighbridge::maps
