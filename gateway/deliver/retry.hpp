// When something that failed is tried again (spec section 20).
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "mappings/canonical/time.hpp"

namespace weighbridge::deliver {

/// 1, 5, 15, 60 and 240 minutes, each ± 20 %, so that what failed together does not come again
/// together. Not for two threads at once.
class RetryTimes {
 public:
  /// `seed` 0: from the system.
  explicit RetryTimes(std::uint64_t seed);

  /// How long to wait after `failed` tries (1, 2, ...); nothing when it is to be given up.
  std::optional<std::chrono::seconds> after(unsigned failed);

 private:
  std::mt19937_64 random_;
};

/// Leaves a receiver alone that failed several times in a row.
class Breakers {
 public:
  Breakers(unsigned after, std::chrono::seconds rest) : after_(after), rest_(rest) {}

  /// Until when nobody tries this receiver; nothing when it may be tried now.
  std::optional<Instant> resting(const std::string& receiver, Instant now) const;
  void succeeded(const std::string& receiver) { failures_.erase(receiver); }
  void failed(const std::string& receiver, Instant now);
  /// Those that rest now.
  std::vector<std::string> all_resting(Instant now) const;

 private:
  struct Failures {
    unsigned in_a_row = 0;
    Instant last{};
  };
  unsigned after_;
  std::chrono::seconds rest_;
  std::map<std::string, Failures> failures_;
};

}  // namespace weighbridge::deliver
