// Finds the place of each segment in its set's table: loops, order, presence, maximum use.
#pragma once

#include <cstdint>
#include <vector>

#include "parsers/edi/dictionary.hpp"
#include "parsers/edi/set_findings.hpp"
#include "parsers/edi/transaction_set.hpp"

namespace weighbridge::edi {

/// A small machine whose state is a row of the table. Real messages do not keep the order; a
/// segment out of order is placed where it belongs in a loop that is open, and said to be so.
/// Reused from set to set: the happy path allocates nothing.
class StructureMatcher {
 public:
  explicit StructureMatcher(SetFindings& findings) : findings_(findings) {}

  /// Starts on `set`, whose ST takes the first row.
  void begin(const SetRule& rule, TransactionSet& set);
  /// Takes segment `index` (1, 2, ...), which is number `segment` in the dictionary.
  void take(std::uint32_t index, std::uint16_t segment);
  /// Takes segment `index` which the dictionary does not know.
  void take_unknown(std::uint32_t index);
  /// Closes all loops: the set has ended.
  void end();

 private:
  std::uint16_t find_anywhere(std::uint16_t segment) const;
  void report_misplaced(std::uint32_t index, std::uint16_t row);
  void enter(std::uint32_t index, std::uint16_t row);
  void open(std::uint16_t loop, std::uint32_t index);
  void close(std::uint16_t loop, std::uint32_t index);
  void report_missing(std::uint16_t loop, std::uint32_t index);

  SetFindings& findings_;
  const SetRule* rule_ = nullptr;
  TransactionSet* set_ = nullptr;
  std::uint16_t row_ = 0;
  std::vector<std::uint32_t> uses_;         // of each row, in its open loop
  std::vector<std::uint32_t> repeats_;      // of each loop, in its open parent
  std::vector<std::uint32_t> occurrences_;  // of each open loop: its index in set_->loops
};

}  // namespace weighbridge::edi
