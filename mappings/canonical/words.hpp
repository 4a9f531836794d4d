// An enumeration and its words on the wire, as one table read both ways.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace weighbridge {

template <class Enum, std::size_t N>
struct Words {
  std::array<std::pair<Enum, std::string_view>, N> rows;

  /// The word of `value`; every value has a row.
  constexpr std::string_view word(Enum value) const {
    for (const auto& [candidate, text] : rows)
      if (candidate == value) return text;
    return {};
  }

  /// The value of `word`, exactly as written; an unknown word is nothing, never a guess.
  constexpr std::optional<Enum> value(std::string_view word) const {
    for (const auto& [candidate, text] : rows)
      if (text == word) return candidate;
    return std::nullopt;
  }
};

}  // namespace weighbridge
