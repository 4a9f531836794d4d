// Texts as numbers, so that evidence can be compared without looking at a text twice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weighbridge::matching::screen {

/// A text within its scope; 0 is no text at all.
using NameId = std::uint32_t;

/// Gives every different text of a scope a number, counted from 1 in the order of their coming.
class Names {
 public:
  Names();

  /// The number of `text` in `scope`, a new one when it was never seen; 0 for an empty text.
  NameId add(std::string_view text, std::uint32_t scope = 0);
  /// 0 when it was never added.
  NameId find(std::string_view text, std::uint32_t scope = 0) const;
  /// Valid until the next add().
  std::string_view text(NameId id) const;
  /// All numbers given are below this.
  std::size_t end() const { return entries_.size(); }
  /// Memory in use.
  std::size_t bytes() const;

 private:
  struct Entry {
    std::uint64_t hash;
    std::uint64_t offset;
    std::uint32_t length, scope;
  };
  struct Slot {
    std::uint32_t tag = 0;  ///< the upper half of the hash
    NameId id = 0;          ///< 0: empty
  };

  static std::uint64_t hash_of(std::string_view text, std::uint32_t scope);
  /// Where the text stands, or the empty slot where it belongs.
  std::size_t slot_of(std::string_view text, std::uint32_t scope, std::uint64_t hash) const;
  void grow();

  std::vector<Slot> slots_;  ///< open addressing; a power of two, at most half full
  std::vector<Entry> entries_;
  std::string texts_;
};

}  // namespace weighbridge::matching::screen
