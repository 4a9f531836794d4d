// Waiting that ends early when it is time to stop, and that differs a little each time, so that
// many clocks do not strike together.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <random>

namespace weighbridge::receive {

class Pause {
 public:
  /// Waits; false when stop() was called.
  bool wait(std::chrono::milliseconds duration);
  void stop();
  bool stopped() const { return stopped_; }
  /// For those who look now and then while they work.
  const std::atomic<bool>& flag() const { return stopped_; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<bool> stopped_{false};
};

/// `duration` give or take a tenth.
std::chrono::milliseconds jittered(std::chrono::milliseconds duration, std::minstd_rand& random);

}  // namespace weighbridge::receive
