#include "parsers/edi/set_findings.hpp"

#include <utility>

#include "parsers/edi/dictionary.hpp"

namespace weighbridge::edi {

namespace {

constexpr std::size_t kValueBytesMax = 64;

template <class Code, std::size_t kCount>
std::string code_text(Code code, const std::array<std::uint8_t, kCount>& numbers) {
  const auto own = static_cast<std::uint8_t>(code);
  return std::to_string(numbers[own] != 0 ? numbers[own] : own);
}

}  // namespace

void SetFindings::add(Finding&& finding) {
  if (finding.level == FindingLevel::error) set_->accepted = false;
  if (set_->findings.size() >= max_) {
    ++set_->findings_dropped;
    return;
  }
  set_->findings.push_back(std::move(finding));
}

Place SetFindings::place_of(std::uint32_t index) const {
  Place place;
  place.segment = index + 1;
  if (index >= set_->segments.size()) {
    place.offset = set_->offset + set_->text.size();
    return place;
  }
  place.offset = set_->segments[index].offset;
  place.tag = set_->segments[index].tag.substr(0, kValueBytesMax);
  if (index < set_->loop_of.size()) place.loop = set_->loops[set_->loop_of[index]].id;
  return place;
}

void SetFindings::add(FindingLevel level, SetCode code, std::string message, std::string mend) {
  const auto last = static_cast<std::uint32_t>(set_->segments.size() - 1);
  const bool of_trailer = code == SetCode::control_mismatch || code == SetCode::count_mismatch;
  Finding finding{level, FindingScope::transaction, code_text(code, style_.set_numbers), {}, {}, {},
                  {}};
  finding.place = place_of(of_trailer ? last : 0);
  if (code == SetCode::count_mismatch) finding.place.element = 1;
  if (code == SetCode::control_mismatch) finding.place.element = 2;
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  add(std::move(finding));
}

void SetFindings::add(FindingLevel level, SegmentCode code, std::uint32_t index,
                      std::string_view tag, std::string message, std::string mend) {
  Finding finding{level,
                  FindingScope::segment,
                  code_text(code, style_.segment_numbers),
                  place_of(index),
                  {},
                  {},
                  {}};
  finding.place.tag = tag.substr(0, kValueBytesMax);
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  add(std::move(finding));
}

void SetFindings::add(FindingLevel level, ElementCode code, std::uint32_t index, ElementPlace place,
                      std::string_view value, std::string message, std::string mend) {
  Finding finding{level,
                  FindingScope::element,
                  code_text(code, style_.element_numbers),
                  place_of(index),
                  {},
                  {},
                  {}};
  finding.place.element = place.element;
  finding.place.component = place.component;
  finding.place.repetition = place.repetition;
  if (value.data() != nullptr && value.data() >= set_->text.data() &&
      value.data() <= set_->text.data() + set_->text.size())
    finding.place.offset =
        set_->offset + static_cast<std::uint64_t>(value.data() - set_->text.data());
  finding.value = value.substr(0, kValueBytesMax);
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  add(std::move(finding));
}

void SetFindings::note(FindingLevel level, std::string code, std::uint32_t index,
                       std::uint32_t element, std::string message, std::string mend) {
  Finding finding{level, FindingScope::note, std::move(code), place_of(index), {}, {}, {}};
  finding.place.element = element;
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  add(std::move(finding));
}

std::string SetFindings::element_title(std::uint32_t index, ElementPlace place) const {
  const std::string_view tag = set_->segments[index].tag;
  std::string title(tag.substr(0, kValueBytesMax));
  if (place.element < 10) title += '0';
  title += std::to_string(place.element);
  if (place.component > 0) title += '-' + std::to_string(place.component);
  if (set_->dictionary == nullptr) return title;
  const std::string_view name = set_->dictionary->element_name(tag, place.element, place.component);
  if (!name.empty()) title.append(" ").append(name);
  return title;
}

}  // namespace weighbridge::edi
