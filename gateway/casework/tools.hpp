// What the work on cases needs beside the store.
#pragma once

#include "cases/journal.hpp"
#include "gateway/intake/site_clock.hpp"
#include "gateway/pipeline/worker.hpp"
#include "mappings/canonical/reference_data.hpp"

namespace weighbridge::casework {

/// All must outlive it.
struct CaseTools {
  const pipeline::ProcessingSetup& setup;
  const ReferenceData& reference;
  const intake::ZonedSiteClock& calendar;
  Instant now{};
};

}  // namespace weighbridge::casework
