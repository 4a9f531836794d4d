// Messages that become no receipt, in words: CONTRL, APERAK and COMDIS say something about a
// message of ours.
#pragma once

#include <cstddef>

#include "parsers/edi/transaction_set.hpp"
#include "parsers/finding.hpp"

namespace weighbridge {

/// Adds a note (code SAYS) for each segment of an answer that matters, as long as there are fewer
/// than `findings_max`: its elements by name, their codes by meaning. Nothing for other messages.
void explain_answer(const edi::TransactionSet& message, Findings& findings,
                    std::size_t findings_max);

}  // namespace weighbridge
