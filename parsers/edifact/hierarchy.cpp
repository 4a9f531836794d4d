#include "parsers/edifact/hierarchy.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace weighbridge::edifact {

namespace {

constexpr std::size_t kIdBytesMax = 35;
/// A sub-line follows its line closely; not for ever is it looked for.
constexpr std::size_t kItemsBackMax = 1000;

std::size_t count_of(std::string_view id) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), value);
  return error == std::errc{} && end == id.data() + id.size() ? value : 0;
}

}  // namespace

void HierarchyBuilder::build(TransactionSet& set) {
  set_ = &set;
  set.hierarchy.clear();
  const bool packed = std::any_of(set.loops.begin(), set.loops.end(),
                                  [](const Loop& loop) { return loop.id == kPackageLevel; });
  if (!packed) return;
  packages_.clear();
  by_id_.clear();
  indexed_ = 0;
  counted_ = true;
  package_ = kNone;
  repeated_ = 0;
  for (std::uint32_t loop = 0; loop < set.loops.size(); ++loop) {
    if (set.loops[loop].id == kPackageLevel) add_package(loop);
    if (set.loops[loop].id == kItemLevel) add_item(loop);
  }
  if (repeated_ == 0) return;
  findings_.note(FindingLevel::warning, "package_id", first_repeated_, 1,
                 "CPS01 repeats the id of a package before it, in " + std::to_string(repeated_) +
                     (repeated_ == 1 ? " CPS" : " CPS segments") +
                     ": each was read as a package of its own",
                 "Number the CPS segments of a message differently.");
}

void HierarchyBuilder::add_package(std::uint32_t loop) {
  const std::uint32_t index = set_->loops[loop].first;
  const Segment& segment = set_->segments[index];
  HierarchyNode node;
  node.loop = loop;
  node.id = trimmed(segment.element(1));
  node.level = kPackageLevel;
  node.parent = parent_package(index, node.id, trimmed(segment.element(2)));
  if (!node.id.empty() && find_package(node.id) != kNone && repeated_++ == 0)
    first_repeated_ = index;
  package_ = static_cast<std::uint32_t>(set_->hierarchy.size());
  set_->hierarchy.push_back(node);
  packages_.push_back(package_);
  counted_ = counted_ && count_of(node.id) == packages_.size();
}

/// The newest package of that id; kNone when there is none.
std::uint32_t HierarchyBuilder::find_package(std::string_view id) {
  if (counted_) {
    const std::size_t n = count_of(id);
    return n >= 1 && n <= packages_.size() ? packages_[n - 1] : kNone;
  }
  for (; indexed_ < packages_.size(); ++indexed_)
    by_id_.insert_or_assign(set_->hierarchy[packages_[indexed_]].id, packages_[indexed_]);
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? kNone : found->second;
}

/// The item of the open package with that line number; kNone when there is none.
std::uint32_t HierarchyBuilder::find_item(std::string_view number) const {
  const std::vector<HierarchyNode>& nodes = set_->hierarchy;
  const std::size_t stop = nodes.size() > kItemsBackMax ? nodes.size() - kItemsBackMax : 0;
  for (std::size_t i = nodes.size(); i-- > stop && nodes[i].level == kItemLevel;)
    if (nodes[i].id == number) return static_cast<std::uint32_t>(i);
  return kNone;
}

/// The node of the package that `parent` names; kNone for the outermost, and told, where it names
/// none.
std::uint32_t HierarchyBuilder::parent_package(std::uint32_t index, std::string_view id,
                                               std::string_view parent) {
  if (parent.empty() || parent == id || parent == "0") return kNone;
  const std::uint32_t found = find_package(parent);
  if (found != kNone) return found;
  findings_.add(FindingLevel::warning, ElementCode::invalid_code, index, {2, 0, 0},
                set_->segments[index].element(2),
                "CPS02 names package " + std::string(parent.substr(0, kIdBytesMax)) +
                    ", which does not stand before it",
                "Let CPS02 name the CPS01 of the package around; this one was read on its own.");
  return kNone;
}

void HierarchyBuilder::add_item(std::uint32_t loop) {
  const Segment& segment = set_->segments[set_->loops[loop].first];
  HierarchyNode node;
  node.loop = loop;
  node.id = trimmed(segment.element(1));
  node.level = kItemLevel;
  node.parent = package_;
  // C829: 5495 = 1 says that the line belongs to the one that 1082 names.
  const std::string_view sub_line = segment.element(4);
  const char separator = set_->delimiters.component;
  if (trimmed(part(sub_line, separator, 1)) == "1") {
    const std::uint32_t item = find_item(trimmed(part(sub_line, separator, 2)));
    if (item != kNone) node.parent = item;
  }
  set_->hierarchy.push_back(node);
}

}  // namespace weighbridge::edifact
