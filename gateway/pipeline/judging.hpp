// Judges what a store holds: all of it, or, where an earlier judgement is kept, only what has
// changed since. Both say the same, byte for byte (M-3.5).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "matching/judge.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

/// What a judgement is made by. The store knows the rest: its receipts, events and cases.
struct JudgingTask {
  const matching::Policy& policy;
  std::string policy_text;  ///< its source, to know it again
  const ReferenceData& reference;
  bool reference_changed = false;  ///< since the last judgement of this store
  const matching::SiteClock& clock;
  Instant as_of{};
  /// Documents that came again: judged as the repetitions they are, and recorded no second time.
  std::vector<matching::AcceptedReceipt> repeated{};
  /// Whether the ledger's usual latency (15.1) is measured now, and every line that waits for a
  /// posting looked at again for the sake of that advice. Otherwise the last measure serves: for
  /// arrivals that come by the second, with a look around now and then.
  bool measures_latency = true;
};

/// What was looked at again.
struct Touched {
  matching::Judgement judgement;
  /// Whether that was everything; then every earlier result is replaced.
  bool everything = false;
  /// Whose results `judgement` replaces (matching/parts/links.hpp); those of others stand. Of stock
  /// as such as well: transfer orders, counts and adjustments.
  store::Words owners;
};

/// Judges what is new in the store since the last judgement: receipts and events that were added,
/// what look_again() names, `task.repeated`, and what the passing of time has done; with all that
/// those reach, and nothing else. Keeps the results. What it reads and does follows from what it
/// touches, not from what the store holds. To be called in the transaction that adds the documents,
/// or in a later one, for any number of documents at once.
///
/// It judges everything when there is nothing to build on: for a new store, another policy, program
/// or reference data, an as-of time before the last one, and a flood of new documents.
Touched judge_arrival(const JudgingTask& task, store::Writer& writer);

/// Everything, as the last judge_arrival() with this task left it.
matching::Judgement kept_judgement(const JudgingTask& task, store::Writer& writer);

/// Judges everything that the store holds, and keeps nothing.
matching::Judgement judge_everything(const JudgingTask& task, store::Reader& reader);

/// The cases that cases::rejudge() must know beside `touched.judgement`: open ones of its owners,
/// and every case of an anchor that it raises something at. By case number.
std::vector<cases::Case> cases_reached(const Touched& touched, store::Reader& reader);

/// The cases that `receipts` name (M-11.1) and no decision has closed. One that a credit has
/// cleared counts: what the credit is, is judged without the credit itself.
std::vector<matching::OpenCase> cases_named(std::span<const matching::AcceptedReceipt> receipts,
                                            store::Reader& reader);

}  // namespace weighbridge::pipeline
