#include "mappings/maps/xml_plan.hpp"

#include <algorithm>
#include <cstring>

namespace weighbridge::maps {

namespace {

/// Element names differ in length and at both ends.
std::size_t hash(std::string_view name) {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  const std::size_t size = std::min(name.size(), sizeof head);
  std::memcpy(&head, name.data(), size);
  std::memcpy(&tail, name.data() + name.size() - size, size);
  const std::uint64_t mixed =
      (head ^ (tail * 0x9E3779B97F4A7C15ULL) ^ name.size()) * 0xD6E8FEB86659FD93ULL;
  return static_cast<std::size_t>(mixed >> 32U);
}

}  // namespace

std::uint16_t NameTable::add(std::string_view name) {
  if (const std::uint16_t known = find(name); known != kAbsent) return known;
  names_.emplace_back(name);
  if (2 * names_.size() > slots_.size()) slots_.resize(slots_.empty() ? 16 : 2 * slots_.size());
  // Few names, and only while maps are compiled: every slot is filled anew.
  std::fill(slots_.begin(), slots_.end(), kAbsent);
  for (std::uint16_t i = 0; i < size(); ++i) {
    std::size_t slot = hash(names_[i]) & (slots_.size() - 1);
    while (slots_[slot] != kAbsent) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = i;
  }
  return static_cast<std::uint16_t>(size() - 1);
}

std::uint16_t NameTable::find(std::string_view name) const {
  if (slots_.empty()) return kAbsent;
  for (std::size_t slot = hash(name) & (slots_.size() - 1);;
       slot = (slot + 1) & (slots_.size() - 1)) {
    const std::uint16_t found = slots_[slot];
    if (found == kAbsent || names_[found] == name) return found;
  }
}

}  // namespace weighbridge::maps
