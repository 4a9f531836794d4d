// Short texts as integers, so that a segment tag or a code is compared and hashed in one step.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace weighbridge::edi {

namespace detail {
template <class Word>
Word load(const char* at) {
  Word word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}
}  // namespace detail

/// At most eight bytes as a number, the first byte lowest; the empty text is 0. Without a loop
/// where that can be: the parts overlap, and their common bytes are equal.
constexpr std::uint64_t packed(std::string_view text) {
  const std::size_t size = text.size();
  if (std::is_constant_evaluated() || std::endian::native != std::endian::little) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < size; ++i)
      word |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
    return word;
  }
  const char* bytes = text.data();
  if (size >= 4)
    return detail::load<std::uint32_t>(bytes) |
           std::uint64_t{detail::load<std::uint32_t>(bytes + size - 4)} << (8 * (size - 4));
  if (size >= 2)
    return detail::load<std::uint16_t>(bytes) |
           std::uint64_t{detail::load<std::uint16_t>(bytes + size - 2)} << (8 * (size - 2));
  return size == 1 ? static_cast<unsigned char>(*bytes) : 0;
}

/// A segment tag of one to three bytes; 0 for what cannot be a tag.
constexpr std::uint32_t packed_tag(std::string_view tag) {
  if (tag.empty() || tag.size() > 3) return 0;
  return static_cast<std::uint32_t>(tag.size()) << 24 | static_cast<std::uint32_t>(packed(tag));
}

constexpr std::uint32_t kTagSlots = 1024;

constexpr std::uint32_t tag_slot(std::uint32_t key) {
  return key * 0x9E3779B1U >> 22;
}

/// A code of one to eight bytes; 0 for what cannot be one.
constexpr std::uint64_t packed_code(std::string_view code) {
  return code.size() > 8 ? 0 : packed(code);
}

/// The first slot to look in, in a table of `slots` (a power of two, at least 2).
constexpr std::size_t code_slot(std::uint64_t key, std::size_t slots) {
  return key * 0x9E3779B97F4A7C15ULL >> (64 - std::countr_zero(slots));
}

/// Whether a text of one to eight bytes, packed, is digits only.
constexpr bool all_digits(std::uint64_t word, std::size_t size) {
  constexpr std::uint64_t kHighHalves = 0xF0F0F0F0F0F0F0F0;
  constexpr std::uint64_t kZeros = 0x3030303030303030;
  if (size < 8) word |= kZeros << (8 * size);
  // A digit stays among 0x30..0x3F when six is added; what comes after '9' does not.
  return ((word & kHighHalves) == kZeros) &&
         (((word + 0x0606060606060606) & kHighHalves) == kZeros);
}

/// Whether a text of one to eight bytes, packed, is at least `digits_min` digits, at least one,
/// with at most one point among them.
constexpr bool is_unsigned_real(std::uint64_t word, std::size_t size, std::size_t digits_min) {
  constexpr std::uint64_t kPoints = 0x2E2E2E2E2E2E2E2E;
  constexpr std::uint64_t kLowBits = 0x7F7F7F7F7F7F7F7F;
  // The highest bit of each byte that is a point, and no other bit.
  const std::uint64_t others = word ^ kPoints;
  const std::uint64_t points = ~(((others & kLowBits) + kLowBits) | others | kLowBits);
  if ((points & (points - 1)) != 0) return false;
  const std::size_t digits = size - (points != 0 ? 1U : 0U);
  // With a zero where the point stood, all are digits.
  return digits != 0 && digits >= digits_min &&
         all_digits(word ^ (points >> 7) * ('.' ^ '0'), size);
}

}  // namespace weighbridge::edi
