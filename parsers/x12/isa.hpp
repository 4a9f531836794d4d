// The interchange header: the one segment that has to be read before any separator is known.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "parsers/x12/delimiters.hpp"

namespace weighbridge::x12 {

/// How many bytes of an ISA, its terminator and what follows are enough to learn from it.
constexpr std::size_t kIsaBytesMax = 1024;

enum class IsaFlaw : std::uint8_t {
  none,
  element_separator,  ///< the one after "ISA" is not the one between the elements
  terminator,         ///< what stands after ISA16 cannot end a segment
  incomplete,         ///< fewer than 16 elements
};

struct IsaHeader {
  std::array<std::string_view, 16> elements;  ///< as sent, blanks included
  Delimiters delimiters;
  std::size_t size = 0;      ///< bytes, terminator included
  bool fixed_width = false;  ///< every element has the width that the standard wants
  IsaFlaw flaw = IsaFlaw::none;
};

/// Reads the ISA at the front of `bytes` (which should hold kIsaBytesMax, or all there is). The
/// separators are those that it shows, wherever its elements end: padded or not. Nothing when
/// `bytes` do not begin with an ISA.
std::optional<IsaHeader> read_isa(std::string_view bytes);

/// Where in `bytes` an ISA begins that read_isa() finds whole; npos when there is none.
std::size_t find_isa(std::string_view bytes, std::size_t from = 0);

/// Guesses the separators of a fragment that begins with GS or ST, from the segments that follow
/// it. Nothing when it does not look like one.
std::optional<Delimiters> guess_delimiters(std::string_view bytes);

}  // namespace weighbridge::x12
