#include "parsers/x12/hierarchy.hpp"

#include <string>

#include "parsers/edi/packed.hpp"

namespace weighbridge::x12 {

namespace {

/// An id without blanks and leading zeros, so that "01" and "1" are one.
std::string_view plain_id(std::string_view id) {
  id = trimmed(id);
  while (id.size() > 1 && id.front() == '0') id.remove_prefix(1);
  return id;
}

constexpr std::uint64_t kHl = edi::packed_code("HL");

/// Whether a level (HL03) is the one of this letter.
bool is_level(std::string_view level, char letter) {
  return level.size() == 1 && level.front() == letter;
}

constexpr int kDepthMax = 64;  // real hierarchies have five levels or so

/// The number that `id` is; 0 for what is none.
std::uint32_t number_of(std::string_view id) {
  constexpr std::size_t kDigitsMax = 8;
  std::uint32_t number = 0;
  for (const char c : id) {
    if (c < '0' || c > '9' || id.size() > kDigitsMax) return 0;
    number = 10 * number + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

}  // namespace

void HierarchyBuilder::build(TransactionSet& set) {
  set_ = &set;
  set.hierarchy.clear();
  by_id_.clear();
  indexed_ = 0;
  counted_ = true;
  without_parent_ = 0;
  last_order_ = kNone;
  for (std::uint32_t loop = 0; loop < set.loops.size(); ++loop)
    if (edi::packed_code(set.loops[loop].id) == kHl) add(loop);
  if (without_parent_ == 0) return;
  findings_.note(FindingLevel::note, "hierarchy", first_without_parent_, 2,
                 "HL02 Hierarchical Parent ID Number is empty in " +
                     std::to_string(without_parent_) +
                     " HL segments: their parents follow from the order of the levels",
                 "Name the parent in HL02.");
}

void HierarchyBuilder::add(std::uint32_t loop) {
  const std::uint32_t index = set_->loops[loop].first;
  const Segment& segment = set_->segments[index];
  const std::string_view id = plain_id(segment.element(1));
  const std::string_view parent_id = plain_id(segment.element(2));
  HierarchyNode node;
  node.loop = loop;
  node.id = id;
  node.level = trimmed(segment.element(3));
  if (!parent_id.empty()) {
    node.parent = resolve(index, parent_id);
  } else if (!set_->hierarchy.empty() && !is_level(node.level, 'S')) {
    if (without_parent_++ == 0) first_without_parent_ = index;
  }
  if (node.parent == kNone && !is_level(node.level, 'S')) node.parent = implied_parent(node.level);
  const bool known = !id.empty() && find(id) != kNone;
  if (known)
    findings_.add(FindingLevel::error, ElementCode::invalid_code, index, {1, 0, 0},
                  segment.element(1),
                  "HL01 Hierarchical ID Number " + std::string(id.substr(0, 12)) +
                      " is used twice: it is not clear which HL is meant by it",
                  "Number the HL segments of a set 1, 2, 3 and so on.");
  set_->hierarchy.push_back(node);
  counted_ = counted_ && number_of(id) == set_->hierarchy.size();
  check_level(index);
  if (is_level(node.level, 'S')) last_order_ = kNone;
  if (is_level(node.level, 'O'))
    last_order_ = static_cast<std::uint32_t>(set_->hierarchy.size() - 1);
}

/// The node that `parent_id` names; kNone, and told, when it names none before this HL.
std::uint32_t HierarchyBuilder::resolve(std::uint32_t index, std::string_view parent_id) {
  const std::uint32_t found = find(parent_id);
  if (found != kNone) return found;
  const std::string_view sent = set_->segments[index].element(2);
  if (parent_id == "0" && set_->hierarchy.empty()) return kNone;  // some write 0 for "no parent"
  findings_.add(FindingLevel::error, ElementCode::invalid_code, index, {2, 0, 0}, sent,
                "HL02 Hierarchical Parent ID Number names HL " +
                    std::string(parent_id.substr(0, 12)) + ", which does not stand before it",
                "Let HL02 name the HL01 of the level above; it was read where the order implies.");
  return kNone;
}

std::uint32_t HierarchyBuilder::find(std::string_view id) {
  const auto count = static_cast<std::uint32_t>(set_->hierarchy.size());
  if (counted_) {
    const std::uint32_t n = number_of(id);
    return n >= 1 && n <= count ? n - 1 : kNone;
  }
  for (; indexed_ < count; ++indexed_) by_id_.emplace(set_->hierarchy[indexed_].id, indexed_);
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? kNone : found->second;
}

std::uint32_t HierarchyBuilder::implied_parent(std::string_view level) const {
  const std::vector<HierarchyNode>& nodes = set_->hierarchy;
  if (nodes.empty()) return kNone;
  const auto last = static_cast<std::uint32_t>(nodes.size() - 1);
  int depth = 0;
  for (std::uint32_t at = last; at != kNone && depth < kDepthMax; at = nodes[at].parent, ++depth)
    if (nodes[at].level == level) return nodes[at].parent;
  return last;
}

/// An item or pack straight under the shipment, though an order of it has begun, would belong to no
/// order; a shipment under anything is upside down.
void HierarchyBuilder::check_level(std::uint32_t index) {
  const std::vector<HierarchyNode>& nodes = set_->hierarchy;
  const HierarchyNode& node = nodes.back();
  if (node.parent == kNone) return;
  const std::string_view above = nodes[node.parent].level;
  const auto tell = [&](std::string message) {
    findings_.add(FindingLevel::warning, ElementCode::invalid_code, index, {2, 0, 0},
                  set_->segments[index].element(2), std::move(message),
                  "Let HL02 name the HL of the level above.");
  };
  // BSN05 0003 and S-T-O-I: pallets or packs first, the orders on each below them.
  const bool holds_orders = is_level(above, 'S') || is_level(above, 'T') || is_level(above, 'P');
  if (is_level(node.level, 'S') || (is_level(node.level, 'O') && !holds_orders)) {
    tell("HL " + std::string(node.id.substr(0, 12)) + " of level " + std::string(node.level) +
         " hangs under level " + std::string(above.substr(0, 4)));
    return;
  }
  const bool below_order =
      is_level(node.level, 'I') || is_level(node.level, 'P') || is_level(node.level, 'T');
  if (!below_order || !is_level(above, 'S') || last_order_ == kNone ||
      nodes[last_order_].parent != node.parent)
    return;
  tell("HL " + std::string(node.id.substr(0, 12)) + " of level " + std::string(node.level) +
       " hangs under the shipment, though order HL " +
       std::string(nodes[last_order_].id.substr(0, 12)) + " stands before it");
}

}  // namespace weighbridge::x12
