// Judges what a store holds: all of it, or, where an earlier judgement is kept, only what has
// changed since. Both say the same, byte for byte (M-3.5).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "matching/judge.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

/// What a judgement is made by, and what is new since the last.
struct JudgingTask {
  const matching::Policy& policy;
  std::string policy_text;  ///< its source, to know it again
  const ReferenceData& reference;
  bool reference_changed = false;
  const matching::SiteClock& clock;
  Instant as_of{};
  std::span<const matching::AcceptedEvent> events;  ///< all that are known
  std::span<const matching::OpenCase> cases;
  store::Sequences new_receipts;
  /// Documents that came again: judged as the repetitions they are, and recorded no second time.
  std::vector<matching::AcceptedReceipt> repeated;
};

struct Judged {
  matching::Judgement whole;    ///< of everything
  matching::Judgement touched;  ///< of what was looked at again; empty when that is everything
  bool is_part = false;
  store::Words owners;  ///< whose results stand in `touched`

  /// What was worked out in this run.
  const matching::Judgement& fresh() const { return is_part ? touched : whole; }
};

/// Judges and keeps the result for the next time.
Judged judge_kept(const JudgingTask& task, store::Writer& writer);

/// Judges everything that the store holds, and keeps nothing.
matching::Judgement judge_everything(const JudgingTask& task, store::Reader& reader);

}  // namespace weighbridge::pipeline
