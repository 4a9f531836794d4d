// Codes of at most eight characters, looked up as one machine word.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "parsers/edi/packed.hpp"

namespace weighbridge::maps {

/// A code as a number: its bytes, first byte lowest. The empty code is 0. The words that XML has
/// for codes may be longer than eight bytes and become their FNV-1a hash; what is longer still is
/// no code and packs to a value that no code has.
using PackedCode = std::uint64_t;
constexpr PackedCode kNoCode = ~PackedCode{0};
constexpr std::size_t kCodeSizeMax = 8;
constexpr std::size_t kLongCodeSizeMax = 64;

constexpr PackedCode hash_code(std::string_view code) {
  PackedCode hash = 0xCBF29CE484222325ULL;
  for (const char c : code) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

constexpr PackedCode pack(std::string_view code) {
  if (code.size() > kCodeSizeMax) return code.size() > kLongCodeSizeMax ? kNoCode : hash_code(code);
  return edi::packed(code);
}

/// From codes to small numbers: an open-addressing table, filled once and then only read.
class CodeList {
 public:
  static constexpr std::uint16_t kAbsent = 0xFFFF;

  /// False when the code is there already (and keeps its value).
  bool add(PackedCode code, std::uint16_t value) {
    if (find(code) != kAbsent) return false;
    if (2 * (count_ + 1) > slots_.size()) grow();
    place(code, value);
    ++count_;
    return true;
  }

  /// The code's value, or kAbsent.
  std::uint16_t find(PackedCode code) const {
    if (slots_.empty()) return kAbsent;
    for (std::size_t i = home(code);; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i].value == kAbsent) return kAbsent;
      if (slots_[i].code == code) return slots_[i].value;
    }
  }

  bool empty() const { return count_ == 0; }

 private:
  struct Slot {
    PackedCode code = 0;
    std::uint16_t value = kAbsent;
  };

  std::size_t home(PackedCode code) const {
    return static_cast<std::size_t>((code * 0x9E3779B97F4A7C15ULL) >> 40) & (slots_.size() - 1);
  }
  void place(PackedCode code, std::uint16_t value) {
    std::size_t i = home(code);
    while (slots_[i].value != kAbsent) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = {code, value};
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 8 : 2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.value != kAbsent) place(slot.code, slot.value);
  }

  std::vector<Slot> slots_;  ///< a power of two, at most half full
  std::size_t count_ = 0;
};

}  // namespace weighbridge::maps
