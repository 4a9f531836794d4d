// The facts behind the figures of section 21, gathered from a store.
#pragma once

#include "cases/kpis/facts.hpp"
#include "gateway/pipeline/worker.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

/// [from, to).
struct Period {
  Instant from{}, to{};
  bool holds(Instant at) const { return at >= from && at < to; }
};

/// Reads all evidence: what fell into the period may lean on what came before it. docs/operating/
/// kpis.md tells how each fact is found.
cases::KpiFacts gather_kpi_facts(store::Reader& reader, const ProcessingSetup& setup,
                                 const Period& period, Instant now);

}  // namespace weighbridge::pipeline
