#include "parsers/edi/dictionary.hpp"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "parsers/edi/packed.hpp"

namespace weighbridge::edi {

const SegmentRule* Dictionary::segment(std::string_view tag) const {
  const std::uint32_t key = packed_tag(tag);
  if (key == 0) return nullptr;
  for (std::uint32_t slot = tag_slot(key);; slot = (slot + 1) % kTagSlots) {
    if (tag_keys_[slot] == key) return &segments_[tag_segments_[slot]];
    if (tag_keys_[slot] == 0) return nullptr;
  }
}

std::uint16_t Dictionary::index_of(const SegmentRule& segment) const {
  return static_cast<std::uint16_t>(&segment - segments_.data());
}

std::span<const ElementRule> Dictionary::elements(const SegmentRule& segment) const {
  return std::span(rules_).subspan(segment.first_element, segment.element_count);
}

std::span<const ElementRule> Dictionary::components(const ElementRule& composite) const {
  return std::span(rules_).subspan(composite.first_component, composite.component_count);
}

const SetRule* Dictionary::set(std::string_view id) const {
  const auto found =
      std::find_if(sets_.begin(), sets_.end(), [id](const SetRule& set) { return set.id == id; });
  return found == sets_.end() ? nullptr : &*found;
}

const Dictionary::Label* Dictionary::label(std::string_view tag, std::uint32_t element,
                                           std::uint32_t component) const {
  const SegmentRule* rule = segment(tag);
  if (rule == nullptr || element == 0 || element > rule->element_count) return nullptr;
  std::uint32_t index = rule->first_element + element - 1;
  if (component > 0) {
    const ElementRule& composite = rules_[index];
    if (component > composite.component_count) return nullptr;
    index = composite.first_component + component - 1;
  }
  return &labels_[index];
}

std::string_view Dictionary::segment_name(std::string_view tag) const {
  const SegmentRule* rule = segment(tag);
  return rule == nullptr ? std::string_view{} : rule->name;
}

std::string_view Dictionary::element_name(std::string_view tag, std::uint32_t element,
                                          std::uint32_t component) const {
  const Label* found = label(tag, element, component);
  return found == nullptr ? std::string_view{} : found->name;
}

std::string_view Dictionary::element_id(std::string_view tag, std::uint32_t element,
                                        std::uint32_t component) const {
  const Label* found = label(tag, element, component);
  return found == nullptr ? std::string_view{} : found->id;
}

std::string_view Dictionary::code_meaning(std::string_view element_id,
                                          std::string_view code) const {
  const auto key = std::tie(element_id, code);
  const auto found = std::lower_bound(
      meanings_.begin(), meanings_.end(), key,
      [](const CodeMeaning& m, const auto& k) { return std::tie(m.element, m.code) < k; });
  if (found == meanings_.end() || std::tie(found->element, found->code) != key) return {};
  return found->meaning;
}

namespace {

/// A release such as "004010" as version, release and subrelease: close ones have close numbers.
long release_number(std::string_view release) {
  long number = 0;
  for (const char c : release.substr(0, 6)) {
    if (c < '0' || c > '9') break;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

Dictionaries::Choice Dictionaries::nearest(std::string_view version) const {
  const long wanted = release_number(version);
  Choice choice;
  long distance_min = 0;
  for (const Dictionary& candidate : releases_) {
    const long distance = std::abs(release_number(candidate.release()) - wanted);
    if (choice.dictionary != nullptr && distance >= distance_min) continue;
    choice = {&candidate, candidate.release() == version.substr(0, 6)};
    distance_min = distance;
  }
  return choice;
}

}  // namespace weighbridge::edi
