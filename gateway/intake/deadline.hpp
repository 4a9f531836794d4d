// The clock that reading a message is held to (docs/formats/limits.md).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace weighbridge::intake {

/// Says, whenever it is asked, whether `seconds` have passed since now.
inline std::function<bool()> deadline_in(std::uint32_t seconds) {
  using Clock = std::chrono::steady_clock;
  return [end = Clock::now() + std::chrono::seconds(seconds)] { return Clock::now() > end; };
}

}  // namespace weighbridge::intake
