// The one place where the program asks what time it is.
#pragma once

#include <chrono>

#include "mappings/canonical/time.hpp"

namespace weighbridge::intake {

/// Now, to the second.
inline Instant wall_clock() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace weighbridge::intake
