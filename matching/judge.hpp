// The heart: evidence in, differences out. Pure and deterministic; the order of arrival never
// matters (M-3.5).
#pragma once

#include <cstdint>
#include <span>

#include "matching/discrepancy.hpp"
#include "matching/evidence.hpp"
#include "matching/parts/trace.hpp"
#include "matching/policy.hpp"

namespace weighbridge::matching {

/// Judges everything in `evidence` under `policy` as the world stands at `as_of`. The same input
/// gives the same bytes. `trace`, where given, is filled with what the results lean on.
Judgement judge(const Evidence& evidence, const Policy& policy, Instant as_of,
                Trace* trace = nullptr);

/// The same over some of the documents only, told by their places in `evidence.receipts`.
Judgement judge_some(const Evidence& evidence, std::span<const std::uint32_t> chosen,
                     const Policy& policy, Instant as_of, Trace* trace = nullptr);

/// Brings every list into the order in which judge() gives it; equal rows have no order. For
/// judgements that were put together from parts.
void put_in_order(Judgement& judgement);

}  // namespace weighbridge::matching
