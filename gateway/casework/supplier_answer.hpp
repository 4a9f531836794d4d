// What a supplier answers to what he was told of a case: tied back by the case number that
// travelled with it (section 18).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cases/journal.hpp"
#include "gateway/pipeline/sorting.hpp"
#include "store/monitor.hpp"
#include "store/store.hpp"

namespace weighbridge::casework {

/// The case numbers that a document of a supplier names: in its reference, or, of what answers us,
/// anywhere in it.
std::vector<std::string> cases_named_in(const pipeline::SortedDocument& document);

/// Puts the answer to the case as a comment, and takes the case back to IN_REVIEW when it waited
/// for it. Nothing for a case that the sender was never told of: a number is no key.
void hear_supplier(std::string_view case_id, const pipeline::SortedDocument& document,
                   const store::MonitoredMessage& message, const cases::Act& act,
                   store::Writer& writer);

}  // namespace weighbridge::casework
