#pragma once

#include <cstddef>
#include <cstdint>

namespace weighbridge::json {

/// How much of one JSON text is read.
struct Limits {
  std::size_t bytes_max = 64U << 20;
  std::uint32_t depth_max = 32;         ///< objects and arrays within one another
  std::uint32_t values_max = 4U << 20;  ///< of any kind, in all
};

}  // namespace weighbridge::json
