// The ERP's postings of stock and the holds they wait for (M-17.5): one row of the outbox for each,
// under an id that never changes, so that it leaves exactly once.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cases/holds.hpp"
#include "gateway/casework/tools.hpp"
#include "gateway/pipeline/judging.hpp"
#include "store/store.hpp"

namespace weighbridge::casework {

/// The ids of the postings that a posting hold covers: those of the document that it names, where
/// that is one of what was received; else of everything received for its order line.
std::vector<std::string> postings_of(const cases::Hold& hold, store::Reader& reader);

/// Puts the postings of received lines, counts, adjustments and transfers that a judgement reached
/// into the outbox: waiting, or held where a posting hold covers them. Nothing where no ERP wants
/// postings.
void post(const pipeline::Touched& touched, std::span<const matching::AcceptedReceipt> fresh,
          const CaseTools& tools, store::Writer& writer);

/// Sends a held posting off, unless another open hold covers it; holds one that has not left yet.
void release_posting(const cases::Hold& hold, Instant now, store::Writer& writer);
void hold_posting(const cases::Hold& hold, store::Writer& writer);

}  // namespace weighbridge::casework
