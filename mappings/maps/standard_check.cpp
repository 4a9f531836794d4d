#include "mappings/maps/standard_check.hpp"

#include <algorithm>

namespace weighbridge::maps {

namespace {

std::string path_of(const edi::SetRule& set, std::size_t loop) {
  std::string path(set.loops[loop].id);
  for (std::size_t at = set.loops[loop].parent; at != 0; at = set.loops[at].parent)
    path = std::string(set.loops[at].id) + "/" + path;
  return path;
}

}  // namespace

bool StandardCheck::knows_set() const {
  const auto releases = dictionaries_->releases();
  return std::any_of(releases.begin(), releases.end(),
                     [&](const auto& release) { return release.set(set_) != nullptr; });
}

bool StandardCheck::knows_loop(std::string_view path) const {
  if (path.empty()) return true;
  for (const edi::Dictionary& release : dictionaries_->releases()) {
    const edi::SetRule* set = release.set(set_);
    if (set == nullptr) continue;
    for (std::size_t loop = 1; loop < set->loops.size(); ++loop)
      if (path_of(*set, loop) == path) return true;
  }
  return false;
}

const edi::ElementRule* StandardCheck::rule(const edi::Dictionary& release,
                                            const ElementPath& path) const {
  const edi::SegmentRule* segment = release.segment(path.tag);
  if (segment == nullptr || path.element > segment->element_count) return nullptr;
  const edi::ElementRule& element = release.elements(*segment)[path.element - 1U];
  if (path.component == 0) return &element;
  const auto components = release.components(element);
  return path.component <= components.size() ? &components[path.component - 1U] : nullptr;
}

std::optional<std::string> StandardCheck::refuse(const ElementPath& path) const {
  std::size_t elements = 0;
  bool known = false;
  for (const edi::Dictionary& release : dictionaries_->releases()) {
    if (rule(release, path) != nullptr) return std::nullopt;
    if (const edi::SegmentRule* segment = release.segment(path.tag)) {
      known = true;
      elements = std::max<std::size_t>(elements, segment->element_count);
    }
  }
  if (!known) return "the standard has no segment " + path.tag;
  if (path.element > elements)
    return path.tag + " has only " + std::to_string(elements) + " elements";
  return path.tag + " has no such component";
}

std::uint8_t StandardCheck::implied_decimals(const ElementPath& path) const {
  for (const edi::Dictionary& release : dictionaries_->releases())
    if (const edi::ElementRule* found = rule(release, path))
      return found->type == edi::DataType::integer ? found->decimals : std::uint8_t{0};
  return 0;
}

}  // namespace weighbridge::maps
