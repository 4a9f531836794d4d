// What the standard says about the places that a map names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mappings/maps/source.hpp"
#include "parsers/edi/dictionary.hpp"

namespace weighbridge::maps {

/// Looks into all releases of the dictionaries: a map serves every release of its set.
class StandardCheck {
 public:
  StandardCheck(const edi::Dictionaries& dictionaries, std::string set)
      : dictionaries_(&dictionaries), set_(std::move(set)) {}

  /// From now on the set is `set`.
  void use_set(std::string set) { set_ = std::move(set); }
  /// Whether any release has the set at all.
  bool knows_set() const;
  /// Whether the set has a loop of this path, such as "IT1/SAC"; "" is the set itself.
  bool knows_loop(std::string_view path) const;
  /// Why there is no such element in any release; nothing when there is one.
  std::optional<std::string> refuse(const ElementPath& path) const;
  /// The implied decimals of an element: two for N2, none for text or R.
  std::uint8_t implied_decimals(const ElementPath& path) const;

 private:
  const edi::ElementRule* rule(const edi::Dictionary& release, const ElementPath& path) const;

  const edi::Dictionaries* dictionaries_;
  std::string set_;
};

}  // namespace weighbridge::maps
