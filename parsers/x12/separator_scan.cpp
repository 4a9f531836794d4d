// This file is compiled once for each vector instruction set (Highway's foreach_target); the best
// one for the processor is chosen at run time.
#include "parsers/x12/separator_scan.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "parsers/x12/separator_scan.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace weighbridge::x12 {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kBlock = 64;  // bytes a step: one bit each in a 64-bit mask

struct BlockMasks {
  std::uint64_t separators = 0;  ///< bit i: byte i separates elements or segments
  std::uint64_t terminators = 0;
};

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_RVV
HWY_INLINE BlockMasks block_masks(const std::uint8_t* block, std::uint8_t element,
                                  std::uint8_t segment) {
  BlockMasks masks;
  for (std::size_t i = 0; i < kBlock; ++i) {
    masks.separators |= std::uint64_t{block[i] == element || block[i] == segment} << i;
    masks.terminators |= std::uint64_t{block[i] == segment} << i;
  }
  return masks;
}
#else
HWY_INLINE BlockMasks block_masks(const std::uint8_t* block, std::uint8_t element,
                                  std::uint8_t segment) {
  const hn::CappedTag<std::uint8_t, kBlock> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto elements = hn::Set(d, element);
  const auto segments = hn::Set(d, segment);
  // StoreMaskBits writes a bit a lane, so lanes / 8 bytes a vector: together one 64-bit mask each.
  alignas(8) std::array<std::uint8_t, 2 * sizeof(std::uint64_t)> separator_bits;
  alignas(8) std::array<std::uint8_t, 2 * sizeof(std::uint64_t)> terminator_bits;
  for (std::size_t i = 0; i < kBlock; i += lanes) {
    const auto bytes = hn::LoadU(d, block + i);
    const auto ends = hn::Eq(bytes, segments);
    hn::StoreMaskBits(d, hn::Or(ends, hn::Eq(bytes, elements)), separator_bits.data() + i / 8);
    hn::StoreMaskBits(d, ends, terminator_bits.data() + i / 8);
  }
  BlockMasks masks;
  std::memcpy(&masks.separators, separator_bits.data(), sizeof masks.separators);
  std::memcpy(&masks.terminators, terminator_bits.data(), sizeof masks.terminators);
  return masks;
}
#endif

/// Writes the offsets of one block's separators. Eight are written whether there are as many or
/// not: a branch that depends on the data costs more than the stores.
HWY_INLINE void write_block(BlockMasks masks, std::uint32_t base, ScanOutput& out) {
  std::uint64_t bits = masks.separators;
  std::uint64_t ends = masks.terminators;
  while (ends != 0) {
    const std::uint64_t below = (ends & (~ends + 1)) - 1;
    out.segment_ends[out.segment_count++] =
        out.separator_count + static_cast<std::uint32_t>(hwy::PopCount(bits & below));
    ends &= ends - 1;
  }
  const auto count = static_cast<std::uint32_t>(hwy::PopCount(bits));
  std::uint32_t* to = out.separators + out.separator_count;
  out.separator_count += count;
  for (std::uint32_t written = 0; written < count; written += 8) {
    for (int i = 0; i < 8; ++i) {
      *to++ = base + static_cast<std::uint32_t>(std::countr_zero(bits));
      bits &= bits - 1;
    }
  }
}

void scan(std::string_view text, std::uint32_t from, char element, char segment, ScanOutput& out) {
  const auto element_byte = static_cast<std::uint8_t>(element);
  const auto segment_byte = static_cast<std::uint8_t>(segment);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  ScanOutput local = out;  // kept in registers
  std::size_t at = from;
  for (; at + kBlock <= text.size(); at += kBlock)
    write_block(block_masks(bytes + at, element_byte, segment_byte), static_cast<std::uint32_t>(at),
                local);
  if (at < text.size()) {
    std::array<std::uint8_t, kBlock> rest{};
    std::copy(bytes + at, bytes + text.size(), rest.begin());
    BlockMasks masks = block_masks(rest.data(), element_byte, segment_byte);
    const std::uint64_t inside = (std::uint64_t{1} << (text.size() - at)) - 1;
    masks.separators &= inside;
    masks.terminators &= inside;
    write_block(masks, static_cast<std::uint32_t>(at), local);
  }
  out = local;
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace weighbridge::x12
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace weighbridge::x12 {

HWY_EXPORT(scan);

void scan_separators(std::string_view text, std::uint32_t from, char element, char segment,
                     ScanOutput& out) {
  HWY_DYNAMIC_DISPATCH(scan)(text, from, element, segment, out);
}

void scan_separators_scalar(std::string_view text, std::uint32_t from, char element, char segment,
                            ScanOutput& out) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (text[at] != element && text[at] != segment) continue;
    if (text[at] == segment) out.segment_ends[out.segment_count++] = out.separator_count;
    out.separators[out.separator_count++] = static_cast<std::uint32_t>(at);
  }
}

}  // namespace weighbridge::x12
#endif  // HWY_ONCE
