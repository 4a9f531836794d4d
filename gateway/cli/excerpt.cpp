#include "gateway/cli/excerpt.hpp"

#include <algorithm>

#include "gateway/cli/text.hpp"

namespace weighbridge::cli {
namespace {

struct Span {
  std::size_t begin = 0;
  std::size_t size = 0;
};

/// Part `n` (from 0) of `text` cut at `separator`; where there are fewer, the end of `text`.
Span nth_part(std::string_view text, char separator, std::size_t n) {
  std::size_t begin = 0;
  for (; n > 0; --n) {
    const std::size_t cut = text.find(separator, begin);
    if (cut == std::string_view::npos) return {text.size(), 0};
    begin = cut + 1;
  }
  return {begin, std::min(text.find(separator, begin), text.size()) - begin};
}

bool is_line_end(char c) {
  return c == '\r' || c == '\n';
}

/// Bytes become columns one to one, so that the caret keeps its place whatever the bytes are.
std::string one_column_a_byte(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F) c = '?';
  }
  return out;
}

Excerpt marked(std::string_view line, Span span) {
  return {one_column_a_byte(line), span.begin, std::max<std::size_t>(span.size, 1)};
}

}  // namespace

Excerpt segment_excerpt(std::string_view window, std::size_t at, const x12::Delimiters& delimiters,
                        const Place& place) {
  if (at >= window.size()) return {};
  std::size_t begin = at;
  while (begin > 0 && window[begin - 1] != delimiters.segment) --begin;
  while (begin < at && is_line_end(window[begin])) ++begin;
  const std::size_t end = std::min(window.find(delimiters.segment, at), window.size());
  const std::string_view segment = window.substr(begin, end - begin);
  Span span = nth_part(segment, delimiters.element, place.element);
  if (place.component > 0 && place.element > 0) {
    const std::string_view element = segment.substr(span.begin, span.size);
    const Span inner = nth_part(element, delimiters.component, place.component - 1);
    span = {span.begin + inner.begin, inner.size};
  }
  // The terminator belongs to the line as a person knows it, unless it is a line end itself.
  const bool shown = end < window.size() && !is_line_end(delimiters.segment);
  return marked(window.substr(begin, segment.size() + (shown ? 1 : 0)), span);
}

Excerpt line_excerpt(std::string_view window, std::size_t at, std::string_view value) {
  if (at > window.size()) return {};
  std::size_t begin = at;
  while (begin > 0 && !is_line_end(window[begin - 1])) --begin;
  std::size_t end = at;
  while (end < window.size() && !is_line_end(window[end])) ++end;
  const std::string_view line = window.substr(begin, end - begin);
  if (line.empty()) return {};
  const bool starts_here = !value.empty() && line.substr(at - begin).starts_with(value);
  return marked(line, {at - begin, starts_here ? value.size() : 1});
}

Excerpt narrowed(Excerpt excerpt, std::size_t columns) {
  constexpr std::string_view kDots = "...";
  if (excerpt.line.size() <= columns || columns < 4 * kDots.size()) return excerpt;
  const std::size_t third = columns / 3;
  if (excerpt.caret > 2 * third) {
    const std::size_t from = excerpt.caret - third;
    excerpt.line = std::string(kDots) + excerpt.line.substr(from);
    excerpt.caret = third + kDots.size();
  }
  if (excerpt.line.size() > columns)
    excerpt.line = excerpt.line.substr(0, columns - kDots.size()) + std::string(kDots);
  excerpt.marks = std::min(excerpt.marks, std::max<std::size_t>(columns - excerpt.caret, 1));
  return excerpt;
}

}  // namespace weighbridge::cli
