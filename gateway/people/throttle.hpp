// Guessing gets slower with every failure.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace weighbridge::people {

/// Failures by key (a user's name, an address). After `free` of them each next one doubles the time
/// until another try is looked at: 1 s, 2 s, 4 s ... up to five minutes. An hour without a failure
/// is a new beginning. Kept in memory only; used by all threads.
class Throttle {
 public:
  using Time = std::chrono::steady_clock::time_point;
  explicit Throttle(std::uint32_t free) : free_(free) {}

  /// How long `key` has to wait still; nothing when its try may be looked at.
  std::optional<std::chrono::seconds> wait(const std::string& key, Time now);
  /// Counts one; how long it has to wait now.
  std::chrono::seconds failed(const std::string& key, Time now);
  void succeeded(const std::string& key);

 private:
  struct Failures {
    std::uint32_t count = 0;
    Time last, until;
  };
  void make_room(Time now);

  std::uint32_t free_;
  std::mutex mutex_;
  std::map<std::string, Failures> failures_;
};

}  // namespace weighbridge::people
