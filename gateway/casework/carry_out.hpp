// Writes what was decided about a case, with all that follows from it, in the caller's transaction.
#pragma once

#include <string>
#include <vector>

#include "cases/casework/decide.hpp"
#include "cases/journal.hpp"
#include "gateway/casework/tools.hpp"
#include "store/store.hpp"

namespace weighbridge::casework {

/// A case that changed, and what came with it.
struct Change {
  cases::Case value;
  cases::CaseWork work;
  std::vector<cases::Hold> holds;  ///< placed and released ones
  std::vector<cases::CaseEvent> events;
};

/// Sends off the effects of the case's current decision that nobody sent off yet: messages into the
/// outbox, each under the effect's id, tasks for people. Both are marked in `change.work`.
void dispatch_effects(Change& change, const CaseTools& tools, store::Writer& writer);

/// Tells the supplier what he was not told at this impact yet (M-18.2). Returns why it cannot be;
/// empty when it is in the outbox.
std::string tell_supplier(Change& change, std::string_view text, const CaseTools& tools,
                          store::Writer& writer);

/// Case, work, holds with their messages to the ERP, and the ledger's entries.
void write_change(Change& change, const cases::Act& act, const CaseTools& tools,
                  store::Writer& writer);

/// What follows from holds that were kept: the ERP's messages, and the postings that wait for them
/// or go (M-17.5). Returns whether something is due in the outbox.
bool tell_holds(std::span<const cases::Hold> holds, const CaseTools& tools, store::Writer& writer);

}  // namespace weighbridge::casework
