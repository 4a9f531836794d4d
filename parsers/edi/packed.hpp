// Short texts as integers, so that a segment tag or a code is compared and hashed in one step.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace weighbridge::edi {

/// A segment tag of one to three bytes; 0 for what cannot be a tag.
constexpr std::uint32_t packed_tag(std::string_view tag) {
  if (tag.empty() || tag.size() > 3) return 0;
  std::uint32_t key = static_cast<std::uint32_t>(tag.size()) << 24;
  for (const char c : tag)
    key = (key & 0xFF000000) | (key << 8 & 0xFFFFFF) | static_cast<std::uint8_t>(c);
  return key;
}

constexpr std::uint32_t kTagSlots = 1024;

constexpr std::uint32_t tag_slot(std::uint32_t key) {
  return key * 0x9E3779B1U >> 22;
}

/// A code of one to eight bytes; 0 for what cannot be one.
constexpr std::uint64_t packed_code(std::string_view code) {
  if (code.empty() || code.size() > 8) return 0;
  std::uint64_t key = 0;
  for (const char c : code) key = key << 8 | static_cast<std::uint8_t>(c);
  return key;
}

/// The first slot to look in, in a table of `slots` (a power of two, at least 2).
constexpr std::size_t code_slot(std::uint64_t key, std::size_t slots) {
  return key * 0x9E3779B97F4A7C15ULL >> (64 - std::countr_zero(slots));
}

}  // namespace weighbridge::edi
