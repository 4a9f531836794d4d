// The facts behind the recovery rate of section 21: what was decided against suppliers, and what of
// it came back.
#pragma once

#include "cases/kpis/facts.hpp"
#include "gateway/pipeline/kpi_facts.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

/// Adds a fact for each credit, debit memo and short payment (CRD, DBM, SHP) that was approved in
/// the period.
void gather_recoveries(store::Reader& reader, const Period& period, cases::KpiFacts& facts);

}  // namespace weighbridge::pipeline
