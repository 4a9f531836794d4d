// Reference data of several sources as one.
#pragma once

#include <cstdint>

#include "mappings/canonical/reference_data.hpp"

namespace weighbridge::pipeline {

/// Adds the rows of `more` to `base`; a row with the key of an older one takes its place.
void merge(ReferenceData& base, ReferenceData&& more);

std::uint64_t row_count(const ReferenceData& data);

}  // namespace weighbridge::pipeline
