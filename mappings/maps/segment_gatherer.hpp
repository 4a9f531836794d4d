// Runs a document of segments (X12, EDIFACT) through a plan.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "mappings/maps/gathered.hpp"
#include "parsers/edi/transaction_set.hpp"

namespace weighbridge::maps {

/// The components of a composite element: cut once, for all that are asked for one after the other.
class Components {
 public:
  /// Component `n`, from 1, of `element`; empty when there are fewer.
  std::string_view of(std::string_view element, char separator, std::size_t n) {
    if (element.data() != element_.data() || element.size() != element_.size())
      cut(element, separator);
    if (n <= count_) return parts_[n - 1];
    return n <= kKept ? std::string_view{} : edi::part(element, separator, n);
  }
  /// What was cut is no longer there.
  void forget() { element_ = {}, count_ = 0; }

 private:
  static constexpr std::size_t kKept = 6;

  void cut(std::string_view element, char separator);

  std::string_view element_;
  std::array<std::string_view, kKept> parts_;
  std::size_t count_ = 0;
};

/// Reused from set to set: nothing is freed. Plans and dictionaries must outlive it.
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

  /// A plan's symbols by the segments of a dictionary.
  struct Columns {
    const Plan* plan;
    const edi::Dictionary* dictionary;
    std::vector<std::uint16_t> symbols;
  };

  /// A segment and its index.
  struct Row {
    const edi::Segment& segment;
    std::uint32_t index;
  };

  void reset();
  const Columns& columns();
  std::uint16_t symbol_of(const Columns& columns, std::uint32_t segment) const;
  const LoopState& state_of(std::uint32_t loop) {
    return loops_[loop].frame != kNone ? loops_[loop] : enter(loop);
  }
  const LoopState& enter(std::uint32_t loop);
  std::uint32_t open_frame(std::uint32_t around, std::uint32_t loop, const Scope& scope);
  void open_records(LoopState& state, std::uint32_t loop);
  void apply(const SegmentRules& rules, const Row& row, const LoopState& state);
  void apply_takes(Range takes, const Row& row, std::uint32_t frame, std::uint8_t element = 0);
  void apply_pairs(const Pairs& pairs, const Row& row, std::uint32_t frame);
  void apply_record(std::uint16_t record, const Row& row, std::uint32_t frame);
  void apply_members(Range members, const Row& row, std::uint32_t first_open);
  void put_members(Range takes, const Row& row, std::uint32_t record);
  std::string_view value_of(const edi::Segment& segment, std::size_t element,
                            std::size_t component);
  bool read(const Take& rule, std::uint8_t element, const Row& row, Cell& cell);
  bool holds(Range checks, const edi::Segment& segment);

  const Plan* plan_ = nullptr;
  const edi::TransactionSet* set_ = nullptr;
  Gathered* out_ = nullptr;
  Components components_;
  std::vector<LoopState> loops_;
  std::vector<std::uint32_t> open_;  ///< records of `out_`, or kNone where the rule did not apply
  std::vector<Columns> columns_;     ///< of what has been seen: a handful
  std::vector<std::uint32_t> node_of_loop_, frame_of_node_;
};

/// Places of a set of segments. The set's own findings are known.
class SegmentView final : public SourceView {
 public:
  explicit SegmentView(const edi::TransactionSet& set) : set_(set) {}

  Place place(std::uint32_t spot) const override;
  Place place(const Plan& plan, const Cell& cell) const override;
  bool refused(const Cell& cell) const override;
  bool plain() const override { return set_.plain; }

 private:
  const edi::TransactionSet& set_;
};

}  // namespace weighbridge::maps
