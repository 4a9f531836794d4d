// The heart: evidence in, differences out. Pure and deterministic; the order of arrival never
// matters (M-3.5).
#pragma once

#include "matching/discrepancy.hpp"
#include "matching/evidence.hpp"
#include "matching/policy.hpp"

namespace weighbridge::matching {

/// Judges everything in `evidence` under `policy` as the world stands at `as_of`. The same input
/// gives the same bytes.
Judgement judge(const Evidence& evidence, const Policy& policy, Instant as_of);

}  // namespace weighbridge::matching
