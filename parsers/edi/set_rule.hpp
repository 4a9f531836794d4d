// The table of one transaction set: which segments, in which order, in which loops.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace weighbridge::edi {

constexpr std::uint16_t kNoRow = 0xFFFF;
constexpr std::uint32_t kUnlimited = 0xFFFFFFFF;

/// One line of a set's table: a segment at its place.
struct RowRule {
  std::uint16_t segment = 0;  ///< index into Dictionary::segments()
  std::uint16_t loop = 0;     ///< the innermost loop it stands in
  bool mandatory = false;     ///< in its loop
  bool opens_loop = false;    ///< it is the first of `loop`
  std::uint32_t max_use = 1;  ///< kUnlimited: no limit
};

/// One loop of a set's table. Loops stand in the order of their first rows, so those nested in loop
/// n are n + 1 up to `end_loop`.
struct LoopRule {
  std::string_view id;                       ///< its own, such as "N1"; "" for the set
  std::uint16_t parent = 0;                  ///< loop 0, the set, is its own parent
  std::uint16_t first_row = 0, end_row = 0;  ///< nested loops included
  std::uint16_t end_loop = 0;
  bool mandatory = false;
  bool asks = false;  ///< rows or loops directly in it are mandatory, apart from its first
  std::uint32_t max_repeat = 1;
};

struct SetRule {
  std::string_view id, name, functional_id;  ///< "856", its name, GS01 "SH"
  std::vector<RowRule> rows;                 ///< in the order of the standard
  std::vector<LoopRule> loops;               ///< loop 0 is the set
  std::vector<std::uint16_t> symbols;        ///< by segment index: its column in `steps`, or kNoRow
  std::uint32_t symbol_count = 0;
  std::vector<std::uint16_t> steps;  ///< see step()

  /// Where a segment leads from `row` without going back: the row it takes, or kNoRow. In this
  /// order: on in the innermost loop, that loop once more, then the same one loop further out.
  std::uint16_t step(std::uint16_t row, std::uint16_t symbol) const {
    return steps[row * symbol_count + symbol];
  }
  /// The row directly in `loop` (or opening a loop directly in it) that holds `segment`, in
  /// whatever order; kNoRow when there is none.
  std::uint16_t row_in_loop(std::uint16_t loop, std::uint16_t segment) const;
  /// The row after `row` on the level of `loop`: what is nested deeper is skipped.
  std::uint16_t next_on_level(std::uint16_t row, std::uint16_t loop) const;
};

/// Fills `symbols`, `steps`, and what loops need to know of their rows, from `rows` and `loops`.
void compile_steps(SetRule& set, std::size_t segment_count);

}  // namespace weighbridge::edi
