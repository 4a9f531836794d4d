// This file is compiled once for each vector instruction set (Highway's foreach_target); the best
// one for the processor is chosen at run time.
#include "parsers/edi/separator_scan.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "parsers/edi/separator_scan.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace weighbridge::edi {
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
/// One bit a lane. Each vector's bits go through a variable of their own: bits stored piece by
/// piece and loaded as a whole would wait for the store buffer.
template <class D, class Mask>
HWY_INLINE std::uint64_t mask_bits(D d, Mask mask) {
  std::uint64_t bits = 0;
  hn::StoreMaskBits(d, mask, reinterpret_cast<std::uint8_t*>(&bits));
  return bits;
}

HWY_INLINE BlockMasks block_masks(const std::uint8_t* block, std::uint8_t element,
                                  std::uint8_t segment) {
  const hn::CappedTag<std::uint8_t, kBlock> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto elements = hn::Set(d, element);
  const auto segments = hn::Set(d, segment);
  BlockMasks masks;
  for (std::size_t i = 0; i < kBlock; i += lanes) {
    const auto bytes = hn::LoadU(d, block + i);
    const auto ends = hn::Eq(bytes, segments);
    masks.separators |= mask_bits(d, hn::Or(ends, hn::Eq(bytes, elements))) << i;
    masks.terminators |= mask_bits(d, ends) << i;
  }
  return masks;
}
#endif

/// Which of the separators, by their order, are terminators.
HWY_INLINE std::uint64_t terminator_order(BlockMasks masks) {
#if HWY_ARCH_X86_64 && HWY_TARGET <= HWY_AVX2
  return _pext_u64(masks.terminators, masks.separators);
#else
  std::uint64_t order = 0;
  for (std::uint64_t ends = masks.terminators; ends != 0; ends &= ends - 1) {
    const std::uint64_t below = (ends & (~ends + 1)) - 1;
    order |= std::uint64_t{1} << hwy::PopCount(masks.separators & below);
  }
  return order;
#endif
}

/// Writes base + the place of each set bit; returns how many. `kAtOnce` are written whether there
/// are as many or not, then as many again: a branch that depends on the data costs more than
/// stores.
template <std::uint32_t kAtOnce>
HWY_INLINE std::uint32_t write_places(std::uint64_t bits, std::uint32_t base, std::uint32_t* to) {
  const auto count = static_cast<std::uint32_t>(hwy::PopCount(bits));
  for (std::uint32_t written = 0; written < count; written += kAtOnce) {
    for (std::uint32_t i = 0; i < kAtOnce; ++i) {
      *to++ = base + static_cast<std::uint32_t>(std::countr_zero(bits));
      bits &= bits - 1;
    }
  }
  return count;
}

#if HWY_ARCH_X86_64 && HWY_TARGET <= HWY_AVX3
/// The same for a whole block, sixteen bytes at a time: no branch, no loop over bits.
HWY_INLINE std::uint32_t write_offsets(std::uint64_t bits, std::uint32_t base, std::uint32_t* to) {
  const hn::CappedTag<std::uint32_t, 16> d;
  auto offsets = hn::Iota(d, base);
  const auto sixteen = hn::Set(d, 16);
  std::uint32_t count = 0;
  for (int part = 0; part < 4; ++part, bits >>= 16, offsets = hn::Add(offsets, sixteen)) {
    const auto these = static_cast<std::uint16_t>(bits);
    const auto mask = hn::LoadMaskBits(d, reinterpret_cast<const std::uint8_t*>(&these));
    hn::StoreU(hn::Compress(offsets, mask), d, to + count);
    count += static_cast<std::uint32_t>(hwy::PopCount(these));
  }
  return count;
}
#else
HWY_INLINE std::uint32_t write_offsets(std::uint64_t bits, std::uint32_t base, std::uint32_t* to) {
  return write_places<16>(bits, base, to);
}
#endif

HWY_INLINE void write_block(BlockMasks masks, std::uint32_t base, ScanOutput& out) {
  out.segment_count += write_places<4>(terminator_order(masks), out.separator_count,
                                       out.segment_ends + out.segment_count);
  out.separator_count +=
      write_offsets(masks.separators, base, out.separators + out.separator_count);
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
}  // namespace weighbridge::edi
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace weighbridge::edi {

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

}  // namespace weighbridge::edi
#endif  // HWY_ONCE
