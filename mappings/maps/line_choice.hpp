// Which frames are lines. A hierarchy may state a quantity at several levels for the same goods:
// every unit must be counted once.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mappings/maps/gathered.hpp"

namespace weighbridge::maps {

enum class FrameRole : std::uint8_t {
  context,      ///< a shipment, order, tare, pack: hands down what it states
  line,         ///< goods to be counted
  part,         ///< a split of the line `line`: its quantity is in the line's already
  packing,      ///< states a quantity of what the levels below it list item by item
  unquantified  ///< names an item, and nobody says how much of it
};

struct FrameChoice {
  FrameRole role = FrameRole::context;
  std::uint32_t line = kNone;  ///< the frame of the line it is, or is a part of
};

/// One choice a frame. Levels named in Plan::item_levels are lines of their own where they state an
/// item and a quantity; other levels only where no item level above or below counts the same goods.
/// Without a hierarchy each line loop is a line. `choices` is filled anew.
void choose_lines(const Plan& plan, const Gathered& gathered, std::vector<FrameChoice>& choices);

}  // namespace weighbridge::maps
