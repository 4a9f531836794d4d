// How often is often (15.2).
#pragma once

#include <span>

#include "mappings/canonical/time.hpp"

namespace weighbridge::matching {

/// Whether some 30 days that `on` falls into hold three of `days`, which are sorted and have `on`
/// among them.
bool found_often(std::span<const Date> days, Date on);

}  // namespace weighbridge::matching
