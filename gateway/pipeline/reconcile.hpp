// The main job: what was read is recorded, judged together with everything known, and turned into
// cases.
#pragma once

#include <optional>

#include "gateway/pipeline/report.hpp"
#include "gateway/pipeline/take_in.hpp"
#include "matching/explain.hpp"
#include "matching/policy.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

struct RunSettings {
  matching::Policy policy;
  std::string policy_text{};                  ///< what it was read from; empty for the standard
  std::optional<matching::Policy> against;    ///< judged as well and compared, never recorded
  std::optional<matching::OrderRef> explain;  ///< whose arithmetic is asked for
  Instant as_of{};                            ///< the clock of the judgement
  Instant now{};                              ///< the clock on the wall, for the ledger
  bool keeps = false;        ///< the store outlives the run: results are worth keeping
  bool keeps_bytes = false;  ///< and so are the messages' bytes
};

/// Records `taken`, judges and records the cases, all in one commit: after a failure nothing of the
/// run is in the store. A message that the store knows already is judged as the repetition it is
/// and recorded no second time (M-3.2). Throws store::StoreError.
Report reconcile(const TakenIn& taken, const RunSettings& settings, store::Store& store);

}  // namespace weighbridge::pipeline
