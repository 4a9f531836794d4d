// The heart: evidence in, differences out. Pure and deterministic; the order of arrival never
// matters (M-3.5).
#pragma once

#include <cstdint>
#include <span>

#include "matching/discrepancy.hpp"
#include "matching/evidence.hpp"
#include "matching/policy.hpp"

namespace weighbridge::matching {

/// Judges everything in `evidence` under `policy` as the world stands at `as_of`. The same input
/// gives the same bytes.
Judgement judge(const Evidence& evidence, const Policy& policy, Instant as_of);

/// The same over some of the documents only, told by their places in `evidence.receipts`.
Judgement judge_some(const Evidence& evidence, std::span<const std::uint32_t> chosen,
                     const Policy& policy, Instant as_of);

}  // namespace weighbridge::matching
