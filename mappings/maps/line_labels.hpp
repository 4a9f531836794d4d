// Labels of packages that say themselves which lines are in them.
#pragma once

#include "mappings/maps/line_builder.hpp"

namespace weighbridge::maps {

/// Gives each line of `receipt` the labels (RecordKind::label) that name its number.
void add_line_labels(const Plan& plan, const Gathered& gathered, const LineBuilder& lines,
                     ValueReader& values, Receipt& receipt);

}  // namespace weighbridge::maps
