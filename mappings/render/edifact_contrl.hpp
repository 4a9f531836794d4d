// The answer to an EDIFACT interchange: CONTRL, which says what was read and what was wrong with
// it.
#pragma once

#include <cstdint>
#include <string>

#include "mappings/render/edifact_writer.hpp"
#include "parsers/edi/transaction_set.hpp"
#include "parsers/edifact/interchange.hpp"

namespace weighbridge {

/// Takes an interchange apart as it is read and writes the answer. A message with an error is
/// rejected (UCM 4) with its errors; every other is acknowledged (UCM 7). CONTRL messages are not
/// answered: that would never end.
class EdifactContrl {
 public:
  explicit EdifactContrl(EdifactStamp stamp) : stamp_(stamp) {}

  void begin_group(const edifact::FunctionalGroup& group);
  void add(const edi::TransactionSet& message);
  void end_group(const edifact::FunctionalGroup& group);

  /// The whole answer; empty when there is nothing to answer: no UNB, or nothing but CONTRL.
  std::string finish(const edifact::Interchange& interchange) const;

 private:
  void add_flaws(EdifactWriter& writer, const edi::TransactionSet& message);

  EdifactStamp stamp_;
  std::string body_;      ///< UCM to UCD and UCF, of all groups
  std::string messages_;  ///< UCM to UCD of the open group
  std::uint32_t segments_ = 0, group_segments_ = 0;
  std::uint32_t answered_ = 0, read_ = 0;
};

}  // namespace weighbridge
