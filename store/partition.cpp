#include <string_view>

#include "store/store.hpp"

namespace weighbridge::store {
namespace {

// FNV-1a, 64 bits: short keys, no state, and the same everywhere for ever. The numbers are the
// algorithm's own.
constexpr std::uint64_t kBasis = 14695981039346656037ULL;
constexpr std::uint64_t kPrime = 1099511628211ULL;

std::uint64_t add(std::uint64_t hash, std::string_view bytes) {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  return hash;
}

}  // namespace

std::uint32_t partition_of(const SupplierId& supplier, const PoNumber& po) {
  // The zero byte keeps ("A", "B1") and ("AB", "1") apart.
  std::uint64_t hash = add(kBasis, supplier.str());
  hash = add(hash, std::string_view("\0", 1));
  hash = add(hash, po.str());
  // The low bits of FNV alone mix badly: fold the high ones in.
  return static_cast<std::uint32_t>((hash ^ (hash >> 32U)) % kPartitions);
}

}  // namespace weighbridge::store
