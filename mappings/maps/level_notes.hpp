// What was unusual about the levels of a hierarchy, told once for each kind: which quantities count
// and which only repeat them is decided in line_choice.
#pragma once

#include <span>

#include "mappings/maps/gathered.hpp"
#include "mappings/maps/line_choice.hpp"
#include "mappings/maps/value_reader.hpp"

namespace weighbridge::maps {

/// Notes LEVEL_NOT_ITEM (goods stated at a pack), QUANTITY_ABOVE (a pack repeats what its items
/// count) and QUANTITY_BELOW (levels below an item split or repeat its quantity).
void report_levels(const Plan& plan, const Gathered& gathered, std::span<const FrameChoice> choices,
                   ValueReader& values);

}  // namespace weighbridge::maps
