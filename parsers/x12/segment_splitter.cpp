#include "parsers/x12/segment_splitter.hpp"

#include <string_view>

namespace weighbridge::x12 {

namespace {

bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

/// What stands in `element` after its last line end; empty when there is none.
std::string_view tag_after_line_end(std::string_view element) {
  const std::size_t at = element.find_last_of("\r\n");
  return at == std::string_view::npos ? std::string_view{} : element.substr(at + 1);
}

/// The element before `tag`, without line ends and a terminator of another kind.
std::string_view element_before(std::string_view element, std::string_view tag) {
  element.remove_suffix(tag.size());
  while (!element.empty() && is_line_end(element.back())) element.remove_suffix(1);
  if (!element.empty() && (element.back() == '~' || element.back() == '\''))
    element.remove_suffix(1);
  return element;
}

}  // namespace

/// The elements `begin` to `end` of `from`, the last of which ends at `last_end`.
Elements SegmentSplitter::elements(const Segment& from, std::size_t begin, std::size_t end,
                                   const char* base, const char* last_end) {
  std::vector<std::uint32_t>& places = separators_.emplace_back();
  for (std::size_t i = begin; i < end; ++i)
    places.push_back(static_cast<std::uint32_t>(from.elements[i].data() - base - 1));
  places.push_back(static_cast<std::uint32_t>(last_end - base));
  return {base, places.data(), static_cast<std::uint32_t>(end - begin)};
}

bool SegmentSplitter::cut(const Segment& whole, const Dictionary& dictionary, Segment& first,
                          Segment& rest) {
  const std::size_t count = whole.elements.size();
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const std::string_view element = whole.elements[i];
    const std::string_view tag = tag_after_line_end(element);
    if (tag.size() < 2 || dictionary.segment(tag) == nullptr) continue;
    const std::string_view before = element_before(element, tag);
    const char* base = whole.tag.data();
    first = whole;
    first.elements = elements(whole, 0, i + 1, base, before.data() + before.size());
    rest = whole;
    rest.tag = tag;
    rest.offset = whole.offset + static_cast<std::uint64_t>(tag.data() - base);
    const std::string_view last = whole.elements[count - 1];
    rest.elements = elements(whole, i + 1, count, tag.data(), last.data() + last.size());
    return true;
  }
  return false;
}

std::vector<std::uint32_t> SegmentSplitter::split(std::vector<Segment>& segments,
                                                  const Dictionary& dictionary) {
  separators_.clear();
  std::vector<std::uint32_t> found;
  std::vector<Segment> out;
  out.reserve(segments.size() + 1);
  for (Segment segment : segments) {
    Segment first;
    Segment rest;
    while (cut(segment, dictionary, first, rest)) {
      out.push_back(first);
      found.push_back(static_cast<std::uint32_t>(out.size()));
      segment = rest;
    }
    out.push_back(segment);
  }
  if (found.empty()) return found;
  std::uint32_t position = 0;
  for (Segment& segment : out) segment.position = ++position;
  segments = std::move(out);
  return found;
}

}  // namespace weighbridge::x12
