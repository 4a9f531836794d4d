// What the fuzz targets of the text readers share.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include "parsers/byte_source.hpp"

namespace weighbridge::fuzz {

/// A property that must hold for every input.
inline void require(bool holds) {
  if (!holds) std::abort();
}

/// Hands out at most `piece` bytes at a time.
class PiecewiseSource final : public ByteSource {
 public:
  PiecewiseSource(std::string_view text, std::size_t piece) : memory_(text), piece_(piece) {}
  std::size_t read(std::span<char> room) override {
    return memory_.read(room.first(std::min(room.size(), piece_)));
  }

 private:
  MemorySource memory_;
  std::size_t piece_;
};

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace weighbridge::fuzz
