// The answer to an X12 interchange: TA1 for its envelope, one 997 (or 999) for each of its groups,
// in one interchange that goes back to the sender.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "mappings/canonical/time.hpp"
#include "parsers/x12/interchange.hpp"
#include "parsers/x12/transaction_set.hpp"

namespace weighbridge {

/// What only the outside knows about an acknowledgment.
struct AcknowledgmentStamp {
  std::optional<Instant> time;  ///< nothing: the time of the interchange that is answered
  std::uint64_t control = 1;    ///< ISA13 of the answer; its last nine digits count
  /// Asked for ISA13 instead, once there is something to answer; may be empty.
  std::function<std::uint64_t()> next_control{};
  /// 999 instead of 997, for groups of a release that has it (005010 and later).
  bool implementation = false;
};

/// Takes an interchange apart as it is read and writes the answer. Groups of acknowledgments (FA)
/// are not acknowledged (X12.20: that would never end).
class X12Acknowledgment {
 public:
  explicit X12Acknowledgment(AcknowledgmentStamp stamp) : stamp_(std::move(stamp)) {}

  void begin_group(const x12::FunctionalGroup& group);
  /// Its own findings decide: errors reject (R), warnings are noted (E), notes say nothing.
  void add(const x12::TransactionSet& set);
  void end_group(const x12::FunctionalGroup& group);

  /// The whole answer; empty when there is nothing to answer: no group, and neither a flaw of the
  /// envelope nor a request for a TA1 (ISA14). `interchange` must be complete.
  std::string finish(const x12::Interchange& interchange) const;

 private:
  void add_flaws(const x12::TransactionSet& set);

  AcknowledgmentStamp stamp_;
  bool answers_group_ = false;
  bool implementation_ = false;  ///< the open group is answered with a 999
  bool newest_release_ = false;  ///< any group of release 005010 or later
  std::string body_;             ///< GS to GE of the answer, group by group
  std::string sets_;             ///< AK2 to AK5 of the open group
  std::uint32_t groups_ = 0, read_ = 0, segments_ = 0, received_ = 0, accepted_ = 0, noted_ = 0;
};

}  // namespace weighbridge
