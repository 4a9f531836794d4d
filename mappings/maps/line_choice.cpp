#include "mappings/maps/line_choice.hpp"

#include <algorithm>

namespace weighbridge::maps {

namespace {

/// The level of a line loop that stands in no package of a set that has a hierarchy.
constexpr PackedCode kNoLevel = 0;

constexpr Field kItemFields[] = {Field::line_sku, Field::line_gtin, Field::line_upc,
                                 Field::line_vendor};

bool names_item(const Frame& frame) {
  return std::any_of(std::begin(kItemFields), std::end(kItemFields),
                     [&](Field field) { return frame.states(field); });
}

/// More than its number, which lines of text have too, and than what a level of packing states:
/// labels, and what holds for all below it.
bool states_goods(const Frame& frame) {
  constexpr auto kPacking = [](Field field) {
    return field == Field::line_number || inheritance_of(field) == Inheritance::below ||
           inheritance_of(field) == Inheritance::collected;
  };
  for (std::size_t i = 0; i < kLineFields; ++i)
    if (frame.states(static_cast<Field>(i)) && !kPacking(static_cast<Field>(i))) return true;
  return false;
}

bool same_item(const Gathered& gathered, const Frame& a, const Frame& b) {
  for (const Field field : kItemFields) {
    const Cell* left = gathered.line(a, field);
    const Cell* right = gathered.line(b, field);
    if (left != nullptr && right != nullptr && left->text == right->text) return true;
  }
  return false;
}

class Chooser {
 public:
  Chooser(const Plan& plan, const Gathered& gathered, std::vector<FrameChoice>& choices)
      : plan_(plan), gathered_(gathered), frames_(gathered.frames()), choices_(choices) {}

  void choose_loops() {
    for (std::uint32_t i = 1; i < frames_.size(); ++i) {
      if (frames_[i].level == kAroundLines) continue;
      const bool leaf = !has_inner(i);
      if (frames_[i].states(Field::line_quantity) || (leaf && states_goods(frames_[i])))
        choices_[i] = {frames_[i].states(Field::line_quantity) ? FrameRole::line
                       : plan_.lines_optional                  ? FrameRole::context
                                                               : FrameRole::unquantified,
                       i};
    }
  }

  void choose_hierarchy() {
    look_below();
    for (std::uint32_t i = 1; i < frames_.size(); ++i) choices_[i] = choose(i);
  }

 private:
  struct Below {
    bool items = false;       ///< an item level with item and quantity
    bool quantities = false;  ///< any level with a quantity
  };

  bool has_inner(std::uint32_t frame) const {
    return frame + 1 < frames_.size() && frames_[frame + 1].parent == frame;
  }

  bool is_item_level(const Frame& frame) const {
    return std::find(plan_.item_levels.begin(), plan_.item_levels.end(), frame.level) !=
           plan_.item_levels.end();
  }

  bool is_own_line(const Frame& frame) const {
    return is_item_level(frame) && names_item(frame) && frame.states(Field::line_quantity);
  }

  void look_below() {
    below_.assign(frames_.size(), {});
    for (std::size_t i = frames_.size(); i-- > 1;) {
      const Frame& frame = frames_[i];
      if (frame.parent == kNone) continue;
      Below& above = below_[frame.parent];
      above.items = above.items || below_[i].items || is_own_line(frame);
      above.quantities =
          above.quantities || below_[i].quantities || frame.states(Field::line_quantity);
    }
  }

  FrameChoice choose(std::uint32_t i) const {
    const Frame& frame = frames_[i];
    const std::uint32_t line = frame.parent == kNone ? kNone : choices_[frame.parent].line;
    if (is_own_line(frame)) {
      if (line != kNone && same_item(gathered_, frames_[line], frame))
        return {FrameRole::part, line};
      return {FrameRole::line, i};
    }
    if (line != kNone) return {FrameRole::part, line};
    if (frame.states(Field::line_quantity))
      return below_[i].items ? FrameChoice{FrameRole::packing, kNone}
                             : FrameChoice{FrameRole::line, i};
    if ((is_item_level(frame) || frame.level == kNoLevel) && names_item(frame) &&
        !below_[i].quantities)
      return {FrameRole::unquantified, kNone};
    return {};
  }

  const Plan& plan_;
  const Gathered& gathered_;
  std::span<const Frame> frames_;
  std::vector<FrameChoice>& choices_;
  std::vector<Below> below_;
};

}  // namespace

void choose_lines(const Plan& plan, const Gathered& gathered, std::vector<FrameChoice>& choices) {
  choices.assign(gathered.frames().size(), {});
  Chooser chooser(plan, gathered, choices);
  if (plan.item_levels.empty())
    chooser.choose_loops();
  else
    chooser.choose_hierarchy();
}

}  // namespace weighbridge::maps
