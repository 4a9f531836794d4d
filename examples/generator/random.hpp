// A small generator of pseudo-random numbers whose sequence is the same on every machine and
// compiler, which the standard library's distributions do not promise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace weighbridge::generator {

/// SplitMix64 (Steele, Lea, Flood 2014). A value: copies run on independently.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }

  /// From `low` to `high`, both included. The slight bias of the modulus does not matter here.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    const auto span = static_cast<std::uint64_t>(high - low) + 1;
    return low + static_cast<std::int64_t>(next() % span);
  }

  /// True `percent` times in a hundred.
  bool chance(int percent) { return between(1, 100) <= percent; }

  /// One element of a non-empty list.
  template <class T>
  const T& pick(std::span<const T> from) {
    return from[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(from.size()) - 1))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace weighbridge::generator
