// Everything that a decision on a case looks at, gathered from the store.
#pragma once

#include <optional>
#include <string_view>

#include "cases/casework/decide.hpp"
#include "gateway/casework/tools.hpp"
#include "store/store.hpp"

namespace weighbridge::casework {

/// Where a case belongs: its site and its supplier's group.
cases::Scope scope_of(const cases::Case& value, const ReferenceData& reference);

/// Documents that a case names, as they are in the evidence, by arrival.
std::vector<matching::AcceptedReceipt> documents_of(const cases::Case& value,
                                                    store::Reader& reader);

/// The holds of its discrepancies, and those that people placed on its anchor.
std::vector<cases::Hold> holds_of(const cases::Case& value, store::Reader& reader);

/// Who had a hand in what the case is about (S2 to S6): who sent its documents over HTTP, who
/// received, counted, adjusted, who changed where its supplier is paid or wrote
/// the policy. `documents` are those of documents_of().
cases::Involvement involvement_of(const cases::Case& value,
                                  const std::vector<matching::AcceptedReceipt>& documents,
                                  store::Reader& reader);

/// Nothing when there is no such case. The named person and the target of a merge are the caller's
/// to add.
std::optional<cases::Dossier> gather(std::string_view case_id, const cases::Person& person,
                                     const CaseTools& tools, store::Reader& reader);

}  // namespace weighbridge::casework
