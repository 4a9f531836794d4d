#include "parsers/x12/segment_splitter.hpp"

#include <string_view>
#include <utility>

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

/// The elements `begin` to `end` of `whole` below a tag of their own; the last ends at `last_end`.
Segment SegmentSplitter::piece(const Segment& whole, std::string_view tag, std::size_t begin,
                               std::size_t end, const char* last_end) {
  const char* base = tag.data();
  std::vector<std::uint32_t>& places = separators_.emplace_back();
  for (std::size_t i = begin; i < end; ++i)
    places.push_back(static_cast<std::uint32_t>(whole.elements[i].data() - base - 1));
  places.push_back(static_cast<std::uint32_t>(last_end - base));
  Segment segment = whole;
  segment.tag = tag;
  segment.elements = Elements(base, places.data(), static_cast<std::uint32_t>(end - begin));
  segment.offset = whole.offset + static_cast<std::uint64_t>(base - whole.tag.data());
  return segment;
}

/// Appends the pieces of `whole`: itself, where nothing stands in it that begins a segment.
void SegmentSplitter::cut(const Segment& whole, const Dictionary& dictionary,
                          std::vector<Segment>& out) {
  const std::size_t count = whole.elements.size();
  std::string_view tag = whole.tag;
  std::size_t begin = 0;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const std::string_view element = whole.elements[i];
    const std::string_view next = tag_after_line_end(element);
    if (next.size() < 2 || dictionary.segment(next) == nullptr) continue;
    const std::string_view before = element_before(element, next);
    out.push_back(piece(whole, tag, begin, i + 1, before.data() + before.size()));
    tag = next;
    begin = i + 1;
  }
  if (begin == 0) {
    out.push_back(whole);
    return;
  }
  const std::string_view last = whole.elements[count - 1];
  out.push_back(piece(whole, tag, begin, count, last.data() + last.size()));
}

std::vector<std::uint32_t> SegmentSplitter::split(std::vector<Segment>& segments,
                                                  const Dictionary& dictionary) {
  separators_.clear();
  std::vector<std::uint32_t> found;
  std::vector<Segment> out;
  out.reserve(segments.size() + 1);
  for (const Segment& segment : segments) {
    const std::size_t first = out.size();
    cut(segment, dictionary, out);
    for (std::size_t i = first + 1; i < out.size(); ++i)
      found.push_back(static_cast<std::uint32_t>(i));
  }
  if (found.empty()) return found;
  std::uint32_t position = 0;
  for (Segment& segment : out) segment.position = ++position;
  segments = std::move(out);
  return found;
}

}  // namespace weighbridge::x12
