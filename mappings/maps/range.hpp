#pragma once

#include <cstdint>

namespace weighbridge::maps {

/// A run of rows in one of the plan's arrays.
struct Range {
  std::uint16_t first = 0, count = 0;
};

}  // namespace weighbridge::maps
