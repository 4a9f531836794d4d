#include "matching/screen/names.hpp"

#include <functional>

namespace weighbridge::matching::screen {

namespace {

constexpr std::size_t kFirstSlots = 64;
constexpr unsigned kTagShift = 32;

std::uint32_t tag_of(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash >> kTagShift);
}

}  // namespace

Names::Names() : slots_(kFirstSlots), entries_(1) {}

NameId Names::add(std::string_view text, std::uint32_t scope) {
  if (text.empty()) return 0;
  const std::uint64_t hash = hash_of(text, scope);
  const std::size_t slot = slot_of(text, scope, hash);
  if (slots_[slot].id != 0) return slots_[slot].id;
  const auto id = static_cast<NameId>(entries_.size());
  slots_[slot] = {tag_of(hash), id};
  entries_.push_back({hash, texts_.size(), static_cast<std::uint32_t>(text.size()), scope});
  texts_.append(text);
  if (entries_.size() * 2 > slots_.size()) grow();
  return id;
}

NameId Names::find(std::string_view text, std::uint32_t scope) const {
  if (text.empty()) return 0;
  return slots_[slot_of(text, scope, hash_of(text, scope))].id;
}

std::string_view Names::text(NameId id) const {
  const Entry& entry = entries_[id];
  return std::string_view(texts_).substr(entry.offset, entry.length);
}

std::size_t Names::bytes() const {
  return slots_.capacity() * sizeof(Slot) + entries_.capacity() * sizeof(Entry) + texts_.capacity();
}

std::uint64_t Names::hash_of(std::string_view text, std::uint32_t scope) {
  // The odd constant is 2^64 over the golden ratio: it spreads neighbouring scopes.
  return std::hash<std::string_view>{}(text) ^ (scope * 0x9E3779B97F4A7C15ULL);
}

std::size_t Names::slot_of(std::string_view text, std::uint32_t scope, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot].id != 0) {
    if (slots_[slot].tag == tag_of(hash)) {
      const NameId id = slots_[slot].id;
      if (entries_[id].scope == scope && this->text(id) == text) break;
    }
    slot = (slot + 1) & mask;
  }
  return slot;
}

void Names::grow() {
  std::vector<Slot> larger(slots_.size() * 2);
  const std::size_t mask = larger.size() - 1;
  for (NameId id = 1; id < entries_.size(); ++id) {
    std::size_t slot = entries_[id].hash & mask;
    while (larger[slot].id != 0) slot = (slot + 1) & mask;
    larger[slot] = {tag_of(entries_[id].hash), id};
  }
  slots_ = std::move(larger);
}

}  // namespace weighbridge::matching::screen
