#include "mappings/maps/level_notes.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace weighbridge::maps {

namespace {

enum Oddity : std::uint8_t { kNotItem, kAbove, kBelow, kOddities };

struct OddityText {
  std::string_view code;
  const char* message;
};
constexpr std::array<OddityText, kOddities> kTexts{{
    {"LEVEL_NOT_ITEM", "goods are stated at a level that is none of items; they count as lines"},
    {"QUANTITY_ABOVE", "a level above the items repeats their quantity; it is not counted"},
    {"QUANTITY_BELOW",
     "levels below an item split or repeat its quantity; the item's own quantity counts"},
}};

}  // namespace

void report_levels(const Plan& plan, const Gathered& gathered, std::span<const FrameChoice> choices,
                   ValueReader& values) {
  const auto frames = gathered.frames();
  std::array<std::uint32_t, kOddities> first{};
  first.fill(kNone);
  const auto note = [&](Oddity oddity, std::size_t frame) {
    if (first[oddity] == kNone) first[oddity] = frames[frame].spot;
  };
  for (std::size_t i = 1; i < frames.size(); ++i) {
    const Frame& frame = frames[i];
    if (frame.level == 0 || !frame.states(Field::line_quantity)) continue;
    if (choices[i].role == FrameRole::packing) note(kAbove, i);
    if (choices[i].role == FrameRole::part) note(kBelow, i);
    if (choices[i].role == FrameRole::line &&
        std::find(plan.item_levels.begin(), plan.item_levels.end(), frame.level) ==
            plan.item_levels.end())
      note(kNotItem, i);
  }
  for (std::size_t i = 0; i < kOddities; ++i)
    if (first[i] != kNone)
      values.report(FindingLevel::note, kTexts[i].code, first[i], kTexts[i].message, "");
}

}  // namespace weighbridge::maps
