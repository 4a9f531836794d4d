// A server that fails again and again is left alone for a while: our tries would only delay its
// coming back. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>

namespace weighbridge::erp {

class CircuitBreaker {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::seconds kRestMax{3600};

  /// Opens after `failures_max` failures in a row, for `rest`, doubled each time the one try that
  /// is let through then fails too.
  CircuitBreaker(std::uint32_t failures_max, std::chrono::seconds rest)
      : failures_max_(failures_max), rest_(rest), next_rest_(rest) {}

  /// Nothing: go ahead, and say succeeded() or failed() afterwards. Else how long to wait. While it
  /// is open, one caller is let through when the rest is over.
  std::optional<std::chrono::seconds> wait(Clock::time_point now);
  void succeeded();
  void failed(Clock::time_point now);

 private:
  std::mutex mutex_;
  std::uint32_t failures_max_;
  std::chrono::seconds rest_, next_rest_;
  std::uint32_t failures_ = 0;
  std::optional<Clock::time_point> open_until_;
  bool trying_ = false;  ///< one call is on its way to see whether the server is back
};

}  // namespace weighbridge::erp
