// Units that are packs: how much one of them holds is the item's affair, and may be said beside it.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace weighbridge::maps {

/// X12 element 355 and UN/ECE Recommendation 21, also with the X that Recommendation 20 puts before
/// its codes. A measure is none of them: what PO401 says of goods ordered by the pound is how they
/// are wrapped, not what a pound is.
constexpr bool is_packing_unit(std::string_view code) {
  constexpr std::array<std::string_view, 17> kPacks{"BD", "BE", "BG", "BX", "CA", "CR",
                                                    "CS", "CT", "DI", "PF", "PH", "PK",
                                                    "PL", "PX", "SL", "SV", "TY"};
  if (code.size() == 3 && code.front() == 'X') code.remove_prefix(1);
  return std::find(kPacks.begin(), kPacks.end(), code) != kPacks.end();
}

}  // namespace weighbridge::maps
