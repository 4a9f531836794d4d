// Finds what a judgement leaned on (trace.hpp), from the judge's own workings.
#pragma once

#include <span>

#include "matching/parts/trace.hpp"
#include "matching/rules/runner.hpp"

namespace weighbridge::matching {

struct TraceSources {
  const Setting& setting;
  const ItemCatalogue& items;
  std::span<const LineEvidence> lines;
  std::span<const LooseLine> loose;
  std::span<const TransferLine> transfers;
  std::span<const Raised> raised;
  const WindowWatch& watch;
};

Trace trace_of(const TraceSources& sources);

}  // namespace weighbridge::matching
