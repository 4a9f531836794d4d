// Reference data of several sources as one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cases/journal.hpp"
#include "mappings/canonical/reference_data.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

/// Adds the rows of `more` to `base`; a row with the key of an older one takes its place.
void merge(ReferenceData& base, ReferenceData&& more);

std::uint64_t row_count(const ReferenceData& data);

/// Tells the ledger of each supplier that is paid elsewhere than `before`, once for each of
/// `people`: who changes that approves nothing of the supplier for a while (S5).
void tell_payees(const std::vector<SupplierRow>& stated, const ReferenceData& before,
                 const std::vector<std::string>& people, const cases::Act& act,
                 std::string_view source, store::Writer& writer);

}  // namespace weighbridge::pipeline
